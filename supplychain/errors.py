"""Every error we raise, on one page.

SupplychainError                 message = one plain sentence: what, where, what to do
├── UsageError                   the command or setting cannot be used as given            exit 2
│   └── UnknownListError         no list has that key                                      exit 2
├── UnreadableSheetError         a supplier sheet that cannot be read; carries a code      exit 2
├── ListError                    a reference list that cannot be taken                     exit 3
│   ├── ListFormatError          bytes that are not the list's format                      exit 3
│   └── ListBoundsError          parsed, but outside the list's bounds                     exit 3
└── StoreError                   the database cannot be opened, upgraded or written        exit 2
"""

from __future__ import annotations


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
    """A reference list that cannot be taken; the last good version stays."""

    exit_code = 3


class ListFormatError(ListError):
    """The bytes are not the list's format (a login page, a truncated file, a renamed column)."""


class ListBoundsError(ListError):
    """The bytes parse, but fewer entries came out than the list's bounds allow."""


class StoreError(SupplychainError):
    """The database cannot be opened, upgraded or written."""
