"""Same event, rival accounts: within a report and across reports.

Pure functions over readings; the record keeps what they give.
"""

from onrecord.linking.attach import attach
from onrecord.linking.dispute import disputes, find_disputes
from onrecord.linking.same_event import Told, judgements, same_events

__all__ = ["Told", "attach", "disputes", "find_disputes", "judgements", "same_events"]
