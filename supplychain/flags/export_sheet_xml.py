"""How is a worksheet's XML taken apart into rows, and its frame put together again? Bytes in, bytes out.

Knows the spelling that spreadsheet programs and their libraries write; raises UnknownSpellingError on any other.
Refuses to know what is added to the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from openpyxl.utils import column_index_from_string, get_column_letter

from supplychain.flags.export_carried import UnknownSpellingError

_SPELLING = re.compile(rb"""^[^<]*<\?xml[^>]*?encoding=["'](?!(?i:utf-8|us-ascii)["'])""")
_LONGEST = 64 << 20  # bytes of a frame or a row held at once; the frames of real workbooks have kilobytes
_ROOT = re.compile(rb"<worksheet\b[^>]*>")
_DATA = re.compile(rb"<sheetData\b[^>]*?(/?)>")
_ROW = re.compile(rb'<row\b[^>]*?\sr="(\d+)"[^>]*>')
_PLACE = re.compile(rb'<c\b[^>]*?\sr="([A-Z]+)\d+"')
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>(.*?)</f>)", re.DOTALL)
_CELL = re.compile(rb"<c\b([^>]*[^>/])>(.*?)</c>", re.DOTALL)
_VALUE = re.compile(rb"<v\b[^>]*>[^<]|<is>")
_RUNS = re.compile(rb"<f[\s>/]")
_TYPE = re.compile(rb'\st="[^"]*"')
# Attributes that point into parts left behind (rich values), and a hint that our cells would make untrue.
_POINTING = re.compile(rb'\s(?:cm|vm)="\d+"')
_SPANS = re.compile(rb'\sspans="[^"]*"')
_RELATED = re.compile(r'\s\w+:id="[^"]*"')
_EXTRA = re.compile(r"<extLst>.*?</extLst>", re.DOTALL)
# Views saved for other users hold filters and margins of their own; only one window of the workbook is written.
_VIEWS_OF_OTHERS = re.compile(r"<customSheetViews\b.*?</customSheetViews>", re.DOTALL)
_FURTHER_WINDOW = re.compile(
    r'<sheetView\b(?=[^>]*\bworkbookViewId="[1-9])(?:[^>]*/>|[^>]*[^/]>.*?</sheetView>)', re.DOTALL
)
_ELSEWHERE = re.compile(r"<formula\d?\b[^>]*>[^<]*\[\d+\]")  # another workbook, by a number that we leave behind
# What of a sheet's frame is carried over, in the order of ECMA-376 (18.3.1.99); the rest points at parts left behind.
_BEFORE = ("sheetPr", "sheetViews", "sheetFormatPr", "cols")
_AFTER = (
    "sheetProtection", "autoFilter", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
)  # fmt: skip
_RULES = ("conditionalFormatting", "dataValidations")


