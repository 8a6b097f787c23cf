"""What words mean for comparison: names, places, goods. Pure functions and tables, no I/O but package data."""
