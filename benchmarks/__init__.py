"""What we measure: accuracy and speed, printed as tables and kept in git. `python -m benchmarks` runs all of them."""
