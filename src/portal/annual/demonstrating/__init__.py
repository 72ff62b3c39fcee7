"""Reports on the first page of a demonstration (演示)."""
