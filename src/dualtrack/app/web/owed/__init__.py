"""The page of what is owed: documents and deltas, until the fact exists."""
