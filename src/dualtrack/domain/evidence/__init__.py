"""What was seen: evidence with its four dates, observations, their daily counts."""
