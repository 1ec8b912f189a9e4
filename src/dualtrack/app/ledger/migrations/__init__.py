"""Database migrations of the ledger."""
