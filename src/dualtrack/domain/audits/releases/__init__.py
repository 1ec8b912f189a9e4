"""Releases of documents that the product makes: what is frozen, what stands in the way, what went stale."""
