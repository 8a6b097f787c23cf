"""In which language does the desk speak? In English, as its texts are written; another one is a catalogue given to
`speak`, and no change anywhere else.

Refuses to translate what people or lists wrote. What the core says of a flag, a sheet or a coverage comes as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Texts = TypeVar("Texts")


def speak(catalogue: Callable[[str], str]) -> None:
    """From now on every text of the desk is what the catalogue makes of it, a GNU gettext catalogue's `gettext` say."""
    _catalogues[:] = [catalogue]


_catalogues: list[Callable[[str], str]] = [str]


def messages(texts: Texts) -> Texts:
    """Marks texts that stand in a table and are translated where they are shown."""
    return texts


def translated(words: str, **values: object) -> str:
    """One of the desk's texts in its language, its `%(name)s` filled; as text, which a page escapes."""
    text = _catalogues[0](words)
    return text % values if values else text
