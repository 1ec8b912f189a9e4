"""Pure rules over frozen values: stdlib and attrs only, no clock, no I/O, no randomness."""
