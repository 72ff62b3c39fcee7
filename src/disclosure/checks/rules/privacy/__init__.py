"""Personal data that a published report may not show."""
