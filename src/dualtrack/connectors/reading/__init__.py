"""Reading, shared by all connectors: bytes from a file, records from JSON and CSV, times."""
