"""Statement of Applicability: what is necessary, why, whether it is implemented, and why the rest is not."""
