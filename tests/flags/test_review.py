"""Who may decide what, whose word holds, and what a decision leaves behind."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from reviewed import ADA, ANN, BEN, FAY, HETIAN, HOSHINE, LINE, OTTO, Bench, Somebody, other

from supplychain.errors import ConflictError, NotAllowedError, ReviewError, UnknownFlagError
from supplychain.flags.review import dispose, dispose_many, expire_due, second, second_many, undo
from supplychain.flags.review_rules import FOUR_EYES_SCORE, LONGEST_REASON, Answer
from supplychain.model import Decision, DispositionStatus, Severity, StandingStatus
from supplychain.store import Store
from supplychain.store.audit import audit_of
from supplychain.store.audit_verify import verify_trail
from supplychain.store.dispositions import decided_with, dispositions_of, load_disposition, waiting_dispositions
from supplychain.store.overview import expiring_count
from supplychain.store.twins import twins_of

NO = Answer(Decision.FALSE_POSITIVE, "Another company: different owner and address.")
YES = Answer(Decision.TRUE_MATCH, "The same company by its registered number.")


@pytest.fixture
def bench(store: Store) -> Bench:
    """One upload with one import-barred flag of a high score."""
    made = Bench(store)
    made.upload()
    return made


def test_a_decision_holds_from_the_moment_it_is_taken(bench: Bench) -> None:
    flag = bench.only()
    outcome = dispose(bench.store, flag.flag_id, YES, revision=flag.revision, by=bench.by())
    now = bench.again(flag)
    assert (outcome.kept, outcome.status, now.status) == (True, StandingStatus.DECIDED, StandingStatus.DECIDED)
    assert (now.decision, now.revision) == ("true_match", flag.revision + 1)
    assert now.valid_until == bench.now + timedelta(days=365)
    assert bench.waiting() == ()


def test_a_further_party_is_left_behind_under_its_own_columns_header(store: Store) -> None:
    made = Bench(store)
    made.upload(replace(LINE, other_parties=(("Parent company", "Harbour Holdings"),)))
    made.decide(Decision.TRUE_MATCH, reason=YES.reason)
    (kept,) = dispositions_of(store, "main", [made.only().flag_id])
    told = [one for one in kept.content["searched"]["values"] if one["field"] == "other_parties"]
    assert [(one["heading"], one["value"]) for one in told] == [("Parent company", "Harbour Holdings")]


def test_a_decision_leaves_behind_everything_it_rests_on(bench: Bench) -> None:
    bench.decide(Decision.TRUE_MATCH, reason=YES.reason)
    (kept,) = dispositions_of(bench.store, "main", [bench.only().flag_id])
    record = kept.content
    name = record["searched"]["values"][0] | {"normalised": ""}
    assert name == {"field": "supplier_name", "heading": "Vendor name", "value": "Hoshine Silicon", "normalised": ""}
    assert record["searched"]["values"][0]["normalised"] == "hoshine silicon"
    assert len(record["searched"]["file_sha256"]) == 64
    assert [(row["sheet"], row["row"]) for row in record["searched"]["rows"]] == [("Vendors", 7)]
    assert record["source"]["source_url"] == "https://example.org/list.csv"
    assert {"fetched_at", "as_of", "sha256", "entries"} <= record["source"].keys()
    assert record["entry"]["name"] == HOSHINE.name
    assert (record["judgement"]["engine"], record["judgement"]["threshold"]) == ("0.1.0", 0.8)
    assert record["judgement"]["cutoff"] == 0.6
    feature = record["flag"]["reasons"][0]
    assert (feature["supplier"], feature["entry"], feature["points"]) == ("Hoshine Silicon", HOSHINE.name, 62.0)
    assert [one["matched_name"] for one in record["candidates"]] == [HOSHINE.name, HETIAN.name]
    assert [gap["list_key"] for gap in record["coverage"]["missing"]] == ["un_sc"]
    assert (kept.reason, kept.reviewer, kept.decided_at) == (YES.reason, "ann", bench.now)
    assert (kept.prior_disposition_id, kept.second_reviewer) == ("", "")
    assert kept.entry_fingerprint == bench.only().entry_fingerprint


def test_the_trail_names_a_decision_by_ids_and_fingerprints_alone(bench: Bench) -> None:
    bench.decide(Decision.TRUE_MATCH, reason="Hoshine Silicon is the very same company")
    (kept,) = dispositions_of(bench.store, "main", [bench.only().flag_id])
    (event,) = (one.event for one in audit_of(bench.store, "disposition", kept.disposition_id))
    assert (event.actor, event.action, event.request_id) == ("ann", "disposition.decide", "request-1")
    assert "Hoshine" not in repr(event)
    assert verify_trail(bench.store).faults == ()


@pytest.mark.parametrize("reason", ["", "   ", "ok", "x" * (LONGEST_REASON + 1)])
def test_a_decision_needs_a_reason_that_explains(bench: Bench, reason: str) -> None:
    flag = bench.only()
    with pytest.raises(ReviewError):
        dispose(bench.store, flag.flag_id, replace(NO, reason=reason), revision=flag.revision, by=bench.by())
    assert bench.again(flag) == flag


@pytest.mark.parametrize("days", [-1, 0, 100, 10_000])
def test_no_decision_holds_for_ever_or_into_the_past(bench: Bench, days: int) -> None:
    answer = Answer(Decision.UNSURE, "Waiting for the supplier.", bench.now + timedelta(days=days))
    with pytest.raises(ReviewError):
        dispose(bench.store, bench.only().flag_id, answer, revision=1, by=bench.by())


def test_an_officer_decides_nothing(bench: Bench) -> None:
    flag = bench.decide(Decision.FALSE_POSITIVE)
    (waits,) = waiting_dispositions(bench.store, "main")
    for act in (
        lambda: dispose(bench.store, flag.flag_id, YES, revision=flag.revision, by=bench.by(OTTO)),
        lambda: dispose_many(bench.store, {flag.flag_id: flag.revision}, YES, by=bench.by(OTTO)),
        lambda: second(bench.store, waits.disposition_id, True, reason="", by=bench.by(OTTO)),
        lambda: undo(bench.store, flag.flag_id, by=bench.by(OTTO)),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_another_organisations_flag_is_as_unknown_as_one_that_never_was(bench: Bench) -> None:
    flag = bench.decide(Decision.FALSE_POSITIVE)
    (waits,) = waiting_dispositions(bench.store, "main")
    said = set()
    for flag_id in (flag.flag_id, "0" * 32):
        with pytest.raises(UnknownFlagError) as refused:
            dispose(bench.store, flag_id, YES, revision=flag.revision, by=bench.by(FAY))
        said.add(str(refused.value))
        with pytest.raises(UnknownFlagError):
            undo(bench.store, flag_id, by=bench.by(FAY))
    assert len(said) == 1
    with pytest.raises(UnknownFlagError):
        second(bench.store, waits.disposition_id, True, reason="", by=bench.by(FAY))
    assert bench.flags("other") == ()
    assert dispose_many(bench.store, {flag.flag_id: flag.revision}, YES, by=bench.by(FAY))[0].kept is False
    assert bench.again(flag) == flag


@pytest.mark.parametrize("severity", [Severity.PROHIBITED, Severity.IMPORT_BARRED])
def test_dismissing_a_grave_high_flag_waits_for_another_person(store: Store, severity: Severity) -> None:
    bench = Bench(store, severity=severity, score=FOUR_EYES_SCORE)
    bench.upload()
    flag = bench.decide(Decision.FALSE_POSITIVE)
    assert (flag.status, flag.decision) == (StandingStatus.PENDING_SECOND, "")
    assert bench.waiting() == (flag,)
    (waits,) = waiting_dispositions(store, "main")
    with pytest.raises(NotAllowedError, match="another person"):
        second(store, waits.disposition_id, True, reason="", by=bench.by(ANN))
    outcome = second(store, waits.disposition_id, True, reason="", by=bench.by(BEN))
    kept = load_disposition(store, "main", waits.disposition_id)
    assert (outcome.status, kept.status) == (StandingStatus.DECIDED, DispositionStatus.FINAL)
    assert (kept.reviewer, kept.second_reviewer, kept.seconded_at) == ("ann", "ben", bench.now)
    assert bench.only().decision == "false_positive"
    assert verify_trail(store).faults == ()


def test_a_refused_dismissal_leaves_the_flag_open_with_both_opinions(bench: Bench) -> None:
    bench.decide(Decision.FALSE_POSITIVE)
    (waits,) = waiting_dispositions(bench.store, "main")
    with pytest.raises(ReviewError):
        second(bench.store, waits.disposition_id, False, reason=" ", by=bench.by(BEN))
    second(bench.store, waits.disposition_id, False, reason="The address is theirs.", by=bench.by(BEN))
    kept = load_disposition(bench.store, "main", waits.disposition_id)
    assert (bench.only().status, kept.status) == (StandingStatus.OPEN, DispositionStatus.REFUSED)
    assert kept.content["second"]["reason"] == "The address is theirs."
    with pytest.raises(ConflictError, match="refused"):
        second(bench.store, waits.disposition_id, True, reason="", by=bench.by(ADA))
    assert bench.decide(Decision.TRUE_MATCH).decision == "true_match"


def test_of_two_second_persons_at_once_one_is_heard(bench: Bench) -> None:
    bench.decide(Decision.FALSE_POSITIVE)
    (waits,) = waiting_dispositions(bench.store, "main")
    gate = threading.Barrier(2)
    came: list[object] = []

    def act(who: Somebody, agree: bool) -> None:
        gate.wait()
        try:
            came.append(second(bench.store, waits.disposition_id, agree, reason="I looked too.", by=bench.by(who)))
        except ConflictError as refused:
            came.append(refused)

    both = [threading.Thread(target=act, args=pair) for pair in ((BEN, True), (ADA, False))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(isinstance(one, ConflictError) for one in came) == [False, True]
    kept = load_disposition(bench.store, "main", waits.disposition_id)
    assert (kept.second_reviewer == "ben") == (bench.only().status is StandingStatus.DECIDED)
    assert verify_trail(bench.store).faults == ()


@pytest.mark.parametrize(
    ("severity", "score", "decision"),
    [
        (Severity.IMPORT_BARRED, FOUR_EYES_SCORE - 0.01, Decision.FALSE_POSITIVE),
        (Severity.HIGH, 0.99, Decision.FALSE_POSITIVE),
        (Severity.PROHIBITED, 0.99, Decision.TRUE_MATCH),
        (Severity.PROHIBITED, 0.99, Decision.ESCALATED),
        (Severity.PROHIBITED, 0.99, Decision.UNSURE),
    ],
)
def test_all_else_is_decided_by_one(store: Store, severity: Severity, score: float, decision: Decision) -> None:
    bench = Bench(store, severity=severity, score=score)
    bench.upload()
    assert bench.decide(decision).status is StandingStatus.DECIDED


def test_taking_a_true_match_back_to_a_dismissal_needs_two_as_well(bench: Bench) -> None:
    flag = bench.decide(Decision.TRUE_MATCH)
    flag = bench.decide(Decision.FALSE_POSITIVE, BEN)
    assert flag.status is StandingStatus.PENDING_SECOND
    first, proposed = dispositions_of(bench.store, "main", [flag.flag_id])
    assert (first.status, proposed.prior_disposition_id) == (DispositionStatus.FINAL, first.disposition_id)
    second(bench.store, proposed.disposition_id, True, reason="", by=bench.by(ANN))
    first, proposed = dispositions_of(bench.store, "main", [flag.flag_id])
    assert (first.status, proposed.status) == (DispositionStatus.SUPERSEDED, DispositionStatus.FINAL)
    assert verify_trail(bench.store).faults == ()


def test_a_flag_seen_at_an_older_revision_is_not_decided_and_the_winner_is_named(bench: Bench) -> None:
    seen = bench.only()
    bench.decide(Decision.TRUE_MATCH, BEN)
    with pytest.raises(ConflictError, match=r"ben decided “true match” on 2026-11-22 02:00 UTC"):
        dispose(bench.store, seen.flag_id, NO, revision=seen.revision, by=bench.by(ANN))


def test_of_two_reviewers_at_once_exactly_one_wins_fifty_times(bench: Bench) -> None:
    told = []
    for _ in range(50):
        flag = bench.only()
        gate = threading.Barrier(2)
        came: dict[str, object] = {}

        def act(
            who: Somebody, seen: int = flag.revision, gate: threading.Barrier = gate, came: dict[str, object] = came
        ) -> None:
            gate.wait()
            answer = Answer(Decision.ESCALATED, f"Looked at by {who.account_id}.")
            try:
                came[who.account_id] = dispose(
                    bench.store, bench.only().flag_id, answer, revision=seen, by=bench.by(who)
                )
            except ConflictError as refused:
                came[who.account_id] = refused

        both = [threading.Thread(target=act, args=(who,)) for who in (ANN, BEN)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        lost = [one for one in came.values() if isinstance(one, ConflictError)]
        assert (len(came), len(lost)) == (2, 1), came
        told.append(str(lost[0]))
        bench.later(seconds=1)
    assert all("decided “escalated”" in one for one in told)
    assert len(dispositions_of(bench.store, "main", [bench.only().flag_id])) == 50
    assert verify_trail(bench.store).faults == ()


def test_ones_own_latest_decision_is_undone_within_minutes_and_stays_on_record(bench: Bench) -> None:
    flag = bench.decide(Decision.TRUE_MATCH)
    with pytest.raises(NotAllowedError, match="ann decided"):
        undo(bench.store, flag.flag_id, by=bench.by(BEN))
    bench.later(minutes=14)
    undo(bench.store, flag.flag_id, by=bench.by(ANN))
    (kept,) = dispositions_of(bench.store, "main", [flag.flag_id])
    assert (bench.only().status, bench.only().decision) == (StandingStatus.OPEN, "")
    assert kept.status is DispositionStatus.UNDONE
    with pytest.raises(ConflictError):
        undo(bench.store, flag.flag_id, by=bench.by(ANN))
    assert verify_trail(bench.store).faults == ()


def test_undoing_brings_back_what_held_before(bench: Bench) -> None:
    before = bench.decide(Decision.TRUE_MATCH)
    bench.decide(Decision.ESCALATED, BEN)
    undo(bench.store, before.flag_id, by=bench.by(BEN))
    now = bench.only()
    assert (now.status, now.decision, now.valid_until) == (before.status, before.decision, before.valid_until)
    statuses = [one.status for one in dispositions_of(bench.store, "main", [before.flag_id])]
    assert statuses == [DispositionStatus.FINAL, DispositionStatus.UNDONE]
    assert verify_trail(bench.store).faults == ()


def test_a_late_or_confirmed_decision_is_not_undone(bench: Bench) -> None:
    flag = bench.decide(Decision.FALSE_POSITIVE)
    (waits,) = waiting_dispositions(bench.store, "main")
    second(bench.store, waits.disposition_id, True, reason="", by=bench.by(BEN))
    with pytest.raises(NotAllowedError, match="second person"):
        undo(bench.store, flag.flag_id, by=bench.by(ANN))
    flag = bench.decide(Decision.TRUE_MATCH)
    bench.later(minutes=16)
    with pytest.raises(NotAllowedError, match="15 minutes"):
        undo(bench.store, flag.flag_id, by=bench.by(ANN))


def test_one_answer_decides_the_same_pair_on_many_lines_each_with_its_own_record(store: Store) -> None:
    bench = Bench(store, score=0.82)
    lines = [other(row=row, address=f"Building {row}") for row in range(2, 6)]
    bench.upload(*lines)
    flags = bench.flags()
    assert len(flags) == 4
    assert twins_of(store, flags[0]).total == len(twins_of(store, flags[0]).shown) == 3
    stale = bench.decide(Decision.TRUE_MATCH, BEN, flags[3])
    seen = {one.flag_id: one.revision for one in flags}
    outcomes = dispose_many(store, seen, NO, by=bench.by())
    assert [one.kept for one in outcomes].count(True) == 3
    refused = next(one for one in outcomes if not one.kept)
    assert refused.flag_id == stale.flag_id
    assert "ben decided" in refused.message
    assert len(dispositions_of(store, "main", seen)) == 4
    assert verify_trail(store).decisions == 4


def test_different_pairs_are_not_decided_with_one_answer(store: Store) -> None:
    bench = Bench(store)
    bench.upload(LINE, other(row=8, supplier_name="Hoshine Trading", supplier_id="V-9"))
    seen = {one.flag_id: one.revision for one in bench.flags()}
    assert len(seen) == 2
    with pytest.raises(ReviewError, match="one supplier and one list entry"):
        dispose_many(store, seen, NO, by=bench.by())
    assert all(one.status is StandingStatus.OPEN for one in bench.flags())


def test_expiry_announces_itself_and_reopens(bench: Bench) -> None:
    flag = bench.decide(Decision.TRUE_MATCH)
    assert expiring_count(bench.store, "main", bench.now + timedelta(days=30)) == 0
    bench.later(days=340)
    assert expiring_count(bench.store, "main", bench.now + timedelta(days=30)) == 1
    assert expiring_count(bench.store, "other", bench.now + timedelta(days=30)) == 0
    assert expire_due(bench.store, bench.clock).counts["reopened"] == 0
    bench.later(days=30)
    assert expire_due(bench.store, bench.clock).counts == {"reopened": 1, "skipped": 0}
    assert expire_due(bench.store, bench.clock).counts["reopened"] == 0
    (kept,) = dispositions_of(bench.store, "main", [flag.flag_id])
    assert (bench.only().status, kept.status) == (StandingStatus.REOPENED, DispositionStatus.EXPIRED)
    assert verify_trail(bench.store).faults == ()


def test_a_batch_that_needs_two_people_is_seconded_as_a_batch_each_with_its_own_record(store: Store) -> None:
    bench = Bench(store)
    bench.upload(*(other(row=row, address=f"Building {row}") for row in range(2, 6)))
    seen = {one.flag_id: one.revision for one in bench.flags()}
    assert len(seen) == 4
    dispose_many(store, seen, NO, by=bench.by())
    first, *others = waiting_dispositions(store, "main")
    assert decided_with(store, first) == tuple(others)
    ids = [first.disposition_id, *(one.disposition_id for one in others)]
    second(store, ids[3], True, reason="", by=bench.by(ADA))  # somebody was quicker with one of them
    outcomes = second_many(store, ids, True, reason="The register.", by=bench.by(BEN))
    assert [one.kept for one in outcomes] == [True, True, True, False]
    assert "ada decided" in outcomes[3].message
    kept = dispositions_of(store, "main", seen)
    assert {(one.status, one.second_reviewer) for one in kept} == {
        (DispositionStatus.FINAL, "ben"), (DispositionStatus.FINAL, "ada")
    }  # fmt: skip
    assert {one.decision for one in bench.flags()} == {"false_positive"}
    assert verify_trail(store).faults == ()
    assert len(audit_of(store, "disposition", ids[0])) == 2


def test_a_batch_is_refused_as_a_batch_with_one_reason(store: Store) -> None:
    bench = Bench(store)
    bench.upload(*(other(row=row, address=f"Building {row}") for row in (2, 3)))
    dispose_many(store, {one.flag_id: one.revision for one in bench.flags()}, NO, by=bench.by())
    ids = [one.disposition_id for one in waiting_dispositions(store, "main")]
    with pytest.raises(ReviewError, match="Say why"):
        second_many(store, ids, False, reason=" ", by=bench.by(BEN))
    second_many(store, ids, False, reason="It is their address.", by=bench.by(BEN))
    assert {one.status for one in bench.flags()} == {StandingStatus.OPEN}
    kept = dispositions_of(store, "main", [one.flag_id for one in bench.flags()])
    assert {one.content["second"]["reason"] for one in kept} == {"It is their address."}


def test_what_was_not_decided_together_is_not_seconded_together_nor_by_its_own_reviewer(store: Store) -> None:
    bench = Bench(store)
    bench.upload(LINE, other(row=8, address="Building 8"))
    one, another = bench.flags()
    bench.decide(Decision.FALSE_POSITIVE, ANN, one)
    bench.decide(Decision.FALSE_POSITIVE, ANN, another)
    first, last = waiting_dispositions(store, "main")
    assert decided_with(store, first) == ()
    ids = [first.disposition_id, last.disposition_id]
    with pytest.raises(ReviewError, match="not decided together"):
        second_many(store, ids, True, reason="", by=bench.by(BEN))
    with pytest.raises(NotAllowedError, match="another person"):
        second_many(store, ids[:1], True, reason="", by=bench.by(ANN))
    with pytest.raises(NotAllowedError):
        second_many(store, ids[:1], True, reason="", by=bench.by(OTTO))
    for wrong in ([*ids, "0" * 32], ["x"]):
        with pytest.raises(UnknownFlagError):
            second_many(store, wrong, True, reason="", by=bench.by(BEN))
    with pytest.raises(UnknownFlagError):
        second_many(store, ids, True, reason="", by=bench.by(FAY))
    with pytest.raises(ReviewError, match="No dismissal"):
        second_many(store, [], True, reason="", by=bench.by(BEN))
    assert {one.status for one in bench.flags()} == {StandingStatus.PENDING_SECOND}
