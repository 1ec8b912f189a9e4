"""The page of an object's history: who, when, what changed, why, and where it was frozen."""
