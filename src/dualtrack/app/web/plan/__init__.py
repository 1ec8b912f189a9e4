"""The plan: tasks as facts have them, what it breaks, its forecast, the order of the audits, its changes."""
