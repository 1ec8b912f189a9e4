"""Engagements, deviations and nonconformities, as tables; the two packages."""
