"""Text without a form of its own (.txt, .md) → blocks: tables told by their lines, bars, blanks or words alone."""
