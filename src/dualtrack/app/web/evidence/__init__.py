"""Evidence: the list, adding a file, one item, and the runs of sources."""
