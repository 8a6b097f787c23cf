"""Is this password good enough, how is it kept, and is it the right one?

Kept as argon2id hashes. A password is refused for being short or easily guessed, never for lacking a digit or a sign.
Refuses to know accounts and pages.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.language import translated

SHORTEST = 15  # characters; ASVS 5.0 6.2.1 recommends 15
LONGEST = 1024  # no human types more; hashing is as quick for a megabyte, sending it is not
# OWASP's password storage cheat sheet, first choice for argon2id: 46 MiB, one pass, one lane. 45 ms on 2 cores.
_HASHER = PasswordHasher(time_cost=1, memory_cost=47_104, parallelism=1)
_COMMON = Path(__file__).with_name("common_passwords.txt")
# Each piece somebody guessing would try (a common word, a run of keys, a year) counts like two letters, however long.
_PIECE_WORTH = 2
_ENOUGH = 11  # letters' worth, what remains of a password when its pieces are counted so
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "!@#$%^&*()",
)
_SHORTEST_RUN = 3
_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
_SHORTEST_REPEATED = 6  # "ss" of "password" is no repetition
_LEET = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
# What this desk itself makes likely.
_NEAR = ("supplychain", "supply", "chain", "screening", "forced", "labor", "hospital", "health", "admin", "welcome")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # of a one-time password: none that look alike
_ONE_TIME_GROUPS, _ONE_TIME_GROUP = 5, 4  # 20 letters of 31: 99 bits


def hash_password(password: str) -> str:
    """The password's argon2id hash, with its own salt and cost in it."""
    return _HASHER.hash(_normal(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether the password is the one of the hash. Without a hash as much time is spent, and the answer is no."""
    try:
        return _HASHER.verify(kept or _nobodys(), _normal(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def one_time_password() -> str:
    """A password for one sign-in, easy to read aloud."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_ONE_TIME_GROUPS * _ONE_TIME_GROUP))
    return "-".join(letters[at : at + _ONE_TIME_GROUP] for at in range(0, len(letters), _ONE_TIME_GROUP))


def why_refused(password: str, *names: str) -> str:
    """One sentence where the password may not be used, "" where it may. `names` are the person's and organisation's."""
    if len(password) < SHORTEST:
        return translated(
            "The password has %(length)s characters; use at least %(least)s: a few unrelated words do well.",
            length=len(password),
            least=SHORTEST,
        )
    if len(password) > LONGEST:
        return translated("The password is longer than %(most)s characters; use a shorter one.", most=LONGEST)
    if _worth(password, names) < _ENOUGH:
        return translated(
            "The password is easily guessed (common words, names, runs of keys or repetitions); use unrelated words."
        )
    return ""


def _worth(password: str, names: tuple[str, ...]) -> int:
    """Letters' worth of a password once common words, names, runs and repetitions are counted as one piece each."""
    folded = _REPEATED.sub(
        lambda found: found[1] if len(found[0]) >= _SHORTEST_REPEATED else found[0], _normal(password).casefold()
    )
    return min(_worth_of(folded, names), _worth_of(folded.translate(_LEET), names))


def _worth_of(text: str, names: tuple[str, ...]) -> int:
    own = {word for name in names for word in re.findall(r"\w{3,}", name.casefold())}
    words = _common() | own | set(_NEAR)
    longest = max(len(word) for word in words)
    seen: set[str] = set()
    at, worth = 0, 0
    while at < len(text):
        piece = next(_pieces(text, at, words, longest), "")
        if not piece:
            worth += 1
            at += 1
            continue
        worth += 0 if piece in seen else _PIECE_WORTH
        seen.add(piece)
        at += len(piece)
    return worth


def _pieces(text: str, at: int, words: set[str] | frozenset[str], longest: int) -> Iterator[str]:
    """What somebody guessing would try as one piece here, the longest first: a run of keys, or a word."""
    run = max((_run_length(text, at, row) for keys in _RUNS for row in (keys, keys[::-1])), default=0)
    for length in range(min(longest, len(text) - at), _SHORTEST_RUN - 1, -1):
        if length <= run or text[at : at + length] in words:
            yield text[at : at + length]


def _run_length(text: str, at: int, row: str) -> int:
    start, length = row.find(text[at]), 0
    while start >= 0 and at + length < len(text) and start + length < len(row):
        if text[at + length] != row[start + length]:
            break
        length += 1
    return length if length >= _SHORTEST_RUN else 0


def _normal(password: str) -> str:
    """The same letters typed on another keyboard give the same bytes (NIST SP 800-63B: NFKC before hashing)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _common() -> frozenset[str]:
    lines = _COMMON.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


@cache
def _nobodys() -> str:
    """A hash nobody has the password of: an unknown login takes as long as a known one."""
    return _HASHER.hash(secrets.token_hex(32))
