"""Things, scopes and the reasons for their differences, as tables."""