def rows_of_sheet(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The frame before the rows (to the end of `<sheetData>`), each row without its `</row>`, what is left."""
    left, rows = b"", False
    for chunk in chunks:
        left += chunk
        if len(left) > _LONGEST:
            raise UnknownSpellingError
        if not rows:
            data = _DATA.search(left)
            if data is None:
                continue
            rows = True
            head, left = left[: data.end()], left[data.end() :]
            if _SPELLING.search(head) is not None:
                raise UnknownSpellingError
            if data[1]:
                head, left = head[: -len(data[0])] + b"<sheetData>", b"</sheetData>" + left
            yield head
        pieces = left.split(b"</row>")
        left = pieces.pop()
        yield from pieces
    if not rows or b"</sheetData>" not in left:
        raise UnknownSpellingError
    yield left


def row_parts(piece: bytes) -> tuple[bytes, int, bytes, bytes]:
    """What stands before a row (rows without cells), its number, its tag and its cells as values."""
    start = piece.rfind(b"<row")
    # A comment or a marked section may hold what only looks like a cell; before a row stand rows without cells.
    if b"<!" in piece or b"<c" in piece[:start]:
        raise UnknownSpellingError
    found = _ROW.match(piece, start) if start >= 0 else None
    if found is None:
        raise UnknownSpellingError
    tag, cells = found[0], piece[found.end() :]
    if b"<f" in cells:
        cells = _CELL.sub(_as_value, cells)
        if _RUNS.search(cells) is not None:
            raise UnknownSpellingError
    if b" cm=" in cells or b" vm=" in cells:
        cells = _POINTING.sub(b"", cells)
    return piece[:start], int(found[1]), tag, cells


def _as_value(cell: re.Match[bytes]) -> bytes:
    """A cell by the value its formula had, or by the formula's text where it never was calculated."""
    formula = _FORMULA.search(cell[2])
    if formula is None:
        return cell[0]
    value = _FORMULA.sub(b"", cell[2])
    if _VALUE.search(value) or not formula[1] or (b't="str"' in cell[1] and b"<v" in value):  # it gave an empty text
        return b"<c" + cell[1] + b">" + value + b"</c>"
    kind = _TYPE.sub(b"", cell[1]) + b' t="inlineStr"'
    return b"<c" + kind + b'><is><t xml:space="preserve">=' + formula[1] + b"</t></is></c>"


def widened(tag: bytes) -> bytes:
    """A row's tag without the hint which columns it spans."""
    return _SPANS.sub(b"", tag) if b" spans=" in tag else tag


def last_column_of(cells: bytes) -> int:
    """The 1-based column of a row's last cell that holds something, 0 where none does; formats alone do not count."""
    end = len(cells)
    while True:
        start, column = _last_cell(cells, end)
        if start < 0 or not _is_blank(cells, start, end):
            return column
        end = start


def refuse_disorder(cells: bytes) -> None:
    """Raises UnknownSpellingError where cells do not stand from left to right: the last is then not the outermost."""
    columns = [column_index_from_string(place.decode()) for place in _PLACE.findall(cells)]
    if columns != sorted(columns):
        raise UnknownSpellingError


def without_blanks(cells: bytes, first: int) -> bytes:
    """A row's cells without the blank ones, which have formats alone, from the 1-based column `first` on."""
    end = len(cells)
    while cells.endswith(b"/>", 0, end):
        start, column = _last_cell(cells, end)
        if column < first or not _is_blank(cells, start, end):
            break
        end = start
    return cells[:end]


def _last_cell(cells: bytes, end: int) -> tuple[int, int]:
    """Where the last cell before `end` begins (-1: there is none), and its 1-based column."""
    start = cells.rfind(b"<c ", 0, end)
    found = _PLACE.match(cells, start) if start >= 0 else None
    if found is None:
        if b"<c" in cells[:end]:
            raise UnknownSpellingError
        return -1, 0
    return start, column_index_from_string(found[1].decode())


def _is_blank(cells: bytes, start: int, end: int) -> bool:
    return cells.endswith(b"/>", start, end) and cells.find(b">", start) == end - 1


class Frame:
    """What stands around the rows of a sheet: elements by name, each as its XML."""

    def __init__(self, head: bytes, tail: bytes) -> None:
        root = _ROOT.search(head)
        if root is None or b"<!" in head or b"<!" in tail:
            raise UnknownSpellingError
        self.root = root[0].decode()
        rows, _, rest = tail.partition(b"</sheetData>")
        if b"<c" in rows:
            raise UnknownSpellingError
        self.rows = rows  # rows without cells behind the last one that has some
        self.parts = {name: _elements(head[root.end() :].decode(), name) for name in _BEFORE}
        behind = _VIEWS_OF_OTHERS.sub("", rest.decode())
        self.parts |= {name: _elements(behind, name) for name in _AFTER}
        views = [_FURTHER_WINDOW.sub("", one) for one in self.parts["sheetViews"]]
        self.parts["sheetViews"] = [one for one in views if re.search(r"<sheetView\b", one)]
        if any(_ELSEWHERE.search(one) for name in _RULES for one in self.parts[name]):
            raise UnknownSpellingError

    def attribute(self, element: str, name: str) -> str | None:
        """An attribute of the first element of that name, None where there is none."""
        found = re.search(rf'<{element}\b[^>]*?\s{name}="([^"]*)"', "".join(self.parts.get(element, [])))
        return None if found is None else unescape(found[1])

    def merged_to(self) -> int:
        """The last column of a merged range, 0 without any."""
        areas = re.findall(r'ref="[A-Z]+\d+:([A-Z]+)\d+"', "".join(self.parts["mergeCells"]))
        return max(map(column_index_from_string, areas), default=0)

    def widen(self, first: int, widths: Iterable[int]) -> None:
        """Our columns from `first` on, of these widths; the officer's own end before them."""
        columns = []
        for column in re.findall(r"<col\b[^>]*/>", "".join(self.parts["cols"])):
            least, most = (int(re.findall(rf'\b{name}="(\d+)"', column)[0]) for name in ("min", "max"))
            if least < first:
                columns.append(re.sub(r'\bmax="\d+"', f'max="{min(most, first - 1)}"', column))
        columns += (
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(widths, first)
        )
        self.parts["cols"] = [f"<cols>{''.join(columns)}</cols>"]

    def freeze(self, row: int) -> None:
        """The rows to the heading stay in view, where the officer froze nothing."""
        views = "".join(self.parts["sheetViews"]) or '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        if "<pane" not in views:
            below = f"A{row + 1}"
            pane = f'<pane ySplit="{row}" topLeftCell="{below}" activePane="bottomLeft" state="frozen"/>'
            views = re.sub(r"<selection\b[^>]*/>", "", views)
            # Saved scrolled down, the rows scrolled past would be frozen out of reach.
            views = re.sub(r'(<sheetView\b[^>]*?)\stopLeftCell="[^"]*"', r"\1", views)
            views = re.sub(r"<sheetView\b([^>]*?)/>", rf"<sheetView\1>{pane}</sheetView>", views)
            if pane not in views:
                views = re.sub(r"<sheetView\b([^>]*)>", rf"<sheetView\1>{pane}", views, count=1)
        self.parts["sheetViews"] = [views]

    def filter(self, heading_row: int, last_column: int, last_row: int) -> str:
        """The filter reaches our columns too; one is set where there was none. Its area."""
        area = f"A{heading_row}:{get_column_letter(last_column)}{last_row}"
        old = self.attribute("autoFilter", "ref")
        if old is None:
            self.parts["autoFilter"] = [f'<autoFilter ref="{area}"/>']
            return area
        found = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", old.replace("$", ""))
        if found is not None and int(found[2]) == heading_row:
            area = f"{found[1]}{heading_row}:{get_column_letter(last_column)}{found[3]}"
            self.parts["autoFilter"] = [
                one.replace(f'"{escape(old)}"', f'"{area}"') for one in self.parts["autoFilter"]
            ]
            return area
        return old

    def fit_to_paper(self) -> bool:
        """All columns on one page's width, where the officer has set nothing for printing; whether that was done."""
        settings = "".join(self.parts["sheetPr"])
        if 'fitToPage="1"' in settings or self.attribute("pageSetup", "scale") not in (None, "100"):
            return False
        settings = re.sub(r"<pageSetUpPr\b[^>]*/>", "", settings) or "<sheetPr/>"
        settings = re.sub(r"<sheetPr\b([^>]*?)/>", r"<sheetPr\1></sheetPr>", settings)
        self.parts["sheetPr"] = [settings.replace("</sheetPr>", '<pageSetUpPr fitToPage="1"/></sheetPr>')]
        self.parts["pageSetup"] = ['<pageSetup orientation="landscape" fitToWidth="1" fitToHeight="0"/>']
        return True

    def head(self) -> bytes:
        """The XML before the rows."""
        inner = "".join(one for name in _BEFORE for one in self.parts[name])
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{self.root}{inner}<sheetData>'.encode()

    def tail(self) -> bytes:
        """The XML behind the rows."""
        inner = "".join(one for name in _AFTER for one in self.parts[name])
        return self.rows + f"</sheetData>{inner}</worksheet>".encode()


def _elements(text: str, name: str) -> list[str]:
    """Every element of a name, without what points at parts left behind."""
    found = re.findall(rf"<{name}\b(?:[^>]*/>|[^>]*[^/]>.*?</{name}>|>.*?</{name}>)", text, re.DOTALL)
    return [_EXTRA.sub("", _RELATED.sub("", one)) for one in found]
