"""Retention: how long what is kept, what is held, what waits to be erased, what was erased by which entry."""
