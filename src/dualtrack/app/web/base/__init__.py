"""What every page stands on: who looks, which day, the frame round it, errors in words."""
