"""A small recorded table of the tests' own, so that the ledger is tested without the apps above it."""
