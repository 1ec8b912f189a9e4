"""What an organisation holds of the crosswalk: its own judgements, and its decisions on those we ship."""
