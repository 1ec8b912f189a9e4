"""Control matrix: each control with what it serves in both frameworks and how it operated in the period."""
