"""Exact answers by integer programming: the domain states the question and checks what comes back."""
