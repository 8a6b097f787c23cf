"""What must be known of all listed names before any supplier comes? Built once a list version, saved, opened mapped.

Refuses to know suppliers and scores.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from supplychain.matching import entity_text, identifiers
from supplychain.matching.columns import TextColumn, TextWriter
from supplychain.matching.hashing import F32, I32, I64, U64, KeyTable, Strings, distinct, ranges
from supplychain.matching.name_keys import (
    ACRONYM,
    INITIALS,
    NEAR_UP_TO,
    RUN_TOGETHER,
    acronym,
    everyday_table,
    joined_table,
    pair_keys,
    with_initials,
)
from supplychain.matching.vocabulary import Lines, Vocabulary
from supplychain.matching.word_weights import word_weight
from supplychain.model import EntityType, ListedEntity
from supplychain.text import everyday
from supplychain.text import words as known_words
from supplychain.text.names import NameReading, readings

INDEX_FORMAT = 9  # of the saved folder; raise it when an array changes its meaning or names are read otherwise
KEY_TABLE = ("keys", "rows", "marks")  # the arrays of a KeyTable, as they are saved
LEGAL_CLASSES = ("limited", "stock", "company", "person", "state", "foundation")
COMPANY_BITS = 0b010011  # any class but person and foundation
PERSON = list(EntityType).index(EntityType.PERSON)


@dataclass(frozen=True)
class NameIndex:
    """All listed names, readable forms of them, and the tables to find them by. Arrays may be memory-mapped.

    A *form* is one reading of listed names, however many lists hold them: names read alike share it. `form_names` say
    which bear it, `name_entity` whose names they are.
    """

    vocabulary: Vocabulary
    weights: F32  # per word
    posting_ends: I64  # per word: where its forms end in `postings`
    postings: I32
    form_ends: I64  # per form: where its words end in `form_words`
    form_words: I32
    form_name_ends: I64  # per form: where the names that are read so end in `form_names`
    form_names: I32
    form_weight: F32  # sum of the words' weights
    form_whole: F32  # as NameReading.whole
    form_legal: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]  # bits, LEGAL_CLASSES
    form_same: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]  # whether `form_joined` and `form_spelt` are the same
    form_joined: TextColumn  # the words without spaces
    form_spelt: TextColumn  # the same before abbreviations are written out
    form_core: TextColumn  # of the words that are not common
    form_written: TextColumn  # as NameReading.written
    joined: KeyTable
    everyday: KeyTable  # everyday words -> their band
    pairs: KeyTable  # two frequent words that stand together -> form
    names: TextColumn
    name_entity: I32
    name_weak: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    entities: TextColumn
    entity_list: I32
    entity_type: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
    numbers: KeyTable  # identifiers -> entity
    list_keys: tuple[str, ...] = field(default=())

    @property
    def words(self) -> list[str]:
        """The word of each id, then the known spellings."""
        return self.lines.words

    @property
    def word_lengths(self) -> F32:
        """Letters of each word."""
        return self.lines.lengths

    @cached_property
    def lines(self) -> Lines:
        """The words, their lengths and their letters."""
        text = self.vocabulary.text.decode("ascii")
        return Lines.of(text.split("\n") if text else [])

    @cached_property
    def word_numbers(self) -> U64:
        """The number of each word."""
        return self.lines.strings.whole()

    @cached_property
    def word_firsts(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """First letter of each word, as a byte."""
        strings = self.lines.strings
        return strings.letters[strings.starts]

    @cached_property
    def form_type(self) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        """The entity type of each form, as position in EntityType."""
        return self.entity_type[self.name_entity[self.form_names[self.form_name_ends - 1]]]

    def unfold(self) -> None:
        """Reads now what is otherwise read at first need, so that processes forked from here share it."""
        for column in (self.form_spelt, self.form_joined, self.form_written):
            _ = column.plain if self.is_long else column.texts, column.lengths
        _ = self.form_core.plain  # few are asked for
        _ = self.lines, self.word_numbers, self.word_firsts, self.form_type

    @property
    def is_long(self) -> bool:
        """Whether the lists hold so many names that looking must be bounded more tightly."""
        return self.form_count > NEAR_UP_TO

    @property
    def form_count(self) -> int:
        """Forms of all listed names."""
        return len(self.form_ends)

    @property
    def name_count(self) -> int:
        """Listed names, aliases included."""
        return len(self.name_entity)

    def names_of(self, form: I64) -> tuple[I64, I64]:
        """(position in `form`, name) of every name that is read as one of these forms."""
        ends = self.form_name_ends[form]
        counts = ends - np.where(form > 0, self.form_name_ends[form - 1], 0)
        return np.repeat(np.arange(len(form)), counts), self.form_names[ranges(ends - counts, counts)].astype(np.int64)

    def words_of(self, form: int) -> tuple[str, ...]:
        """The words of a form."""
        start = int(self.form_ends[form - 1]) if form else 0
        return tuple(map(self.words.__getitem__, self.form_words[start : int(self.form_ends[form])].tolist()))

    def entity(self, at: int) -> tuple[str, ListedEntity]:
        """(list key, entity) by position."""
        return self.list_keys[int(self.entity_list[at])], entity_text.from_text(self.entities[at])

    def entry_id(self, at: int) -> str:
        """The id of an entity by position."""
        return entity_text.entry_id_of(self.entities[at])

    @classmethod
    def build(cls, entities: Sequence[tuple[str, ListedEntity]]) -> NameIndex:
        """An index over the entities of all lists, each with its list's key."""
        return _build(cls, entities)

    def save(self, folder: Path) -> None:
        """Writes the arrays into `folder`, which is made if absent. The last file written is `index.json`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, column in _arrays(self):
            np.save(folder / f"{name}.npy", column)
        about = {"format": INDEX_FORMAT, "list_keys": list(self.list_keys)}
        (folder / "index.json").write_text(json.dumps(about), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> NameIndex:
        """Opens a saved index without reading it through. Raises ValueError where it is of another format, and
        OSError where it is not there."""
        about = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        if about.get("format") != INDEX_FORMAT:
            raise ValueError(f"The name index in {folder} is of another version; build it again.")

        def column(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.generic]]:
            mapped: np.ndarray[tuple[int, ...], np.dtype[np.generic]] = np.load(folder / f"{name}.npy", mmap_mode="r")
            return mapped.view(np.ndarray)

        def table(name: str) -> KeyTable:
            return KeyTable(*(column(f"{name}.{part}") for part in KEY_TABLE))  # type: ignore[arg-type]

        values: dict[str, object] = {"list_keys": tuple(about["list_keys"])}
        for spec in fields(cls):
            kind = str(spec.type)
            if kind == "Vocabulary":
                values[spec.name] = Vocabulary(
                    column("vocabulary.text").tobytes(),
                    column("vocabulary.word_of"),  # type: ignore[arg-type]
                    table("vocabulary.exact"),
                    table("vocabulary.near"),
                )
            elif kind == "KeyTable":
                values[spec.name] = table(spec.name)
            elif kind == "TextColumn":
                values[spec.name] = TextColumn(column(f"{spec.name}.letters"), column(f"{spec.name}.ends"))  # type: ignore[arg-type]
            elif spec.name not in values:
                values[spec.name] = column(spec.name)
        return cls(**values)  # type: ignore[arg-type]


def load_index(folder: Path) -> NameIndex | None:
    """The index saved in `folder`; None where there is none, or none this version can read."""
    try:
        return NameIndex.load(folder)
    except (OSError, ValueError, KeyError):
        return None


def save_index(index: NameIndex, folder: Path, *, keep: int = 3) -> None:
    """Saves under `folder`, complete or not at all, and removes the oldest siblings beyond `keep`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        index.save(unfinished)
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not folder.exists():
            raise
    others = [path for path in folder.parent.iterdir() if path != folder and (path / "index.json").exists()]
    others.sort(key=lambda path: (path / "index.json").stat().st_mtime, reverse=True)
    for path in others[max(keep - 1, 0) :]:
        shutil.rmtree(path, ignore_errors=True)


