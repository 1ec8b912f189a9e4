"""Decisions on applicability, as tables."""
