"""Programs get every supplier line in one documented shape; people get sentences that claim no more than is known."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from export_screenings import COVERAGE, TITLES, a_flag, a_line, a_match, a_screening, a_version, a_workbook
from hypothesis import given
from hypothesis import strategies as st

from supplychain.flags.export import human_report, jsonl_lines, write_csv, write_parquet, write_rejected
from supplychain.flags.export_cells import csv_text, would_run
from supplychain.flags.words import (
    NO_OBJECTION,
    SEVERITY_WORDS,
    coverage_sentence,
    flag_sentence,
    on_list,
    reasons_told,
    telling_first,
    versions_by_key,
)
from supplychain.matching.score import TABLE
from supplychain.model import Axis, Coverage, Reason, RejectedRow, Screening, Severity

LINE_KEYS = [
    "sheet",
    "row",
    "supplier",
    "maker",
    "country",
    "origin",
    "goods",
    "hs",
    "concepts",
    "severity",
    "flags",
    "matches",
    "not_screened",
    "other_parties",
]
FLAG_KEYS = [
    "severity",
    "axes",
    "list",
    "version",
    "entry_id",
    "entry",
    "basis",
    "consequence",
    "score",
    "reasons",
    "next_step",
    "comply_chain_step",
    "source_url",
]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture
def screening(tmp_path: Path) -> Screening:
    source = a_workbook(tmp_path / "s.xlsx", ["Hoshine", "Other"])
    return a_screening(source, [a_line(2, "Hoshine", [a_flag(Severity.CONTEXT), a_flag()]), a_line(3, "Other")])


def test_each_json_line_has_exactly_the_keys_of_the_contract(screening: Screening) -> None:
    objects = [json.loads(line) for line in jsonl_lines(screening)]
    assert [list(each) for each in objects] == [LINE_KEYS, LINE_KEYS]
    assert [list(flag) for flag in objects[0]["flags"]] == [FLAG_KEYS, FLAG_KEYS]
    assert list(objects[0]["flags"][0]["reasons"][0]) == ["feature", "says", "supplier", "entry", "points"]
    assert list(objects[0]["matches"][0]) == ["list", "entry_id", "entry", "matched_name", "score"]
    assert list(objects[0]["concepts"][0]) == ["concept", "relation", "depth", "score", "why"]
    assert (objects[0]["severity"], objects[1]["severity"]) == ("import_barred", None)
    assert [flag["severity"] for flag in objects[0]["flags"]] == ["import_barred", "context"]


def test_json_lines_hold_one_line_each_whatever_the_name(screening: Screening) -> None:
    lines = [a_line(2, "a\nb\x00\ud800\u2028 供应商")]
    [text] = jsonl_lines(replace(screening, lines=tuple(lines)))
    assert "\n" not in text
    text.encode("utf-8")
    assert json.loads(text)["supplier"] == "a\nb\x00\ud800\u2028 供应商"


def test_parquet_holds_the_same_as_the_json_lines(screening: Screening, tmp_path: Path) -> None:
    write_parquet(screening, tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").to_dicts() == [json.loads(line) for line in jsonl_lines(screening)]


def test_parquet_of_an_empty_screening_still_has_every_column(screening: Screening, tmp_path: Path) -> None:
    write_parquet(replace(screening, lines=()), tmp_path / "out.parquet")
    assert pl.read_parquet(tmp_path / "out.parquet").columns == LINE_KEYS


def test_rejected_rows_lie_beside_a_csv_and_a_later_run_without_any_says_so(
    screening: Screening, tmp_path: Path
) -> None:
    out = tmp_path / "flagged.csv"
    assert write_rejected(screening, out) is None and not (tmp_path / "flagged.rejected.csv").exists()
    told = replace(screening.sheet, rejected=(RejectedRow("Suppliers", 4, "=the row has no name"),))
    beside = write_rejected(replace(screening, sheet=told), out)
    assert beside is not None and beside.name == "flagged.rejected.csv"
    with beside.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["sheet", "row", "reason"], ["Suppliers", "4", "'=the row has no name"]]
    assert write_rejected(screening, out) is None
    assert len(beside.read_text(encoding="utf-8-sig").splitlines()) == 1


def test_a_further_party_that_matched_is_named_with_its_header(screening: Screening) -> None:
    found = screening.lines[0]
    line = replace(found.line, supplier_name="Clean Ltd", other_parties=(("Parent", "Hoshine Group"),))
    match = replace(a_match(), field="other_parties.0")
    flag = a_flag()
    said = replace(found, line=line, matches=(match,), flags=(flag,))
    sentence = flag_sentence(said, flag, TITLES, versions_by_key(COVERAGE))
    assert 'Parent (further party) "Hoshine Group" matches' in sentence
    assert json.loads(next(jsonl_lines(replace(screening, lines=(said,)))))["other_parties"] == [
        {"header": "Parent", "name": "Hoshine Group"}
    ]


def test_csv_holds_every_line_in_order(screening: Screening, tmp_path: Path) -> None:
    write_csv(screening, tmp_path / "out.csv", titles=TITLES)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["row"], row["supplier"], row["severity"]) for row in rows] == [
        ("2", "Hoshine", "import_barred"),
        ("3", "Other", ""),
    ]
    assert rows[0]["list"] == "UFLPA Entity List"


def recovered(field: str) -> str:
    """The text behind the apostrophe."""
    return field[1:] if field.startswith("'") and would_run(field[1:]) else field


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("=+-@\t\r\n'\" "), max_size=12))
def test_no_csv_field_starts_with_what_runs_and_the_text_is_recoverable(text: str) -> None:
    field = csv_text(text)
    assert not field.lstrip("\"' ").startswith(STARTS) or field.startswith("'")
    if not any(ord(char) < 0x20 and char not in "\t\n\r" for char in text):
        assert recovered(field) == text


def test_csv_with_hostile_names_reads_back_field_by_field(screening: Screening, tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", '"=1+1', "-2", "@x", "\tx", "\rx", "\nx", "a\x00b\x1b"]
    hostile = replace(screening, lines=tuple(a_line(row, name, goods=name) for row, name in enumerate(names, 2)))
    write_csv(hostile, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [recovered(row["supplier"]) for row in rows] == [*names[:-1], "a_x0000_b_x001B_"]
    assert not any(field.startswith(STARTS) for row in rows for field in row.values())


def test_a_flag_is_one_sentence_with_list_edition_law_and_next_step(screening: Screening) -> None:
    line = screening.lines[0]
    assert flag_sentence(line, line.flags[1], TITLES, versions_by_key(COVERAGE)) == (
        'Import barred: supplier "Hoshine" matches "Hoshine Silicon" on UFLPA Entity List (2025-08, as of '
        "2025-08-14), under P.L. 117-78 section 3, 19 USC 1307, score 0.97: goods are presumed made with forced "
        "labor; next: hold the order and ask for tracing evidence."
    )


def test_a_maker_that_matched_is_named_as_the_maker(screening: Screening) -> None:
    line = screening.lines[0]
    made = replace(
        line,
        line=replace(line.line, maker="Hoshine Works"),
        matches=(replace(line.matches[0], field="maker"),),
    )
    assert 'maker "Hoshine Works" matches' in flag_sentence(made, made.flags[0], TITLES, {})


def test_a_goods_flag_speaks_of_the_goods_and_their_origin(screening: Screening) -> None:
    flag = replace(a_flag(Severity.HIGH, entry="Gloves, Malaysia"), axes=(Axis.WHAT, Axis.WHERE), list_key="dol_goods")
    line = replace(a_line(2, "Supplier", [flag], goods="Nitrile gloves"), origin="MY")
    assert 'goods "Nitrile gloves" from Malaysia meet "Gloves, Malaysia" on DOL List of Goods' in flag_sentence(
        line, flag, TITLES, {}
    )


def test_the_coverage_names_versions_date_and_every_missing_list(screening: Screening) -> None:
    none = replace(screening, lines=(a_line(2, "Other"),))
    assert coverage_sentence(none) == (
        "No flags under these 2 list versions on 2026-11-22; 1 list stale or absent: "
        "CBP Withhold Release Orders (absent)."
    )


def test_without_a_single_list_nothing_was_screened(screening: Screening) -> None:
    none = replace(screening, coverage=Coverage((), COVERAGE.missing, False))
    assert coverage_sentence(none).startswith("No list version was available on 2026-11-22, so nothing was screened")


def test_the_report_orders_flags_by_consequence_and_never_gives_a_verdict(screening: Screening) -> None:
    report = human_report(screening, titles=TITLES)
    severities = [line.severity for line in screening.lines if line.severity]
    headings = [report.index(f"\n{SEVERITY_WORDS[s].upper()} (") for s in sorted(set(severities), key=lambda s: s.rank)]
    assert headings == sorted(headings)
    assert "Why: Every word of the name agrees (“HOSHINE SILICON” / “Hoshine Silicon”)." in " ".join(report.split())
    assert report.count("Next: ") == sum(1 for line in screening.lines if line.flags)
    assert "came bundled with the program" in report
    assert not {"clean", "clear"} & set(report.lower().split())


def test_the_values_compared_are_told_once_and_the_weightiest_reasons_first(screening: Screening) -> None:
    same = a_flag().reasons[0]
    reasons = (*(replace(same, says=says) for says in "abcde"), replace(same, says="f", supplier="", entry="own"))
    leading, further = reasons_told(replace(a_flag(), reasons=reasons))
    assert leading == ("a (“HOSHINE SILICON” / “Hoshine Silicon”)", "b", "c", "f (“own”)")
    assert further == ("d", "e")


def test_what_only_raises_no_objection_is_told_after_what_speaks_for_a_flag() -> None:
    same = a_flag().reasons[0]
    vacuous = replace(same, feature="sounds_of_characters_agree", says="no character sounds otherwise")
    leading, _ = reasons_told(replace(a_flag(), reasons=(vacuous, replace(same, says="a rare word agrees"))))
    assert [said.split(" (")[0] for said in leading] == ["a rare word agrees", "no character sounds otherwise"]


def test_what_speaks_for_a_flag_is_told_before_what_only_raises_no_objection() -> None:
    quiet = Reason(next(iter(NO_OBJECTION)), "no country given", "", "", 0.0)
    first, second = (Reason(kind, says, "", "", 1.0) for kind, says in (("word", "rare"), ("legal_form", "agrees")))
    assert telling_first((quiet, first, second)) == [first, second, quiet]


def test_the_features_that_only_raise_no_objection_are_features() -> None:
    assert {*NO_OBJECTION} <= {*TABLE}


def test_a_rule_of_law_is_no_list_to_stand_on() -> None:
    rule = replace(a_flag(), list_key="policy")
    assert on_list(rule, "rule of law (no list)") == "by rule of law (no list)"
    assert on_list(a_flag(), "UFLPA Entity List") == "on UFLPA Entity List"


def test_the_report_says_how_many_flags_it_did_not_tell(screening: Screening) -> None:
    two = replace(screening, lines=(screening.lines[0], a_line(4, "Third", [a_flag()])))
    assert "1 further flagged row not told here" in human_report(two, limit=1)
    assert "not told here" not in human_report(two, limit=2)


def test_the_report_cannot_drive_a_terminal(screening: Screening) -> None:
    name = "Evil\x1b[2J\u202eLtd\x9b"
    hostile = replace(screening, lines=(a_line(2, name, [a_flag(entry=name)]),))
    report = human_report(hostile)
    assert not {"\x1b", "\u202e", "\x9b"} & set(report)
    assert "Evil\\x1b[2J\\u202eLtd\\x9b" in report


def test_refreshed_versions_are_not_called_bundled(screening: Screening) -> None:
    refreshed = replace(screening, coverage=Coverage((a_version(origin="refreshed"),), (), True))
    assert "bundled" not in human_report(refreshed)
