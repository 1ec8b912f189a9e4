"""The page of an object's history: who, when, what changed, why, and in which package it was frozen."""
