"""Catalogues as OSCAL 1.2.1 (NIST): frameworks, pairs and controls out; others' catalogs and mappings in."""
