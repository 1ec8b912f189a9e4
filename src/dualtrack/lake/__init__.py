"""Check results as Parquet, reduced by SQL to control x framework x day."""
