"""Risks, their method and treatment, and decisions on applicability, as tables."""
