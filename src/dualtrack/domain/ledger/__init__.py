"""The append-only chain of facts: entries, their canonical form, and the tree over them."""
