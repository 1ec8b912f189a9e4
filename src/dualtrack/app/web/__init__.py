"""The pages: one folder each; they fetch by query, take forms to services and decide nothing."""
