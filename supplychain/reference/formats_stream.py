"""How is a large XML list read without holding all of it? One record at a time, each freed after it was read.

Strict as supplychain.reference.formats is: not well-formed, cut short, a document type of its own or another root is
refused with one sentence. Refuses to know what any element means.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from supplychain.errors import ListFormatError
from supplychain.reference.formats import KEEP_LAST_GOOD, decode_text, is_xml, plain

_NO_ATTRIBUTES: dict[str, str] = {}


class Node(NamedTuple):
    """An element read: its local name, its own text (plain, "" where it has none), attributes by local name, and
    its children in order. A tuple, because the SDN list has a million of them."""

    name: str
    text: str
    attributes: dict[str, str]
    children: tuple[Node, ...]

    def all(self, name: str) -> tuple[Node, ...]:
        """The children of that name."""
        return tuple(child for child in self.children if child.name == name)

    def texts(self, *path: str) -> tuple[str, ...]:
        """The texts, blank ones left out, of all elements at a path of child names."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return tuple(node.text for node in found if node.text)

    def first(self, *path: str) -> str:
        """The first text at a path of child names, "" where there is none."""
        found = self.texts(*path)
        return found[0] if found else ""

    def fields(self) -> dict[str, str]:
        """The first text of each child by its name; for an element whose children are asked for one by one."""
        return {child.name: child.text for child in reversed(self.children) if child.text}

    def groups(self) -> dict[str, tuple[Node, ...]]:
        """The children by name."""
        found: dict[str, tuple[Node, ...]] = {}
        for child in self.children:
            found[child.name] = (*found.get(child.name, ()), child)
        return found


def xml_stream(raw: bytes, title: str, root: str, records: frozenset[str]) -> Iterator[Node]:
    """First the root element (its attributes alone), then every element whose local name is in `records`, in order.

    Raises ListFormatError, at the latest when the damaged place is reached: read to the end before you publish.
    """
    if not is_xml(raw):
        decode_text(raw, title)  # says what came instead, where it can tell
        raise ListFormatError(f"{title}: the file is not XML. {KEEP_LAST_GOOD}")
    try:
        yield _root(raw, title, root)
        yield from _records(raw, records)
    except etree.XMLSyntaxError as error:
        raise ListFormatError(
            f"{title}: the XML is cut short or damaged at line {error.lineno} ({error.msg}). {KEEP_LAST_GOOD}"
        ) from error


def _parsed(raw: bytes, tags: tuple[str, ...] | None) -> Iterator[tuple[str, etree._Element]]:
    events: Iterator[tuple[str, etree._Element]] = etree.iterparse(
        io.BytesIO(raw),
        events=("start", "end"),
        tag=tags,  # so that Python sees the records alone and not each of a million elements
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,  # a text of more than 10 MB; entities stay off
    )
    return events


def _root(raw: bytes, title: str, root: str) -> Node:
    _, element = next(_parsed(raw, None))
    _check_root(element, title, root)
    return Node(_local(element.tag), "", _attributes(element), ())


def _records(raw: bytes, records: frozenset[str]) -> Iterator[Node]:
    inside = 0
    for event, element in _parsed(raw, tuple(f"{{*}}{name}" for name in records)):
        inside += 1 if event == "start" else -1
        if inside:
            continue
        yield _node(element)
        element.clear()
        while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
            parent.remove(before)


def _check_root(element: etree._Element, title: str, root: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise ListFormatError(f"{title}: the XML declares its own document type, which lists do not. {KEEP_LAST_GOOD}")
    if _local(element.tag) != root:
        raise ListFormatError(
            f'{title}: the XML begins with "{_local(element.tag)}" where "{root}" is expected. {KEEP_LAST_GOOD}'
        )


def _node(element: etree._Element) -> Node:
    """Called a million times for the SDN list: written for speed, every step measured."""
    text = element.text
    if not text or text.isspace():
        text = ""
    elif text.isascii():
        text = " ".join(text.split())
    else:
        text = plain(text)
    children = [_node(child) for child in element if child.tag.__class__ is str] if len(element) else ()
    return Node(_local(element.tag), text, _attributes(element) if element.attrib else _NO_ATTRIBUTES, tuple(children))


def _attributes(element: etree._Element) -> dict[str, str]:
    return {_local(str(name)): plain(str(value)) for name, value in element.attrib.items()}


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
