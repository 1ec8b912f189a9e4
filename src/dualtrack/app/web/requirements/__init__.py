"""Requirements of each framework, and one requirement with both sides of the crosswalk."""
