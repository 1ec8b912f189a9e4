"""The Prowler connector: OCSF detection and compliance findings, and the CSV of versions 2 to 5."""
