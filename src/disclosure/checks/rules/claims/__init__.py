"""What the prose says in numbers, against the tables and against itself."""
