"""Handling inside the office: who works on a case by when, notes, the check before a reply, approvals, what follows a reply."""
