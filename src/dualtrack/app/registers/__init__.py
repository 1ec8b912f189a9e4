"""Registers as tables: one a register, made from its declaration."""
