"""Sheets: spreadsheets that people have, read, mapped, checked and planned as an import, and written back."""
