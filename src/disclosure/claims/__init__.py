"""The grammar of numeric claims: which numbers the prose states, and of what."""
