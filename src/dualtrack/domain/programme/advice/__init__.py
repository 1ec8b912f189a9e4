"""Which reports to run, which first, how long, at what cost: every sentence with its reason."""
