"""Reports in: files, folders and tables become Reports, and a Notice says what did not."""

from onrecord.intake.dates import parse_date
from onrecord.intake.format import Format, formats
from onrecord.intake.notice import Notice, NoticeKind
from onrecord.intake.source import Source, reports_in, sources

__all__ = ["Format", "Notice", "NoticeKind", "Source", "formats", "parse_date", "reports_in", "sources"]
