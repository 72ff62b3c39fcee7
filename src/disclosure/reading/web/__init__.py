"""Web pages (.html) and saved pages (.mht) → blocks."""
