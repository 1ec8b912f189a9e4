"""How much of a spreadsheet is read: more than any register has, less than would exhaust a machine."""

MAX_BYTES = 50_000_000
MAX_UNPACKED = 300_000_000
MAX_OLD_BYTES = 10_000_000  # of an XLS, the form of Excel 97
MAX_ROWS = 200_000
MAX_COLUMNS = 16_384  # Excel's own
MAX_CELLS = 10_000_000  # in the rectangle from A1 to the last cell with content
MAX_CELL = 100_000  # characters
