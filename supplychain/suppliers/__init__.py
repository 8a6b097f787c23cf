"""Way in 2: how a procurement workbook comes in."""
