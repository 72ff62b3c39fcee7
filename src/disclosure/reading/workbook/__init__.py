"""Workbooks (.xlsx, .xls, the XML of Excel 2003) → blocks, and lists of records for imports."""
