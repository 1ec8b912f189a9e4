"""The parts of a workbook: its styles, the names of its sheets, its front sheet."""
