"""Integrity: the ledger's head, the keys, who outside holds what, and what nobody holds yet."""
