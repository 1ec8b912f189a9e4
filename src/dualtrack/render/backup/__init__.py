"""The backup of a home as one file: a plain zip with a signed list of what is in it."""
