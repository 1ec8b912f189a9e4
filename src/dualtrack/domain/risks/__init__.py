"""Risks: the method, the register, treatment and acceptance; and which requirements apply, and why."""
