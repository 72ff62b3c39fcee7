"""Template tags of demonstrations."""
