"""A report against those of other agencies of the same year."""
