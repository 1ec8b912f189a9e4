"""The Statement of Applicability and its SOC 2 counterpart, derived; documented information by clause."""
