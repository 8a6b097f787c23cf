"""What do the remarks of a supplier line say of where its goods are made, each told under its own column's name?

Refuses to weigh them against the other columns: that is `places`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from supplychain.model import SupplierLine
from supplychain.text.named_makers import makers_named
from supplychain.text.places import SAID, Pointer, excerpt, origins_in_remark, xinjiang_in_remark

REMARK = "remark column"  # how a pointer's field begins that stands in a remark
Remarks = tuple[tuple[str, str], ...]  # (header, text), as `SupplierLine.remarks`


def remark_origins(remarks: Remarks) -> list[tuple[str, str, bool]]:
    """Every origin the remarks state: (code, evidence, whether by more than a bare place); every remark's own before
    what another says besides."""
    firsts: list[tuple[str, str, bool]] = []
    besides: list[tuple[str, str, bool]] = []
    for header, text in remarks:
        denied = {one.denied for one in xinjiang_in_remark(text)} == {True}
        for number, found in enumerate(origins_in_remark(text, header)):
            if denied and found.code == "CN-XJ":
                continue
            of = ", of a material" if found.how == "material" else ""
            evidence = f"{field_of(header)}: '{excerpt(text, found.text)}'{of}"
            of_it = (found.code, evidence, found.how in SAID or found.how == "material")
            (besides if number else firsts).append(of_it)
    return [*firsts, *besides]


def remark_pointers(remarks: Remarks, country: str | None) -> list[tuple[str, Pointer]]:
    """(field, pointer) of every remark that names Xinjiang, denials among them; `country` as in `xinjiang_in`."""
    return [(field_of(header), pointer) for header, text in remarks for pointer in xinjiang_in_remark(text, country)]


def field_of(header: str) -> str:
    """How a remark's column is told: "remark column 'Buyer notes'"."""
    return f"{REMARK} '{header}'"


def with_telling_remarks(lines: Iterable[SupplierLine]) -> tuple[SupplierLine, ...]:
    """The lines with those remarks alone that tell a place or a maker. The others, of persons and prices, are no one's
    to keep, and lines that differ in nothing else are one supplier buying one good."""
    return tuple(_with_telling(line) if line.remarks else line for line in lines)


def _with_telling(line: SupplierLine) -> SupplierLine:
    telling = tuple(one for one in line.remarks if _tells(*one))
    return line if len(telling) == len(line.remarks) else replace(line, remarks=telling)


def _tells(header: str, text: str) -> bool:
    return bool(makers_named(text) or origins_in_remark(text, header) or xinjiang_in_remark(text, "CN"))
