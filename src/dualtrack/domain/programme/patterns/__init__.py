"""The four failure patterns of combined programmes, one module a pattern: what, since when, at what cost."""
