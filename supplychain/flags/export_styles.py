"""What do the cells of a streamed workbook look like? Our fonts, fills and cell formats, in the order `Style` counts.

Refuses to know rows and values.
"""

from __future__ import annotations

from enum import IntEnum

from supplychain.model import Severity

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

FILLS = {  # pastel, all above 7:1 contrast with black text; the words beside them carry the meaning
    Severity.PROHIBITED: "F4B6B6",
    Severity.IMPORT_BARRED: "F9CFA8",
    Severity.CERTIFICATION: "FBE7A1",
    Severity.HIGH: "FFF3C4",
    Severity.ELEVATED: "DCE9F7",
    Severity.CONTEXT: "ECECEC",
}
HEADING_FILL = "1F3A5F"  # white text on it: 11:1


class Style(IntEnum):
    """Index into `FORMATS`, in its order."""

    PLAIN = 0
    DATE = 1
    MOMENT = 2
    CLOCK = 3
    DURATION = 4
    HEADING = 5
    WRAPPED = 6
    SEVERITY = 7  # + Severity.rank
    AS_TEXT = 13  # + any of the above: quotePrefix, so that editing the cell in Excel keeps it text


def _look(number: int, font: int, fill: int, alignment: str = "") -> str:
    """The attributes of one cell format, by index of number format, font and fill."""
    applied = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"'
    ids = f' numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
    return f"{ids}{applied}>{alignment}</xf>" if alignment else f"{ids}{applied}/>"


_WRAP = '<alignment vertical="top" wrapText="1"/>'
_LOOKS = (
    _look(0, 0, 0),
    *(_look(number, 0, 0) for number in (164, 165, 21, 46)),  # 21 h:mm:ss, 46 [h]:mm:ss: ECMA-376 18.8.30
    _look(0, 1, 2, _WRAP),
    _look(0, 0, 0, _WRAP),
    *(_look(0, 2, fill, _WRAP) for fill in range(3, 3 + len(FILLS))),
)
FONTS = tuple(
    f'<font>{bold}<sz val="11"/>{colour}<name val="Calibri"/><family val="2"/></font>'
    for bold, colour in (("", ""), ("<b/>", '<color rgb="FFFFFFFF"/>'), ("<b/>", ""))
)
FILLINGS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',  # Excel takes the first two for its own, whatever they say
    *(
        f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill></fill>'
        for colour in (HEADING_FILL, *FILLS.values())
    ),
)
FORMATS = tuple(f"<xf{quoted}{look}" for quoted in ("", ' quotePrefix="1"') for look in _LOOKS)


def styles_xml() -> str:
    """The style part of a workbook of ours alone."""
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
        f'<fonts count="{len(FONTS)}">{"".join(FONTS)}</fonts>'
        f'<fills count="{len(FILLINGS)}">{"".join(FILLINGS)}</fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(FORMATS)}">{"".join(FORMATS)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
