"""People, how they sign in, and what each of them may see and do."""
