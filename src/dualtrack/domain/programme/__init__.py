"""One frozen snapshot, and everything that is computed from it."""
