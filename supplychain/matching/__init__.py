"""The meeting: supplier names, goods and places against list entries."""
