"""Word files (.docx) → blocks."""
