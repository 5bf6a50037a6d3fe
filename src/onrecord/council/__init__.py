"""The Security Council: the rules of its vote, who sat on it, and the motions a report tells of."""

from onrecord.council.membership import members, permanent, size, threshold
from onrecord.council.motions import find_motions
from onrecord.council.vote import Outcome, check, outcome

__all__ = ["Outcome", "check", "find_motions", "members", "outcome", "permanent", "size", "threshold"]
