"""Does a name only say that nobody is named, as "N/A", "-" and "Various" do?

One small table for the sheets' reader and for the store. Refuses to know what stands in the row beside it.
"""

from __future__ import annotations

import re

# What sheets write where a supplier is not known or is many: kept and screened, but such a name can meet no list.
# As `names_nobody` reads them: no mark or stop at either end.
NOBODY = frozenset(
    (
        *("n/a", "na", "n.a", "none", "nil", "null", "unknown", "not known", "not applicable", "not available"),
        *("not specified", "not stated", "to be determined", "tbd", "tba", "tbc", "various", "various vendors"),
        *("various suppliers", "misc", "miscellaneous", "misc vendor", "misc vendors", "misc. vendors", "multiple"),
        *("multiple vendors", "multiple suppliers", "one time vendor", "one-time vendor", "no vendor", "no supplier"),
        *("other", "others", "other vendors", "other suppliers", "dummy", "dummy vendor", "see below", "see above"),
        *("unbekannt", "diverse", "verschiedene", "k.a", "keine angabe", "inconnu", "divers", "s/o", "non renseigné"),
        *("desconocido", "varios", "no aplica", "sin proveedor", "desconhecido", "diversos", "não informado", "vari"),
        *("sconosciuto", "неизвестно", "разные", "不详", "未知", "无", "其他", "待定", "暂无", "不明", "その他"),
        *("미상", "기타"),
    )
)
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def names_nobody(name: str) -> bool:
    """Whether a name says in words that nobody is named. A name without any letter is none of these."""
    return bare(name) in NOBODY


def tells_nobody(name: str) -> bool:
    """Whether nobody can be told by a name: it has no letter or digit, or says that nobody is named."""
    said = bare(name)
    return not said or said in NOBODY


def bare(text: str) -> str:
    """A text in small letters without marks, stops and blanks at its ends, its blanks single."""
    return " ".join(_EDGES.sub("", text).casefold().split())
