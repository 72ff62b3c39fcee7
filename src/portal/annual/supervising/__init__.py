"""The supervisor's side (监督): reports collected from below, their findings settled, the sums of all."""
