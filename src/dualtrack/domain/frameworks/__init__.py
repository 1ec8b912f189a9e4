"""What frameworks ask for, and how they overlap."""
