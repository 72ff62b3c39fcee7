"""The few pages of a site that are written by hand: its front page's text, and pages about the agency (Wagtail)."""
