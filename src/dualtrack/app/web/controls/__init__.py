"""Controls: the list, and one control with everything known about it."""
