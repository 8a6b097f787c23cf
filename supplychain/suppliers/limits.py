"""How much may one upload cost? The numbers, and the walls a reading process puts around itself.

Refuses to know what is inside the file.
"""

from __future__ import annotations

import os
import sys

try:
    import resource
except ImportError:  # not a POSIX system: the wall-clock limit of the parent process still holds
    resource = None  # type: ignore[assignment]

MIB = 1 << 20

MAX_FILE_BYTES = 256 * MIB  # largest upload looked at; a 300,000-line workbook has 5 MiB, its CSV 30 MiB
MAX_INFLATED_BYTES = 256 * MIB  # really inflated bytes of one workbook; 300,000 lines inflate to 75 MiB
BOMB_FLOOR_BYTES = 64 * MIB  # below this no ratio is judged (PyPI's warehouse draws the same two lines)
BOMB_RATIO = 50  # inflated : packed, beyond the floor
MAX_MEMBERS = 1_000  # parts of one workbook; ordinary workbooks have 10 to 60
MAX_XML_DEPTH = 64  # nested elements; a workbook's own parts stay below 20
MAX_COLUMNS = 702  # columns read, A to ZZ; the widest real spend file we hold has 79
MAX_DENSE_CELLS = 40_000_000  # rows x columns of the bounding box handed to the reader (24 bytes each there)
MAX_NAME_CHARACTERS = 512  # longer "names" take minutes to compare and are never names
CHILD_MEMORY_BYTES = 1_536 * MIB  # address space of the reading process
CHILD_SECONDS = 60  # processor time, and wall time, of the reading process


def raise_walls() -> None:
    """Limit this process for good: memory, processor time, no core file, and no new file or socket.

    The ceiling on open descriptors is what keeps the network and the disk away: every socket and every opened
    file needs a descriptor above the ones already open. Call it after the last import.
    """
    if resource is None:
        return
    _lower(resource.RLIMIT_AS, CHILD_MEMORY_BYTES)
    _lower(resource.RLIMIT_CPU, CHILD_SECONDS)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    sys.stdout.flush()
    probe = os.dup(0)
    os.close(probe)
    _lower(resource.RLIMIT_NOFILE, probe)


def _lower(which: int, ceiling: int) -> None:
    _, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        ceiling = min(ceiling, hard)
    resource.setrlimit(which, (ceiling, ceiling))
