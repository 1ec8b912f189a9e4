"""How often a law is tried: by `make drills` in full, by `make test` a fifth of that."""

import os

FULL = os.environ.get("DRILLS") == "full"


def times(full: int) -> int:
    """So many examples in full; at least twenty otherwise."""
    return full if FULL else max(full // 5, 20)
