"""What the organisation decided about the crosswalk, as tables."""
