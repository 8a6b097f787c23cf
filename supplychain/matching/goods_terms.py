"""Which vocabulary terms stand in a line, and where? Finds them by longest match over the term trie, inside compounds
and in Chinese text too. Refuses to judge which term is the product.
"""

from __future__ import annotations

from typing import NamedTuple

from supplychain.matching.goods_vocabulary import BREAKS, END, Kind, Term, TrieNode, Vocabulary
from supplychain.text.goods import DOSE, SHORTEST_SOUND, is_han, pieces, sound, stem

REMEMBERED_WORDS = 200_000
SHORTEST_MISSPELT = 7  # letters; shorter words of one language are often one letter from a word of another
SHORTEST_CHANGED = 11  # "infection" and "injection", "projection" and "protection" are both right
ENDING = 2
UNKNOWN, SHORT_UNKNOWN = "????", "???"  # stand for a word nobody knows, longer than three letters or not
UNKNOWN_PLURAL = "????s"  # for one that looks like an English plural
UNKNOWN_NOUN = "????er"  # for one that ends as English names of tools, persons, deeds and states do
UNKNOWN_DOERS = "????ers"  # for such a plural of what does or works something ("sorters")
LONG_UNKNOWN = frozenset({UNKNOWN, UNKNOWN_PLURAL, UNKNOWN_NOUN, UNKNOWN_DOERS})  # those that may be a name
DOERS = ("ers", "ors")  # ends of English plurals of what does or works something
_NOUN_ENDINGS = ("er", "or", "ment", "tion", "sion", "ship", "ness", "ance", "ence", "ology", "graphy", "ing", "ician")
SHORTEST_NOUN = 5
SHORTEST_OPEN = 3  # letters an open-ended word must share
SHORTEST_PART = 4  # letters of a compound's last part where its first part is a word we know
SHORTEST_ALONE = 6  # the same where it is not: shorter words end others by chance (pas-senger, cry-stal)


SWALLOWING = frozenset({Kind.OBJECT, Kind.ORDINARY})  # kinds whose terms may hold the name of a good


class Word(NamedTuple):
    """One word of a line: as written, the vocabulary words it may stand for, its role among others."""

    text: str
    symbols: tuple[str, ...]
    role: str  # "" or a function word's role, or a break
    plural: bool
    inside: bool = False  # written in one with the word before it: `flaska` of `pumpflaska`


_NO_WORD = Word(UNKNOWN, (), "", False)
_NO_PLURAL = Word(UNKNOWN_PLURAL, (), "", True)
_NO_DOERS = Word(UNKNOWN_DOERS, (), "", True)
_NO_NOUN = Word(UNKNOWN_NOUN, (), "", False)
_NO_SHORT_WORD = Word(SHORT_UNKNOWN, (), "", False)


class Hit(NamedTuple):
    """One term found: words `start` to `end` (exclusive). `bought` says that words beside it show it to be a product of
    its own: a pack behind it, a noun that only it ends in."""

    start: int
    end: int
    term: Term
    plural: bool
    bought: bool = False

    @property
    def kind(self) -> Kind:
        """What the term does to the line's meaning."""
        return self.term.article.kind

    @property
    def goods(self) -> frozenset[str]:
        """The concepts that the term names."""
        return self.term.article.goods

    @property
    def stands(self) -> bool:
        """Whether it describes no other product: it is in the plural, or bought."""
        return self.plural or self.bought


Parts = list[list[Word]]  # the words of a line between commas
Found = list[list[Hit]]  # the terms of each part, counted from its first word


