"""A page as a PDF/UA document, by WeasyPrint (the extra `pdf`). A module of its own: the library takes a second to load
and may be missing. Fetches nothing: every address but our own inline content is refused.
"""

from __future__ import annotations

from typing import NoReturn

import weasyprint


def pdf_of(html: str) -> bytes:
    """The HTML page as a tagged PDF."""
    made: bytes = weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf(pdf_variant="pdf/ua-1")
    return made


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"a PDF fetches nothing, and {url[:40]} was asked for")
