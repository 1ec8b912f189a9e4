"""Costs of the programme in a home: read, changed with a reason, exported for a budget."""
