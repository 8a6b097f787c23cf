"""Which parts does an .xlsx package need besides its sheets? The lists of parts and of their types, as XML.

Refuses to know what the parts hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


def package_xml(workbook: str, parts: Mapping[str, tuple[str, str]], styles: str) -> Iterator[tuple[str, str]]:
    """(path, text) of every part but the sheets and what was copied. `parts` maps a path under `xl/` to the kind of its
    relation and of its content; the sheets come first, in tab order."""
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{path}"/>'
        for i, (path, (kind, _)) in enumerate(parts.items(), 1)
    )
    types = "".join(
        f'<Override PartName="/xl/{path}" '
        f'ContentType="{_THEME_TYPE if kind == "theme" else f"{_SHEET_TYPE}.{kind}+xml"}"/>'
        for path, (_, kind) in parts.items()
    )
    yield "xl/workbook.xml", XML + workbook
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
    )
    yield (
        "_rels/.rels",
        f'{XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>{types}</Types>',
    )
    yield "xl/styles.xml", styles if styles.startswith("<?xml") else XML + styles
