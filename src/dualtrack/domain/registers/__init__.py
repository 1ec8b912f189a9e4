"""Registers: what the organisation has, owes and did, each kept as typed records under one declaration."""
