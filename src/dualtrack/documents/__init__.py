"""One folder a document: a pure context that yields one neutral tree of blocks."""
