"""Retention, holds and erasure over the programme: what leaves, what it does to the audits, who decides."""
