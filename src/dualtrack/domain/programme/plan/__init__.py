"""The plan: two audits as one undertaking, its tasks placed in time and moved by facts."""
