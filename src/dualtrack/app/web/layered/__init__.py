"""ISO/IEC 42001 on top: what is reused, what is new, what it adds to plan and cost."""
