"""Way in 1: how any reference list comes in."""
