"""News reports in, a sourced record out: who did what to whom, where, when, and who says so."""
