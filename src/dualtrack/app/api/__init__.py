"""The HTTP API: the verbs and words of the command line, for programs that hold a token."""
