"""The pages: server-rendered, one folder each; they fetch by query, take forms to services, decide nothing."""
