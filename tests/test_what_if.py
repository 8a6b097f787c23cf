"""Before a threshold is changed, the command line tells what would change; each rule one sentence."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from supplychain.commands.what_if import report, weigh
from supplychain.matching.settings import MatchSettings
from supplychain.store.kept_matches import ConfirmedMatch, KeptMatch, KeptSupplier

Run = Callable[..., subprocess.CompletedProcess[str]]
NOW = MatchSettings(threshold=0.80, cutoff=0.50)


def kept(name: str, *scores: float, screening: str = "s1") -> KeptSupplier:
    matches = tuple(KeptMatch("ofac_sdn", f"LISTED {name}", score) for score in scores)
    return KeptSupplier(name, {"supplier_name": name}, screening, 0.5, matches)


def then(threshold: float) -> tuple[MatchSettings, MatchSettings]:
    return NOW, MatchSettings(threshold=threshold, cutoff=0.50)


def test_a_raised_threshold_tells_the_matches_it_would_lose() -> None:
    answer = weigh([kept("A", 0.95), kept("B", 0.83, 0.6), kept("C")], [], then(0.90))
    assert [(one.supplier, one.score) for one in answer.lost] == [("B", 0.83)]
    assert (answer.now.suppliers_flagged, answer.then.suppliers_flagged) == (2, 1)
    assert answer.now.flagged_per_1000 == pytest.approx(666.67)
    assert not answer.gained


def test_a_lowered_threshold_tells_the_matches_it_would_flag() -> None:
    answer = weigh([kept("A", 0.95), kept("B", 0.75)], [], then(0.70))
    assert [one.supplier for one in answer.gained] == ["B"]
    assert not answer.lost


def test_a_match_that_a_reviewer_called_true_comes_first_even_where_no_screening_holds_it() -> None:
    confirmed = [ConfirmedMatch("B", "ofac_sdn", "17", 0.83), ConfirmedMatch("GONE", "cbp_wro", "4", 0.82)]
    answer = weigh([kept("A", 0.89), kept("B", 0.83)], confirmed, then(0.90))
    assert [(one.supplier, one.confirmed) for one in answer.lost] == [("B", True), ("GONE", True), ("A", False)]
    assert "confirmed by a reviewer" in report(answer)


def test_one_name_on_many_lines_counts_once() -> None:
    answer = weigh([kept("A", 0.95), kept("A", 0.95, screening="s2")], [], then(0.90))
    assert (answer.suppliers, answer.now.suppliers_flagged, answer.now.matches_flagged) == (1, 1, 1)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [
                ["Supplier"],
                ["Hoshine Silicon Industry Co., Ltd."],
                ["Hoshine Silicon Indstry Shansan"],
                ["Bluewater Linen"],
            ]
        )
    return path


def test_the_command_answers_from_the_kept_screenings_and_matches_again_below_their_cutoff(
    supplychain: Run, sheet: Path
) -> None:
    assert supplychain("screen", sheet, "--format", "jsonl").returncode == 0
    higher = json.loads(supplychain("what-if", "--threshold", "0.99", "--format", "json").stdout)
    assert higher["suppliers"] == 3 and higher["matched_again"] == 0
    assert higher["then"]["suppliers_flagged"] == 0 < higher["now"]["suppliers_flagged"]
    assert len(higher["lost"]) >= higher["now"]["suppliers_flagged"]
    lower = json.loads(supplychain("what-if", "--threshold", "0.45", "--cutoff", "0.4", "--format", "json").stdout)
    assert lower["matched_again"] == 3
    assert lower["then"]["matches_kept"] >= lower["now"]["matches_kept"]
    assert "Known matches that would be lost" in supplychain("what-if", "--threshold", "0.99").stdout


def test_with_no_screening_kept_one_sentence_says_what_to_do(supplychain: Run) -> None:
    done = supplychain("what-if", "--threshold", "0.9")
    assert done.returncode == 2
    assert "screen a file first" in done.stderr and "Traceback" not in done.stderr
