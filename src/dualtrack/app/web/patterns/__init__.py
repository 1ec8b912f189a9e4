"""The four failure patterns: what is found, since when, at what cost, what to do, and false alarms."""
