"""The way out: match → flag → review → export."""
