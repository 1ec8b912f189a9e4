"""One folder a source: each reads its records into observations; connectors do not know each other."""
