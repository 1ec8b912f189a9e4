"""What is given out: documents made from the snapshot, and the two packages."""
