"""How are many texts kept as one block of bytes, so that a saved index opens without reading it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from supplychain.matching.hashing import F32, I64

# From this many texts on, decoding the whole column once is cheaper than text by text.
_WORTH_DECODING = 500
# Where at least this part of a column is asked for at once, each text is made once and kept.
_WORTH_KEEPING = 0.2
# Texts that a writer holds before it writes them down together.
_HELD = 10_000


class TextWriter:
    """Gathers texts one by one without keeping them as objects: two million names fit."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends: list[I64] = []
        self._held: list[str] = []

    def add(self, text: str) -> None:
        """Appends one text."""
        self._held.append(text)
        if len(self._held) >= _HELD:
            self._write_down()

    def column(self) -> TextColumn:
        """What was written so far."""
        self._write_down()
        ends = np.concatenate(self._ends) if self._ends else np.zeros(0, dtype=np.int64)
        return TextColumn(np.frombuffer(bytes(self._letters), dtype=np.uint8), ends)

    def _write_down(self) -> None:
        column = TextColumn.of(self._held)
        self._ends.append(column.ends + len(self._letters))
        self._letters += column.letters.tobytes()
        self._held.clear()


@dataclass(frozen=True)
class TextColumn:
    """Texts end to end in UTF-8; `ends[i]` is where text i ends."""

    letters: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    ends: I64

    @classmethod
    def of(cls, texts: Iterable[str]) -> TextColumn:
        """The texts in order."""
        encoded = [text.encode("utf-8", "replace") for text in texts]
        ends = np.cumsum(np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded)))
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, at: int) -> str:
        start = int(self.ends[at - 1]) if at else 0
        return self.letters[start : int(self.ends[at])].tobytes().decode("utf-8")

    @cached_property
    def plain(self) -> str | None:
        """All texts as one string where they are ASCII, so that a byte's place is a letter's; else None."""
        whole = self.letters.tobytes()
        return whole.decode("ascii") if whole.isascii() else None

    @cached_property
    def texts(self) -> list[str]:
        """All texts in order."""
        return self._cut_out(np.arange(len(self.ends), dtype=np.int64))

    @cached_property
    def lengths(self) -> F32:
        """Bytes of each text; of ASCII texts, letters."""
        return np.diff(self.ends, prepend=0).astype(np.float32)

    def many(self, rows: I64) -> list[str]:
        """The texts of the rows, in their order."""
        if not len(rows):
            return []
        if len(rows) >= _WORTH_DECODING and len(rows) >= _WORTH_KEEPING * len(self.ends):
            return list(map(self.texts.__getitem__, rows.tolist()))
        return self._cut_out(rows)

    def _cut_out(self, rows: I64) -> list[str]:
        ends = self.ends[rows]
        starts = np.where(rows > 0, self.ends[rows - 1], 0)
        pairs = zip(starts.tolist(), ends.tolist(), strict=True)
        plain = self.plain if len(rows) >= _WORTH_DECODING else None
        if plain is not None:
            return [plain[a:b] for a, b in pairs]
        whole = memoryview(self.letters)  # type: ignore[arg-type]  # an array is a buffer; typeshed does not say so
        return [str(whole[a:b], "utf-8") for a, b in pairs]
