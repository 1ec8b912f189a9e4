"""The command line: thin over services and queries; the contract that others script against."""
