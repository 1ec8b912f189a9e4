"""Signing in and out, and the first sign-in of a new home."""
