"""An application comes in (受理): from the public form or through the office; numbered, looked up, split."""
