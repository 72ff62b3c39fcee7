"""The parts and tables that a report must have, in the shape of the form."""
