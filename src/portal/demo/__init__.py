"""An invented county for demonstrations and tests: a function of the day."""
