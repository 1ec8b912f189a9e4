"""Engagements, deviations and findings."""
