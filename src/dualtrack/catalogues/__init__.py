"""Frameworks, crosswalks and starters as released files, and the loader that reads them."""
