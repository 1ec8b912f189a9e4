"""What the programme costs: lines with their tags, together against apart, forecast against actual."""
