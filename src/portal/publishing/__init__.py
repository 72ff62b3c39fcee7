"""主动公开: columns, items, their review, placements, and what comes in from other platforms."""
