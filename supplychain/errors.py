"""Every error we raise, on one page.

SupplychainError                 message = one plain sentence: what, where, what to do
├── UsageError                   the command or setting cannot be used as given            exit 2
│   └── UnknownListError         no list has that key                                      exit 2
├── UnreadableSheetError         a supplier sheet that cannot be read; carries a code      exit 2
├── ListError                    a reference list that cannot be taken                     exit 3
│   ├── ListFetchError           the publisher's file cannot be had whole                  exit 3
│   ├── ListFormatError          bytes that are not the list's format                      exit 3
│   └── ListBoundsError          parsed, but outside the list's bounds                     exit 3
├── ReviewError                  a decision that cannot be taken as asked                      exit 2
│   ├── UnknownFlagError         no such flag here (or another organisation's)                 exit 2
│   ├── NotAllowedError          the role, or the same person twice                            exit 2
│   └── ConflictError            somebody else was first; says who, what and when              exit 2
└── StoreError                   the database cannot be opened, upgraded or written        exit 2
"""

from __future__ import annotations

from errno import errorcode
from traceback import format_tb


class SupplychainError(Exception):
    """Base of all our errors. `exit_code` is what the command line exits with."""

    exit_code = 2


class UsageError(SupplychainError):
    """The command or setting cannot be used as given."""


class UnknownListError(UsageError):
    """No list, public or own, has that key."""


class UnreadableSheetError(SupplychainError):
    """A supplier sheet that cannot be read. `code` is one of the receipt's error codes (docs/receipt.md)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ListError(SupplychainError):
    """A reference list that cannot be taken; the version held, if any, stays."""

    exit_code = 3


class ListFetchError(ListError):
    """The publisher's file cannot be had, or cannot be had whole.

    `http_status` is the server's last answer, None where none came; `again` says that another try may help,
    `wait_seconds` how long the server asks to wait before it; `requests` were made in all.
    """

    def __init__(
        self, message: str, *, http_status: int | None = None, again: bool = False, wait_seconds: float = 0.0
    ) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.again = again
        self.wait_seconds = wait_seconds
        self.requests = 0


class ListFormatError(ListError):
    """The bytes are not the list's format (a login page, a truncated file, a renamed column)."""


class ListBoundsError(ListError):
    """The bytes parse, but fewer entries came out than the list's bounds allow."""


class ReviewError(SupplychainError):
    """A decision upon a flag that cannot be taken as asked; nothing was changed."""


class UnknownFlagError(ReviewError):
    """There is no flag, disposition or piece of evidence of that id, or it is another organisation's: the same words
    for both."""


class NotAllowedError(ReviewError):
    """This person may not do it: the role, or a second pair of eyes that is the first one's."""


class ConflictError(ReviewError):
    """The flag is not as the reviewer saw it: somebody else was first, or the list or the supplier changed."""


class StoreError(SupplychainError):
    """The database cannot be opened, upgraded or written."""


def without_words(error: BaseException) -> str:
    """Where a fault of ours happened, for a log: kinds of error and lines of program, the cause first, and the system's
    own code of what ails it (ENOSPC: the disk is full). Never what an error says: that may hold a supplier's name."""
    told: BaseException | None = error
    chain: list[BaseException] = []
    while told is not None and told not in chain:
        chain.append(told)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    return "\n".join(f"{''.join(format_tb(one.__traceback__))}{_kind(one)}" for one in reversed(chain))


def _kind(error: BaseException) -> str:
    code = errorcode.get(error.errno or 0, "") if isinstance(error, OSError) else ""
    return type(error).__qualname__ + (f" ({code})" if code else "")
