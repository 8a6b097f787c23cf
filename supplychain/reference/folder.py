"""Which lists lie in a folder that somebody brought into a closed network? By the publisher's file names, else by
what reads a file as its own.

Refuses to judge a list: what is recognised is refreshed as any file is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from supplychain.errors import ListFetchError, SupplychainError, UsageError
from supplychain.reference.gates import GROWN_STOP
from supplychain.reference.reference_list import ReferenceList
from supplychain.reference.snapshot import pack


@dataclass(frozen=True, slots=True)
class Found:
    """Where each list's bytes lie: a file, or the folder for a list of several files. `unknown` are names of files
    that no list took; `doubled` say in a sentence each which list was found twice, so that neither was taken; `folders`
    are names of the folders in it, which were not looked into."""

    places: Mapping[str, Path]
    unknown: tuple[str, ...]
    doubled: tuple[str, ...]
    folders: tuple[str, ...] = ()


def lists_in(folder: Path, lists: Mapping[str, ReferenceList], most_bytes: int) -> Found:
    """The lists whose files lie in the folder (not below it). One file may hold two lists (the DOL feed does).

    Raises UsageError where the folder cannot be read.
    """
    try:
        lying = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read ({error.strerror}); check the path.") from error
    taken: dict[str, list[Path]] = {}
    left = [path for path in lying if path.is_file()]
    for key, listed in lists.items():
        members = member_paths(folder, listed)
        if len(members) > 1:  # one alone may be anything: it is asked below, and told to be alone
            taken[key] = [folder]
            left = [path for path in left if path not in members.values()]
    held = {path: _holds(path, lists, most_bytes) for path in left}
    for path in sorted(left, key=lambda each: len(held[each])):
        for key in held[path]:
            # A file that holds two lists gives way to one that is a list's own.
            if len(held[path]) == 1 or key not in taken:
                taken.setdefault(key, []).append(path)
    unknown = [path.name for path in left if not held[path]]
    doubled = tuple(
        f"{key} lies there more than once ({', '.join(path.name for path in paths)}); leave one."
        for key, paths in taken.items()
        if len(paths) > 1
    )
    places = {key: taken[key][0] for key in lists if len(taken.get(key, ())) == 1}
    return Found(places, tuple(unknown), doubled, tuple(path.name for path in lying if path.is_dir()))


def member_paths(folder: Path, listed: ReferenceList) -> dict[str, Path]:
    """Member name → path of those files of the list that lie in the folder, whatever their case."""
    lying = {path.name.casefold(): path for path in folder.iterdir() if path.is_file()}
    return {name: lying[name.casefold()] for name, _ in listed.files if name.casefold() in lying}


def packed_members(folder: Path, listed: ReferenceList, most_bytes: int) -> bytes:
    """The files of the list that lie in the folder as one ZIP; which of them may be lacking, its reader says.

    Raises UsageError where none lies there, ListFetchError where one is too large, OSError.
    """
    found = member_paths(folder, listed)
    if not found:
        names = ", ".join(name for name, _ in listed.files)
        raise UsageError(f"{folder}: none of {names} lies in this folder; check the path.")
    return pack({name: read_within(path, most_bytes) for name, path in found.items()})


def read_within(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file. Raises ListFetchError where it is too large, OSError."""
    if path.stat().st_size > most_bytes:
        raise ListFetchError(f"{path.name} is larger than {most_bytes // 1_000_000} MB; it was not taken.")
    return path.read_bytes()


def _holds(path: Path, lists: Mapping[str, ReferenceList], most_bytes: int) -> list[str]:
    """The lists the file is: those that read it as theirs, else the one whose file bears its name, so that its refresh
    says what is wrong with it."""
    try:
        raw = read_within(path, most_bytes)
    except (OSError, ListFetchError):
        raw = b""
    named = [key for key, listed in lists.items() if path.name.casefold() in _names(key, listed, path.suffix)]
    read = [key for key, listed in lists.items() if raw and _reads(listed, raw)]
    return read or named


def _names(key: str, listed: ReferenceList, suffix: str) -> set[str]:
    addresses = [listed.source, *(url for _, url in listed.files)]
    names = {PurePosixPath(unquote(urlsplit(url).path)).name for url in addresses if url}
    names |= {name for name, _ in listed.files} | {f"{key}{suffix}"}
    return {name.casefold() for name in names if "." in name}


def _reads(listed: ReferenceList, raw: bytes) -> bool:
    """Whether the list's reader takes the bytes for its own, and as many entries as the list may have."""
    try:
        count = len(listed.parse(raw).entries)
    except SupplychainError:
        return False
    except Exception:  # a reader of another package may raise anything: then it is not its file
        return False
    return listed.bounds.minimum <= count <= GROWN_STOP * listed.bounds.maximum
