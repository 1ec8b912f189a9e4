"""The pages of the registers: lists, records, people, and the import of spreadsheets."""
