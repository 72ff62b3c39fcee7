"""What the cells of the tables hold."""
