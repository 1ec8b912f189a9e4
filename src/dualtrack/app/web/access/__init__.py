"""Who looked at what: the access log as a page."""
