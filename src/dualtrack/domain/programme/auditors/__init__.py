"""Choosing both auditors: independence, credentials, proposed days, the comparison, decision and booking."""
