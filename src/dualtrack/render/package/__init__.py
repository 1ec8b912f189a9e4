"""The audit package: what an auditor takes away and checks without our server."""
