"""Controls, approvals, documents and periods, as tables."""
