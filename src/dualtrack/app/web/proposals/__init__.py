"""Proposals of adopted controls: what each may serve beyond what it says, taken over or refused."""