class TermFinder:
    """Finds the terms of a line; remembers every word it has met."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words: dict[str, tuple[Word, ...]] = {
            UNKNOWN: (_NO_WORD,),
            UNKNOWN_PLURAL: (_NO_PLURAL,),
            UNKNOWN_DOERS: (_NO_DOERS,),
            UNKNOWN_NOUN: (_NO_NOUN,),
            SHORT_UNKNOWN: (_NO_SHORT_WORD,),
        }
        self._shapes: dict[str, str] = {}
        self._near: dict[str, list[str]] | None = None
        self._sounds: dict[str, str] | None = None
        self._open_lengths = sorted({len(p) for p in vocabulary.prefixes}, reverse=True)
        self._close_lengths = sorted({len(p) for p in vocabulary.suffixes}, reverse=True)

    def shape(self, text: str) -> tuple[str, ...]:
        """The pieces of a line with every word the vocabulary does not know made the same mark: lines that differ in
        lot numbers, sizes and brands alone have one shape, and one reading."""
        known = self._shapes
        out: list[str] = []
        for piece in pieces(text):
            mark = known.get(piece)
            if mark is None:
                if len(known) > REMEMBERED_WORDS:
                    known.clear()
                mark = known[piece] = self._mark(piece)
            out.append(mark)
        return tuple(out)

    def words(self, shape: tuple[str, ...]) -> list[Word]:
        """The words of a line's shape, compounds taken apart, breaks and function words marked."""
        return [word for piece in shape for word in self._word(piece)]

    def _word(self, piece: str) -> tuple[Word, ...]:
        parts = self._words.get(piece)
        if parts is None:
            parts = self._words[piece] = self._read_word(piece)
        return parts

    def _mark(self, piece: str) -> str:
        if is_han(piece):
            return piece
        parts = self._read_word(piece)
        if any(word.symbols or word.role for word in parts) or piece == DOSE or piece in self.vocabulary.roles_in:
            return piece
        if len(piece) <= len(SHORT_UNKNOWN):
            return SHORT_UNKNOWN
        if not (piece.isascii() and piece.isalpha()):
            return UNKNOWN
        if stem(piece) != piece:
            return UNKNOWN_DOERS if piece.endswith(DOERS) else UNKNOWN_PLURAL
        return UNKNOWN_NOUN if len(piece) >= SHORTEST_NOUN and piece.endswith(_NOUN_ENDINGS) else UNKNOWN

    def hits(self, words: list[Word], turned: bool = False) -> list[Hit]:
        """The longest terms from left to right, none overlapping; `turned` says the words were turned round already."""
        out: list[Hit] = []
        position, count = 0, len(words)
        while position < count:
            if not words[position].symbols:
                position += 1
                continue
            end, term = _longest(self.vocabulary, words, position, count)
            if position == 0 and end < 2 <= count and not turned:
                position, thing_first = self._thing_first(words)
                if thing_first is not None:
                    # What follows describes it, as after a plural: "curtain cubicle mesh top".
                    out.append(Hit(0, position, thing_first, False, bought=True))
                    continue
            if term is None:
                position += 1
                continue
            if end - position > 1 and position and words[position - 1].role == "not":
                end, term = self._denied(words, position, end, term)
            if term is not None and end - position > 1 and term.article.kind in SWALLOWING:
                end, term = self._in_the_plural(words, position, end, term)
            if term is not None and end - position > 1 and end < count:
                end, term = self._cut_short(words, position, end, term)
            if term is None:
                position = end
                continue
            out.append(Hit(position, end, term, words[end - 1].plural))
            position = end
        return out

    def term_of(self, words: list[Word]) -> Term | None:
        """The term that these words spell from the first to the last; None where they spell none."""
        end, term = _longest(self.vocabulary, words, 0, len(words))
        return term if end == len(words) else None

    def _thing_first(self, words: list[Word]) -> tuple[int, Term | None]:
        """Purchasing systems print an English name with the thing first and no comma: "Table overbed", "Scissor suture
        removal". The end and term of the good that the first word is behind the one or two after it, which are in the
        singular and begin no longer name."""
        first, *others = words[:3]
        if first.role:
            return 0, None
        for end in (3, 2):
            before = others[: end - 1]
            if len(before) < end - 1 or any(
                w.role or w.plural or not w.symbols or w.text == first.text for w in before
            ):
                continue
            term = self.term_of([*before, first])
            if term is not None and term.lang == "en" and term.article.kind is Kind.ITEM:
                reach, _ = _longest(self.vocabulary, words, 1, len(words))
                return (0, None) if reach > end else (end, term)
        return 0, None

    def _denied(self, words: list[Word], start: int, end: int, term: Term) -> tuple[int, Term | None]:
        """After "non" only the first word of a term is denied where the rest of it is one by itself: "non-latex gloves"
        are gloves. None where that first word alone says nothing; then the rest must be a good: "non-load bearing" is
        no bearing, "non-AC-powered" not powered."""
        reach, other = _longest(self.vocabulary, words, start + 1, len(words))
        first = self.term_of(words[start : start + 1])
        if other is None or reach < end:
            return end, term
        if first is None and not other.article.goods:
            return end, term
        return start + 1, first

    def _in_the_plural(self, words: list[Word], start: int, end: int, term: Term) -> tuple[int, Term | None]:
        """An ordinary thing named after a good in the singular gives way to that good in the plural:
        "gloves box" is no glove box, "gloves powder free" no glove powder."""
        spelled = term.text.split()
        if term.lang == "en" and len(spelled) == end - start:
            for index in range(start, end - 1):
                if (
                    words[index].plural
                    and not words[index + 1].role
                    and stem(spelled[index - start]) == spelled[index - start]
                ):
                    good = self.term_of(words[start : index + 1])
                    if good is not None and good.article.kind is Kind.ITEM:
                        return index + 1, good
        return end, term

    def _cut_short(self, words: list[Word], start: int, end: int, term: Term) -> tuple[int, Term | None]:
        """A term gives way to an English one that begins inside it and reaches further, for there the product stands
        last: "cotton gauze swabs" are "gauze swabs" of cotton, no "cotton gauze". None where nothing is left of it."""
        for inside in range(start + 1, end):
            if words[inside].symbols and not words[inside].plural:  # "gloves box" is no glove box
                reach, other = _longest(self.vocabulary, words, inside, len(words))
                if other is not None and reach > end and other.lang == "en":
                    cut, shorter = _longest(self.vocabulary, words, start, inside)
                    return (cut, shorter) if shorter is not None else (inside, None)
        return end, term

    def _read_word(self, piece: str) -> tuple[Word, ...]:
        if piece in BREAKS:
            return (Word(piece, (), piece, False),)
        if is_han(piece):
            return self._read_han(piece)
        role = self.vocabulary.function_words.get(piece, "")
        symbols = self._symbols(piece)
        plural = stem(piece) != piece
        if symbols and symbols[0][-1] == "*" and len(piece) - len(symbols[0]) >= SHORTEST_PART:
            parts = self._take_apart(piece)  # `latexhandske` is a glove before it is some form of `latex`
            if parts:
                return parts
        if symbols or role or piece == DOSE:
            return (Word(piece, symbols, role, plural),)
        return (
            self._take_apart(piece)
            or self._spelt_otherwise(piece)
            or self._misspelt(piece)
            or (Word(piece, (), "", plural),)
        )

    def _spelt_otherwise(self, piece: str) -> tuple[Word, ...]:
        """The medicine whose name sounds the same: `deksametazonas`, `дексаметазон`."""
        if len(piece) < SHORTEST_SOUND or not piece.isalpha():
            return ()
        if self._sounds is None:
            names = sorted(name for name in self.vocabulary.medicines if name.rstrip("*").isalpha())
            self._sounds = {sound(name.rstrip("*")): name for name in names}
        name = self._sounds.get(sound(piece))
        return () if name is None else (Word(piece, (name,), "", False),)

    def _misspelt(self, piece: str) -> tuple[Word, ...]:
        """The one long vocabulary word that a word nobody knows is a single typing error away from: `surgcal`."""
        if len(piece) < SHORTEST_MISSPELT - 1 or not piece.isalpha():
            return ()  # the word meant must have seven letters: "bandge"
        if self._near is None:
            self._near = _by_their_ends(self.vocabulary.symbols - self.vocabulary.plain)
        base = stem(piece)
        alike = self._near.get(base[0] + base[-ENDING:], ())
        met = {word for word in alike if abs(len(word) - len(base)) < 2 and _one_error(base, word)}
        if len(met) != 1:
            return ()
        return (Word(piece, (met.pop(),), "", base != piece),)

    def _symbols(self, piece: str) -> tuple[str, ...]:
        """As written, stemmed ("bougies" is of "bougie", "bodies" of "body"), then the longest open-ended word; each
        may begin or continue a term."""
        vocabulary = self.vocabulary
        singulars = (piece, stem(piece), piece[:-1] if piece.endswith("ies") else piece)
        found = [s for s in dict.fromkeys(singulars) if s in vocabulary.symbols]
        for length in self._open_lengths:
            if SHORTEST_OPEN <= length <= len(piece) and piece[:length] in vocabulary.prefixes:
                found.append(piece[:length] + "*")
        for length in self._close_lengths:
            if length < len(piece) and piece[-length:] in vocabulary.suffixes:
                found.append("*" + piece[-length:])
                break
        return tuple(found)

    def _take_apart(self, piece: str) -> tuple[Word, ...]:
        """`nitrilhandskar` → `nitril`, `handskar`: the longest known last part of a compound of the languages that
        write them as one word."""
        for start in range(3, len(piece) - SHORTEST_PART + 1):
            last = piece[start:]
            symbols = tuple(s for s in self._symbols(last) if s.rstrip("*") in self.vocabulary.joining)
            if symbols:
                first = piece[:start]
                left = self._symbols(first) or self._symbols(first.rstrip("sne-"))
                head = Word(last, symbols, "", stem(last) != last, True)
                if left:
                    return (Word(first, left, "", False), head)
                if len(last) < SHORTEST_ALONE:
                    continue
                return (head,)
        return ()

    def _read_han(self, run: str) -> tuple[Word, ...]:
        """A run of Han characters cut into the longest known terms; the rest is passed over one by one."""
        out: list[Word] = []
        position = 0
        while position < len(run):
            for length in range(min(self.vocabulary.longest_han, len(run) - position), 0, -1):
                part = run[position : position + length]
                role = self.vocabulary.function_words.get(part, "")
                if part in self.vocabulary.symbols or role:
                    out.append(Word(part, (part,), role, False))
                    position += length
                    break
            else:
                out.append(Word(run[position], (), "", False))
                position += 1
        return tuple(out)


