"""The SOC 2 system and the ISMS boundary as sets over the same things."""
