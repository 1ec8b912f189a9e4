"""Evidence, observation runs and daily check counts, as tables."""
