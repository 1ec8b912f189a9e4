"""The crosswalk: the whole matrix, one row or column of it, one pair, and the article's table beside ours."""
