"""The subjects that are measured: each module has ``measure(share) -> Section`` and is found by its place here."""
