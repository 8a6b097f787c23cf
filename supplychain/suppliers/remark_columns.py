"""Which columns hold remarks, which may say where goods are made?

Refuses to read them: what a remark says of a place is asked where places are matched.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from supplychain.suppliers.column_table import Column, Table
from supplychain.suppliers.vocabulary import spaced

# As headers are written once folded (no accents, no marks), by language; looked up in procurement exports and in the
# forms of tender offices.
REMARKS = re.compile(
    r"\b(remarks?|rmks?|notes?|comments?|cmts?|cmnts?|memo|annotations?|narrative|justification|instructions?|"
    r"(add(itional|l|tl)?|further|other|supplementary) (info(rmation)?|details?|text)|free ?text|long text|line text|"
    r"observa(tions?|ciones|cion|coes|cao|tii)|obs|comentarios?|comentarii?|notas?|anotaciones|mentiuni|"
    r"remarques?|commentaires?|precisions?|bemerkung(en)?|anmerkung(en)?|hinweise?|kommentar(er)?|notiz(en)?|"
    r"vermerke?|zusatztext|freitext|osservazioni|annotazioni|commenti|commento|nota|opmerking(en)?|toelichting|"
    r"anmarkning(ar)?|merknad(er)?|bem.?rkning(er)?|huomautu(s|kset)|huomio(t)?|kommentit|lisatiedot|"
    r"uwag[ai]|poznamk[ay]|komentar(e|z|ze|i)?|napomen[ae]|opomb[ae]|megjegyzes(ek)?|pastab(a|os)|piezimes|"
    r"markused|notlar|ac[iı]klama(lar)?|keterangan|catatan|ghi chu|nhan xet|maoni|puna|"
    r"примечани[ея]|комментари[ийя]|заметк[аи]|примітк[аи]|коментар[і]?|забележк[аи]|бележк[аи]|напомен[ае]|"
    r"παρατηρησεισ|σχολια|σημειωσεισ)\b|^not(u|lar)?$"
    r"|备注|備註|备考|備考|附注|附註|说明|說明|评论|コメント|メモ|摘要|特記事項|비고|메모|참고사항|ملاحظ|توضیحات|یادداشت|"
    r"หมายเหตุ|टिप्पणी|মন্তব্য|הערות",
)
# Roles that make a header speak of something else: "Credit note no.", "Delivery note date", "Note amount".
_NO_REMARK = ("id", "date", "amount", "side_amount", "quantity", "currency", "web")
_MOSTLY_WORDS = 0.5  # of the cells: "Comments on quantity" holds remarks, "Note amount" numbers


def remark_columns(table: Table, used: Collection[int]) -> tuple[int, ...]:
    """Every column of remarks that is read as nothing else, as they stand; one that is blank in all sampled rows too,
    for one remark in 100,000 rows may be the one that names Xinjiang."""
    return tuple(column.index for column in table.columns if column.index not in used and _holds_remarks(column))


def _holds_remarks(column: Column) -> bool:
    if not (REMARKS.search(spaced(column.header)) or REMARKS.search(column.header)):
        return False
    last = column.reading.roles[-1:]
    return not (last and last[0] in _NO_REMARK and column.profile.words <= _MOSTLY_WORDS)
