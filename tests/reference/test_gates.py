"""Gates: what an ordinary update looks like passes; what a publisher's accident looks like waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from misbehaving_server import LISTED

from supplychain.model import Alias, Entry, Identifier, ListedEntity, ListedGood, ListVersion
from supplychain.reference.gates import AGAINST_LAST_GOOD, ALONE, Arrived, Held, Verdict, judge, mojibake
from supplychain.reference.reference_list import Bounds, ParsedList

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)


def party(number: int, **given: object) -> ListedEntity:
    base = ListedEntity(
        str(number), f"Listed Entity {number}", aliases=(Alias(f"Also {number}"),), countries=("CN",),
        addresses=(f"{number} Road",), identifiers=(Identifier("tax", str(number)),), programme=f"P{number % 4}",
    )  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def parties(*numbers: int) -> tuple[Entry, ...]:
    return tuple(party(number) for number in numbers)


BEFORE = parties(*range(200))


def held(entries: Sequence[Entry] = BEFORE, **given: object) -> Held:
    version = ListVersion(
        "test_parties", "v1", "1", DAY, "https://example.org", "a" * 64, NOW, NOW, "refreshed", len(entries), 0
    )
    return Held(replace(version, **given), tuple(entries))  # type: ignore[arg-type]


def judged(entries: Sequence[Entry], before: Held | None = None, **given: object) -> Verdict:
    parsed = ParsedList(tuple(entries), date(2026, 11, 21), "2")
    arrived = Arrived(LISTED, parsed, "b" * 64, None, NOW)
    parts = {key: given.pop(key) for key in ("as_of", "unread", "rejected") if key in given}
    arrived = replace(arrived, parsed=replace(parsed, **parts), **given)  # type: ignore[arg-type]
    return judge(arrived, before or held())


def test_an_ordinary_update_passes_without_a_word() -> None:
    after = (*BEFORE[4:], *parties(*range(300, 310)))
    assert judged(after) == Verdict("", "", ())


@pytest.mark.parametrize(
    ("gone", "gate"), [(0, ""), (10, ""), (20, ""), (21, "removed"), (80, "removed"), (101, "other_list")]
)
def test_a_tenth_may_go_and_no_more(gone: int, gate: str) -> None:
    assert judged([party for at, party in enumerate(BEFORE) if at >= gone]).gate == gate


def test_five_may_always_go_from_a_short_list() -> None:
    short = parties(*range(24))
    listed = replace(LISTED, bounds=Bounds(5, 50))
    assert judged(short[5:], held(short), listed=listed).gate == ""
    assert judged(short[6:], held(short), listed=listed).gate == "removed"


def test_a_year_old_bundled_version_may_differ_by_more() -> None:
    old = held(as_of=date(2025, 1, 1), origin="bundled")
    assert judged(BEFORE[50:], old).gate == ""
    assert judged(BEFORE[61:], old).gate == "removed"
    assert judged(BEFORE[50:], held(as_of=date(2025, 1, 1))).gate == "removed"


def test_one_sub_list_gone_is_seen_though_the_whole_hardly_shrinks() -> None:
    small = tuple(replace(p, programme="P3" if at < 18 else "P0") for at, p in enumerate(map(party, range(200))))
    verdict = judged(small[18:], held(small), listed=replace(LISTED, sub_bounds=(("P3", 0, 99),)))
    assert verdict.gate == "sub_list_removed"
    assert '"P3"' in verdict.reason


def test_a_declared_sub_list_below_its_minimum_is_seen_on_the_first_load_too() -> None:
    arrived = Arrived(LISTED, ParsedList(tuple(p for p in BEFORE if p.programme != "P3"), DAY, "1"), "b", None, NOW)  # type: ignore[union-attr]
    assert judge(arrived, None).gate == "sub_list_minimum"


def test_an_undeclared_programme_of_note_does_not_vanish_unseen() -> None:
    large = tuple(replace(party(n), programme="SYRIA" if n < 30 else "OTHER") for n in range(400))
    listed = replace(LISTED, sub_bounds=())
    verdict = judged(large[30:], held(large), listed=listed)
    assert verdict.gate == "sub_list_removed"
    assert judged(large[29:], held(large), listed=listed).gate == ""


def test_fewer_than_the_minimum_never_pass() -> None:
    for before in (None, held(parties(*range(19)))):
        arrived = Arrived(LISTED, ParsedList(parties(*range(19)), DAY, "1"), "b", None, NOW)
        assert judge(arrived, before).gate == "minimum"


def test_names_and_countries_stay_filled() -> None:
    nameless = [replace(party(n), name="" if n < 3 else f"Listed Entity {n}") for n in range(200)]
    assert judged(nameless).gate == "empty_names"
    placeless = [replace(party(n), countries=() if n < 21 else ("CN",)) for n in range(200)]
    assert judged(placeless).gate == "countries_lost"
    assert judged([replace(party(n), countries=() if n < 20 else ("CN",)) for n in range(200)]).gate == ""
    assert judged(placeless, held(placeless)).gate == ""  # it never had them


def test_a_file_of_a_set_that_lost_rows_is_seen_though_every_entry_stays() -> None:
    for part in ("aliases", "addresses", "identifiers"):
        verdict = judged([replace(party(n), **{part: () if n < 21 else getattr(party(n), part)}) for n in range(200)])
        assert verdict.gate == "parts_lost"
        assert part in verdict.reason


def test_unreadable_rows_above_one_in_a_hundred_stop_the_list_and_fewer_are_told() -> None:
    few = judged(BEFORE, rejected=("line 7: no id", "line 9: no id"))
    assert few.gate == ""
    assert "2 rows could not be read" in few.warnings[0]
    assert judged(BEFORE, rejected=tuple(f"line {n}: no id" for n in range(3))).gate == "row_errors"
    assert judged(BEFORE, unread=tuple(f"row {n}: ?" for n in range(3))).gate == "row_errors"


def test_values_nobody_used_are_told() -> None:
    verdict = judged(BEFORE, unread=("column: extra",))
    assert verdict.gate == ""
    assert "1 published values were not used (column: extra)" in verdict.warnings[0]


def test_ids_given_twice_stop_the_list() -> None:
    assert judged((*BEFORE, *BEFORE[:2])).gate == ""
    assert judged((*BEFORE, *BEFORE[:3])).gate == "duplicate_ids"
    assert judged(BEFORE, unread=tuple(f"the pair {n} stands twice" for n in range(9))).gate == "duplicate_ids"


def test_five_times_as_many_stop_the_list_and_twice_as_many_are_told() -> None:
    wide = replace(LISTED, bounds=Bounds(20, 9_000), sub_bounds=())
    assert judged(parties(*range(1_000)), listed=wide).gate == "grown"
    verdict = judged(parties(*range(999)), listed=wide)
    assert (verdict.gate, verdict.warnings) == ("", ("999 entries came where 200 are held.",))


def test_another_list_in_the_same_format_is_seen_by_its_ids_or_by_its_names() -> None:
    assert judged(parties(*range(500, 700))).gate == "other_list"
    assert judged([replace(party(n), name=f"Something Else {n}") for n in range(200)]).gate == "renamed"


@pytest.mark.parametrize("damaged", ["Soci?t? Fran?aise", "SociÃ©tÃ© FranÃ§aise"])
def test_one_name_held_before_that_comes_with_its_letters_damaged_is_enough(damaged: str) -> None:
    whole, came, other = (
        [replace(party(n), name=name) if n == 3 else party(n) for n in range(200)]
        for name in ("Société Française", damaged, "Société Générale?")
    )
    verdict = judged(came, held(whole))
    assert (verdict.gate, damaged in verdict.reason) == ("text_lost", True)
    assert judged(other, held(whole)).gate == ""


def test_text_damaged_on_its_way_is_seen() -> None:
    assert (
        judged([replace(party(n), name=f"Entit� {n}") if n == 7 else party(n) for n in range(200)]).gate
        == "damaged_text"
    )
    broken = [replace(party(n), name=f"EntitÃ© {n}") if n < 3 else party(n) for n in range(200)]
    assert judged(broken).gate == "damaged_text"
    assert judged((*broken[:2], *BEFORE[2:])).warnings == (
        "2 entries bear names that look as if their encoding was read wrongly.",
    )


def test_names_that_are_right_are_not_taken_for_damaged() -> None:
    right = [
        "Señor Ñandú S.A.",
        "ÎLE DE RÉ",
        "ÂGE D'OR",
        "Château & Fils",
        "合盛硅业",
        "ООО «Ромашка»",
        "NIÑO'S",
        "São João",
    ]
    assert mojibake(party(1, name=name) for name in right) == 0
    assert mojibake(party(1, name=name) for name in ("SeÃ±or", "Itâ€™s", "ÐžÐžÐž")) == 3


def test_an_older_list_never_takes_the_place_of_a_newer_one() -> None:
    assert judged(BEFORE[1:], as_of=DAY - timedelta(days=1)).gate == "rolled_back"
    before = held()
    assert (
        judge(
            Arrived(LISTED, ParsedList(BEFORE[1:], DAY, "1"), "c", None, NOW),
            replace(before, older_sha256=frozenset("c")),
        ).gate
        == "rolled_back"
    )
    stamped = replace(before, last_modified=NOW - timedelta(days=3))
    assert judged(BEFORE[1:], stamped, last_modified=NOW - timedelta(days=9)).gate == "rolled_back"
    assert judged(BEFORE[1:], stamped, last_modified=NOW - timedelta(days=3, hours=5)).gate == ""
    assert judged(BEFORE[1:], last_modified=datetime(2018, 1, 1, tzinfo=UTC)).gate == "rolled_back"


def test_a_date_still_to_come_is_told_and_does_not_keep_later_versions_out() -> None:
    verdict = judged(BEFORE[1:], as_of=date(2099, 1, 1))
    assert verdict.gate == ""
    assert "still to come" in verdict.warnings[0]
    assert judged(BEFORE[1:], held(as_of=date(2099, 1, 1))).gate == ""


def test_the_same_bytes_read_anew_cannot_have_lost_anything() -> None:
    assert judged(parties(*range(500, 700)), sha256="a" * 64).gate == ""


def test_goods_are_judged_as_parties_are() -> None:
    goods: list[Entry] = [ListedGood(str(n), f"Good {n}", "China", "CN") for n in range(100)]
    assert judged(goods[11:], held(goods), listed=replace(LISTED, sub_bounds=())).gate == "removed"
    placeless: list[Entry] = [ListedGood(str(n), f"Good {n}", "?", None) for n in range(100)]
    assert judged(placeless, held(goods), listed=replace(LISTED, sub_bounds=())).gate == "countries_lost"


def test_every_gate_is_told_in_the_documents() -> None:
    text = (Path(__file__).parents[2] / "docs" / "refresh.md").read_text(encoding="utf-8")
    for gate in (*ALONE, *AGAINST_LAST_GOOD):
        assert f"`{gate}`" in text