def _arrays(index: NameIndex) -> Iterable[tuple[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]]:
    """Every array of the index under the name of its file."""
    for spec in fields(index):
        value = getattr(index, spec.name)
        if isinstance(value, Vocabulary):
            yield f"{spec.name}.text", np.frombuffer(value.text, dtype=np.uint8)
            yield f"{spec.name}.word_of", value.word_of
            for table in ("exact", "near"):
                yield from ((f"{spec.name}.{table}.{part}", getattr(getattr(value, table), part)) for part in KEY_TABLE)
        elif isinstance(value, KeyTable):
            yield from ((f"{spec.name}.{part}", getattr(value, part)) for part in KEY_TABLE)
        elif isinstance(value, TextColumn):
            yield f"{spec.name}.letters", value.letters
            yield f"{spec.name}.ends", value.ends
        elif isinstance(value, np.ndarray):
            yield spec.name, value


@cache
def legal_bits(classes: tuple[str, ...]) -> int:
    """Classes of legal form as bits."""
    return sum(1 << LEGAL_CLASSES.index(kind) for kind in set(classes))


class _Forms:
    """Gathers the readings of all names in flat columns while an index is built."""

    def __init__(self) -> None:
        self.word_ids: dict[str, int] = {}
        self.words, self.sizes, self.legal = array("i"), array("q"), array("B")
        # Every (form, name); and the form of each reading by its hash: of three million two meet by chance once in a
        # million builds.
        self.bearer_form, self.bearer_name = array("q"), array("i")
        self.known: dict[int, int] = {}
        self.whole, self.same = array("f"), array("B")
        self.joined, self.spelt, self.core, self.written = TextWriter(), TextWriter(), TextWriter(), TextWriter()
        # Further texts that forms are found by: the texts, and the form of each.
        self.further = {salt: (TextWriter(), array("q")) for salt in (INITIALS, ACRONYM, RUN_TOGETHER)}

    def find_by(self, salt: int, text: str) -> None:
        """The form that is added next is also found by `text`."""
        texts, form = self.further[salt]
        texts.add(text)
        form.append(len(self.sizes))

    def add(self, reading: NameReading, name: int, *, person: bool) -> None:
        """One reading of the name at position `name`."""
        form = self.known.setdefault(hash((reading, person)), len(self.sizes))
        self.bearer_form.append(form)
        self.bearer_name.append(name)
        if form < len(self.sizes):
            return
        ids = self.word_ids
        self.words.extend(ids.setdefault(word, len(ids)) for word in reading.words)
        for text in with_initials(reading.words):
            self.find_by(INITIALS, text)
        if reading.whole == 1 and not person and (initials := acronym(reading.words)):
            self.find_by(ACRONYM, initials)
        if reading.whole == 1 and reading.legal:
            self.find_by(RUN_TOGETHER, reading.written)
        self.sizes.append(len(reading.words))
        self.whole.append(reading.whole)
        self.legal.append(legal_bits(reading.legal))
        joined = reading.joined
        self.same.append(joined == reading.spelt)
        self.joined.add(joined)
        self.spelt.add(reading.spelt)
        self.core.add(core_letters(reading))
        self.written.add(reading.written)


