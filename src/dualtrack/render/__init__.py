"""Blocks to bytes: knows the formats, knows no document."""
