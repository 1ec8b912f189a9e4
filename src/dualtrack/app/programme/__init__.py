"""The organisation, the snapshot, and what is read from it."""
