"""The crosswalk as a workbook: what it is, its counts and words, then each pair as its file has it."""
