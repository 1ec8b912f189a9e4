"""The timeline: the whole programme in one picture, replayed week by week."""
