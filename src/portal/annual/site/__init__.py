"""The public's side (公开年报): reports to read, and the proof that an application was counted."""
