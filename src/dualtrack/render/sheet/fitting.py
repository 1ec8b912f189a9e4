"""What a cell of a workbook can hold: longer text is cut, and says so."""

_CELL_LIMIT = 32_767


def fitting(text: str, continued: str) -> str:
    """Cut text at what a cell can hold, and say that it was cut."""
    if len(text) <= _CELL_LIMIT:
        return text
    return f"{text[: _CELL_LIMIT - len(continued) - 1]}\n{continued}"
