"""Checks: small pure rules over a report, each with an id, a severity, the law it rests on, and advice."""
