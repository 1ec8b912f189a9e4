"""The page of costs: lines by tag, together against apart, forecast against actual, edits with reasons."""
