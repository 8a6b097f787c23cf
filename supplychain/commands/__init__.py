"""One module per command of the command line; each parses, makes one core call, prints."""
