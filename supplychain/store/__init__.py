"""The only SQL: tables, one repository module per noun, migrations.

`open_store(settings)` gives a `Store`; every function of `versions`, `own_lists`,
`refreshes` and `screenings` takes it first.
"""

from supplychain.store.engine import Store
from supplychain.store.opening import open_store

__all__ = ["Store", "open_store"]
