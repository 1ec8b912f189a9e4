"""The record: recorded rows, the ledger beside them, blobs, checkpoints, the home that holds them."""
