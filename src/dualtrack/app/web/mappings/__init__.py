"""A mapping's life: candidates that wait, ours made the organisation's own, and what tools' records carry."""
