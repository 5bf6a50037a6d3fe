"""The project's own gold standard: sixty real reports, read twice, adjudicated, kept as offsets without text.

See docs/gold.md for what annotators do, and eval/gold/draw.py for how the reports were chosen.
"""
