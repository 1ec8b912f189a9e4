"""The parts of a Word file: styles, tables, pages, and the rewriting of its zip."""
