"""Figures that no record holds, stated by somebody who answers for them (陈述)."""
