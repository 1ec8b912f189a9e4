"""The scope pages: two sets over the same things, their differences, and what drifted since the approval."""
