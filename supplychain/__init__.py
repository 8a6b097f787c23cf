"""The core: what screening is. The road, in order:

1. `reference`  a public list comes in: snapshot, parse, check, publish a version
2. `suppliers`  a procurement workbook comes in: grid, columns, lines
3. `matching`   lines and entries meet: names, goods, places
4. `screening`  a sheet and stated list versions give a Screening
5. `flags`      a match becomes a flag by the policy table; flags go out as a workbook, CSV, JSON
6. `store`      keeps versions, lines and screenings
"""

__version__ = "0.1.0"
