"""Which Annex A controls and criteria apply, and why."""
