"""`make bench`: every benchmark in turn, each printing its own tables. `python -m benchmarks.names` runs one alone."""

from __future__ import annotations

import sys

from benchmarks import goods, large, names, road

for title, benchmark in (("Names", names), ("Goods", goods), ("The whole road", road), ("A large workbook", large)):
    print(f"\n# {title}\n", flush=True)
    sys.argv = [f"benchmarks.{title.lower()}"]
    benchmark.main()
