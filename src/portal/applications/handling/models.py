"""What the handling of a case keeps beside its events."""