def _by_their_ends(symbols: set[str]) -> dict[str, list[str]]:
    """Every long vocabulary word under its first letter and its last ones, which no typing error is looked for in."""
    out: dict[str, list[str]] = {}
    for word in symbols:
        if len(word) >= SHORTEST_MISSPELT and word.isalpha() and stem(word) == word:
            out.setdefault(word[0] + word[-ENDING:], []).append(word)
    return out


def _one_error(one: str, other: str) -> bool:
    """Whether, of two words with the same first and last letters and lengths at most one apart, one has a letter more,
    two neighbours changed places, or, in a very long word, a letter is changed. In their last letters words differ by
    inflection ("absorber", "absorbed")."""
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
        return short[at:] == long[at + 1 :]
    unlike = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(unlike) == 1:
        return len(one) >= SHORTEST_CHANGED
    return (
        len(unlike) == 2
        and unlike[1] == unlike[0] + 1
        and one[unlike[0]] == other[unlike[1]]
        and one[unlike[1]] == other[unlike[0]]
    )


def _longest(vocabulary: Vocabulary, words: list[Word], start: int, count: int) -> tuple[int, Term | None]:
    """The end and term of the longest term that begins at `start`, whichever form of its words leads there: where
    "cearsafuri" opens only a longer term that does not follow, the open-ended "cearsaf*" still speaks."""
    best_end, best = start, None
    for symbol in words[start].symbols:
        node = vocabulary.branch(symbol)
        if node is not None:
            end, term = _down(node, words, start + 1, count)
            if term is not None and end > best_end:
                best_end, best = end, term
    return best_end, best


def _down(node: TrieNode, words: list[Word], position: int, count: int) -> tuple[int, Term | None]:
    """The longest term below a node that the words from `position` on spell."""
    ended = node.get(END)
    best_end, best = position, ended if isinstance(ended, Term) else None
    if position < count:
        for symbol in words[position].symbols:
            below = node.get(symbol)
            if isinstance(below, dict):
                end, term = _down(below, words, position + 1, count)
                if term is not None and (best is None or end > best_end):
                    best_end, best = end, term
    return best_end, best
