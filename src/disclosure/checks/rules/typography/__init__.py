"""What editing left behind."""
