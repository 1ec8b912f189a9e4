"""Today: what stands where, what lapsed, what is due, what waits for whom."""
