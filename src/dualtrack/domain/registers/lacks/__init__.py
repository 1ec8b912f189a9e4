"""What the registers lack, one module a subject: pure functions of what is held and the settings."""
