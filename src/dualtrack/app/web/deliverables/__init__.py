"""Deliverables: documents, packages and how to verify them."""
