"""The example programme: an invented company, built through the product's own doors under its own clock."""
