"""Writes a file and reads it as the product does, child process and all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from supplychain.errors import UnreadableSheetError
from supplychain.model import SupplierSheet
from supplychain.suppliers.sheet import read_sheet

Reader = Callable[..., SupplierSheet]
Refusal = Callable[..., UnreadableSheetError]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """`read(name, content, **options)` gives the sheet."""

    def reader(name: str, content: bytes | str, **options: object) -> SupplierSheet:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(path, **options)  # type: ignore[arg-type]

    return reader


@pytest.fixture
def refuse(read: Reader) -> Refusal:
    """`refuse(name, content, **options)` gives the error the file is refused with."""

    def refuser(name: str, content: bytes | str, **options: object) -> UnreadableSheetError:
        with pytest.raises(UnreadableSheetError) as caught:
            read(name, content, **options)
        said = str(caught.value)
        assert said and "\n" not in said and "Traceback" not in said
        return caught.value

    return refuser
