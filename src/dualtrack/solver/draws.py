"""Random numbers of a simulation: one stream for each thing that is drawn, by its name.

What one thing draws depends on the seed and its name alone: a fact about one task changes no other's draw,
and the same task is as quick or as slow in each plan that stands beside another.
"""

from hashlib import sha256

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Drawn = NDArray[np.float64]
MOST_RUNS = 200_000


@frozen
class Draws:
    """So many runs of one seed. Raises ValueError for other numbers."""

    runs: int
    seed: int

    def __attrs_post_init__(self) -> None:
        """Runs are 1 to 200,000, and a seed is not negative."""
        if not 1 <= self.runs <= MOST_RUNS:
            raise ValueError(f"{self.runs} runs; expected 1 to {MOST_RUNS:,}")
        if self.seed < 0:
            raise ValueError(f"seed {self.seed}; expected 0 or more")

    def triangle(self, name: str, low: float, likely: float, high: float) -> Drawn:
        """One value a run, from low to high with its peak at likely; two of a name lie equally far along."""
        if low == high:
            return np.full(self.runs, float(likely))
        at = self._uniform(name)
        wide, rising = high - low, likely - low
        return np.where(
            at * wide <= rising,
            low + np.sqrt(at * wide * rising),
            high - np.sqrt((1 - at) * wide * (high - likely)),
        )

    def _uniform(self, name: str) -> Drawn:
        key = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
        sequence = np.random.SeedSequence(self.seed, spawn_key=(key,))
        return np.random.Generator(np.random.PCG64(sequence)).random(self.runs)
