"""How is a bundled list version written anew? `python -m reference_lists.bundle KEY RAWFILE --fetched-at TIME`.

RAWFILE is the publisher's own file as downloaded; the result replaces reference_lists/bundled/KEY.jsonl.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from reference_lists import public_lists
from supplychain.errors import ListError
from supplychain.model import ListVersion
from supplychain.reference.published import version_name, write_published
from supplychain.reference.reference_list import ParsedList


def bundle(key: str, raw: bytes, fetched_at: datetime, folder: Path, source_url: str = "") -> ParsedList:
    """Parse `raw` and write `folder/KEY.jsonl`; `source_url` where the bytes came from elsewhere than the list's
    own source. Raises ListError where it is not the list or too small."""
    reference_list = public_lists()[key]
    parsed = reference_list.parse(raw)
    if len(parsed.entries) < reference_list.bounds.minimum:
        raise ListError(
            f"{reference_list.title}: {len(parsed.entries)} entries, at least {reference_list.bounds.minimum} "
            "are expected. Nothing was written; check that the file is whole."
        )
    digest = hashlib.sha256(raw).hexdigest()
    version = ListVersion(
        list_key=key,
        version=version_name(parsed.as_of, digest),
        edition=parsed.edition,
        as_of=parsed.as_of,
        source_url=source_url or reference_list.source or reference_list.page,
        sha256=digest,
        fetched_at=fetched_at,
        checked_at=fetched_at,
        origin="bundled",
        entries=len(parsed.entries),
        names=parsed.name_count,
    )
    write_published(folder / f"{key}.jsonl", version, parsed.entries)
    return parsed


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; 0 written, 2 wrong arguments, 3 the file is not the list."""
    parser = argparse.ArgumentParser(prog="python -m reference_lists.bundle", description=__doc__)
    parser.add_argument("key", choices=sorted(public_lists()))
    parser.add_argument("rawfile", type=Path, help="the publisher's file as downloaded")
    parser.add_argument("--fetched-at", required=True, help="when it was downloaded, ISO 8601; UTC if no zone is given")
    parser.add_argument("--source-url", default="", help="where the file was, if not at the list's own source")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "bundled")
    given = parser.parse_args(argv)
    try:
        fetched_at = datetime.fromisoformat(given.fetched_at)
        fetched_at = fetched_at.astimezone(UTC) if fetched_at.tzinfo else fetched_at.replace(tzinfo=UTC)
        parsed = bundle(given.key, given.rawfile.read_bytes(), fetched_at, given.folder, given.source_url)
    except (ValueError, OSError) as error:
        parser.error(str(error))
    except ListError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{given.key}: {len(parsed.entries)} entries, as of {parsed.as_of}, {parsed.edition}")
    for value in parsed.unread:
        print(f"not read: {value}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
