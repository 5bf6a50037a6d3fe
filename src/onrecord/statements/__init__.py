"""Who says what: statements with speaker, cue, content, kind and form."""

from onrecord.statements.find import find_statements

__all__ = ["find_statements"]
