"""Dualtrack: SOC 2 Type II and ISO 27001:2022 as one programme."""

__version__ = "0.1.0"
