"""What our organisation operates: controls, the period, and what each control owes in it."""