def _build(cls: type[NameIndex], entities: Sequence[tuple[str, ListedEntity]]) -> NameIndex:
    list_keys = tuple(dict.fromkeys(key for key, _ in entities))
    list_at, type_at = ({key: at for at, key in enumerate(keys)} for keys in (list_keys, EntityType))
    forms, names, written = _Forms(), TextWriter(), TextWriter()
    name_entity, name_weak = array("i"), array("B")
    for at, (_, entity) in enumerate(entities):
        for name, weak in ((entity.name, False), *((alias.name, alias.weak) for alias in entity.aliases)):
            for reading in readings(name):
                forms.add(reading, len(name_entity), person=entity.entity_type == EntityType.PERSON)
            names.add(name)
            name_entity.append(at)
            name_weak.append(weak)
        written.add(entity_text.to_text(entity))
    forms.known.clear()  # of two million names it holds most of a gigabyte
    words, sizes = list(forms.word_ids), np.array(forms.sizes, dtype=np.int64)
    form_words, form_ends = np.array(forms.words, dtype=np.int32), np.cumsum(sizes)
    bearer_form = np.array(forms.bearer_form, dtype=np.int64)
    bearers = np.bincount(bearer_form, minlength=len(sizes))
    weights, posting_ends, postings = _postings(words, form_words, sizes)
    totals = np.zeros(len(form_words) + 1, dtype=np.float64)
    np.cumsum(weights[form_words], out=totals[1:])
    joined, spelt = forms.joined.column(), forms.spelt.column()
    further = {salt: (texts.column(), np.array(form, dtype=np.int64)) for salt, (texts, form) in forms.further.items()}
    return cls(
        vocabulary=Vocabulary.of(words, known_words.SAME),
        weights=weights,
        posting_ends=posting_ends,
        postings=postings,
        form_ends=form_ends,
        form_words=form_words,
        form_name_ends=np.cumsum(bearers),
        form_names=np.array(forms.bearer_name, dtype=np.int32)[np.argsort(bearer_form, kind="stable")],
        form_weight=(totals[form_ends] - totals[form_ends - sizes]).astype(np.float32),
        form_whole=np.array(forms.whole, dtype=np.float32),
        form_legal=np.array(forms.legal, dtype=np.uint8),
        form_same=np.array(forms.same, dtype=np.bool_),
        form_joined=joined,
        form_spelt=spelt,
        form_core=forms.core.column(),
        form_written=forms.written.column(),
        joined=joined_table(joined, spelt, further),
        everyday=everyday_table(),
        pairs=KeyTable.of(*pair_keys(Strings(words).whole(), weights, form_words.astype(np.int64), form_ends)),
        names=names.column(),
        name_entity=np.array(name_entity, dtype=np.int32),
        name_weak=np.array(name_weak, dtype=np.bool_),
        entities=written.column(),
        entity_list=np.array([list_at[key] for key, _ in entities], dtype=np.int32),
        entity_type=np.array([type_at[e.entity_type] for _, e in entities], dtype=np.uint8),
        numbers=identifiers.table_of(entity for _, entity in entities),
        list_keys=list_keys,
    )


def _postings(words: list[str], form_words: I32, sizes: I64) -> tuple[F32, I64, I32]:
    """Weights of the words, and for each word the forms that hold it."""
    form_of = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    pairs = distinct(form_words.astype(np.int64) << 32 | form_of)
    held = np.bincount(pairs >> 32, minlength=len(words))
    total = float(len(sizes))
    bands = everyday.bands()
    weights = np.array(
        [word_weight(w, float(n), total, bands.get(w, 0)) for w, n in zip(words, held.tolist(), strict=True)]
    )
    return weights.astype(np.float32), np.cumsum(held), (pairs & 0xFFFFFFFF).astype(np.int32)


def core_letters(reading: NameReading) -> str:
    """The words that are not common, without spaces; all words where none is left."""
    return "".join(word for word in reading.words if word not in known_words.COMMON) or reading.joined
