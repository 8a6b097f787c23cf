"""A page as a PDF/UA document, by WeasyPrint (the extra `pdf`), and which letters no font here could draw. A module of
its own, for a process of its own (`making`): the library takes a second to load and may be missing. Fetches nothing:
every address but our own inline content is refused.
"""

from __future__ import annotations

import logging
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

# The extra's own font for Chinese, Japanese and Korean, so that a name in them does not hang on the machine's fonts.
_FONT = ("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc")
_FAMILY = "Noto Sans CJK SC"
_SAID = logging.getLogger("weasyprint")


def pdf_of(html: str) -> tuple[bytes, frozenset[str]]:
    """The HTML page as a tagged PDF, and the letters that are empty boxes in it for want of a font."""
    fonts, lacking = FontConfiguration(), _Lacking()
    sheets = []
    if font := _font():
        face = f'@font-face {{ font-family: "{_FAMILY}"; src: url("{font.as_uri()}") }}'
        sheets.append(
            weasyprint.CSS(string=face, font_config=fonts, url_fetcher=URLFetcher(allowed_protocols=["file"]))
        )
    page = weasyprint.HTML(string=html, url_fetcher=_refuse)
    _SAID.addFilter(lacking)
    try:
        made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", font_config=fonts, stylesheets=sheets)
    finally:
        _SAID.removeFilter(lacking)
    return made, frozenset(lacking.letters)


class _Lacking(logging.Filter):
    """Hears which letters were drawn as boxes: WeasyPrint tells it in its log and nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: set[str] = set()
        self._thread = threading.get_ident()  # another request's page is made beside this one

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps a letter of its own page, and out of the log, where no piece of a supplier's name belongs."""
        is_mine = record.thread == self._thread and str(record.msg).startswith(".notdef glyph")
        if is_mine and isinstance(record.args, tuple) and record.args:
            self.letters.add(str(record.args[0]))
        return not is_mine


def _font() -> Path | None:
    package, name = _FONT
    found = find_spec(package)
    path = Path(found.origin).with_name(name) if found and found.origin else None
    return path if path and path.is_file() else None


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"a PDF fetches nothing, and {url[:40]} was asked for")
