"""The review queue and the flag: what waits, side by side, and a form that takes the decision.

Works without JavaScript; every change goes through the core with the person who is signed in. Refuses to judge and to
know SQL.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from supplychain.errors import ConflictError, NotAllowedError, ReviewError, UnknownFlagError, UsageError
from supplychain.flags.review import Outcome, dispose, dispose_many, last_word, second, second_many, undo
from supplychain.flags.review_rules import DECIDERS, LONGEST_REASON, UNDO_MINUTES, Answer, Asking
from supplychain.model import Decision, DispositionStatus, StandingStatus
from supplychain.store.accounts import account_names
from supplychain.store.dispositions import Disposition, StandingFlag, load_flag, load_flags, waiting_dispositions
from supplychain.store.evidence import MOST_BYTES, Attachment, add_evidence, evidence_bytes
from supplychain.store.review_queue import next_waiting, queue
from web.desk import Desk, this_desk
from web.identity import Person, person
from web.language import translated
from web.queue_walk import this_walk, walk_of
from web.review_pages import alike, facet_groups, flag_page, grouped

review = Blueprint("review", __name__, url_prefix="/review")


@review.get("")
def index() -> str:
    """The queue, filtered as the address says; as given, what waits for somebody."""
    desk, who = this_desk(), person()
    walk = this_walk()
    try:
        page = queue(desk.store, who.organisation_id, walk.filters, walk.order, request.args.get("after", ""))
    except UsageError:
        abort(404)
    titles = desk.titles()
    return render_template(
        "review/index.html",
        page=page,
        walk=walk,
        groups=facet_groups(page.facets, walk.filters, titles),
        alike=alike(page.flags),
        titles=titles,
    )


@review.get("/waiting")
def waiting() -> str:
    """Dismissals that wait for a second pair of eyes."""
    desk, who = this_desk(), person()
    waits = waiting_dispositions(desk.store, who.organisation_id)
    flags = load_flags(desk.store, who.organisation_id, (one.flag_id for one in waits))
    return render_template(
        "review/waiting.html",
        batches=grouped((one for one in waits if one.flag_id in flags), flags),
        flags=flags,
        walk=walk_of(MultiDict({"status": StandingStatus.PENDING_SECOND.value})),
        names=account_names(desk.store, who.organisation_id),
        me=who.account_id,
        titles=desk.titles(),
    )


@review.get("/<flag_id>")
def show(flag_id: str) -> str:
    """One flag with all there is to know of it, and the form."""
    return _page(flag_id)[0]


@review.post("/<flag_id>/decision")
def decide(flag_id: str) -> Response | tuple[str, int]:
    """One decision, upon this flag and those of the same pair that were ticked."""
    form = request.form
    asking = _asking()
    try:
        answer = Answer(_decision(form.get("decision", "")), form.get("reason", ""), _date(form.get("until", "")))
        revision = _number(form.get("revision", ""))
        ticked = dict(_seen(value) for value in form.getlist("also"))
        if ticked:
            outcomes = dispose_many(this_desk().store, {flag_id: revision, **ticked}, answer, by=asking)
            return _told_many(flag_id, outcomes)
        dispose(this_desk().store, flag_id, answer, revision=revision, by=asking)
    except (ConflictError, ReviewError) as refused:
        return _refused(flag_id, refused)
    return _onward(flag_id)


@review.post("/<flag_id>/second")
def agree(flag_id: str) -> Response | tuple[str, int]:
    """A second pair of eyes agrees or refuses, upon this dismissal and those of the same batch that were ticked."""
    said = request.form.get("agree", "")
    if said not in ("yes", "no"):
        abort(400)
    try:
        waits, reason = request.form.get("disposition", ""), request.form.get("reason", "")
        if also := request.form.getlist("also"):
            outcomes = second_many(this_desk().store, [waits, *also], said == "yes", reason=reason, by=_asking())
            return _told_many(flag_id, outcomes)
        second(this_desk().store, waits, said == "yes", reason=reason, by=_asking())
    except (ConflictError, ReviewError) as refused:
        return _refused(flag_id, refused)
    return _onward(flag_id)


@review.post("/<flag_id>/undo")
def take_back(flag_id: str) -> Response | tuple[str, int]:
    """Takes back one's own latest decision."""
    try:
        undo(this_desk().store, flag_id, by=_asking())
    except (ConflictError, ReviewError) as refused:
        return _refused(flag_id, refused)
    return _to(flag_id, done=flag_id, undone=1)


@review.post("/<flag_id>/evidence")
def attach(flag_id: str) -> Response | tuple[str, int]:
    """Attaches a file to the flag."""
    sent = request.files.getlist("file")
    try:
        if len(sent) != 1 or not sent[0].filename:
            raise ReviewError(translated("Choose one file to attach."))
        file = Attachment(sent[0].filename, sent[0].stream.read(MOST_BYTES + 1), request.form.get("note", ""))
        add_evidence(this_desk().store, person().organisation_id, flag_id, file, _asking().deed("evidence.add"))
    except ReviewError as refused:
        return _refused(flag_id, refused)
    return _to(flag_id, _anchor="evidence")


@review.get("/evidence/<evidence_id>")
def download(evidence_id: str) -> Response:
    """A file as it came: to be kept, never shown in the browser."""
    try:
        about, content = evidence_bytes(this_desk().store, person().organisation_id, evidence_id)
    except UnknownFlagError:
        abort(404)
    kind = "application/octet-stream"
    return send_file(io.BytesIO(content), kind, as_attachment=True, download_name=about.file_name, max_age=0)


def _page(flag_id: str, problem: str = "") -> tuple[str, StandingFlag]:
    desk, who = this_desk(), person()
    try:
        flag = load_flag(desk.store, who.organisation_id, flag_id)
    except UnknownFlagError:
        abort(404)
    done = _just_decided(desk, who) if request.method == "GET" else None
    titles = desk.titles()
    shown = flag_page(desk.store, flag, titles)
    page = render_template(
        "review/show.html",
        **shown,
        names=account_names(desk.store, who.organisation_id),
        me=who.account_id,
        decides=who.role in DECIDERS,
        can_undo=_can_undo(desk, who, next((one for one in shown["decisions"] if one.flag_id == flag_id), None)),
        done=done,
        problem=problem,
        said=request.form,
        walk=this_walk(),
        following=_following(flag),
        titles=titles,
        longest_reason=LONGEST_REASON,
        undo_minutes=UNDO_MINUTES,
        most_megabytes=MOST_BYTES // 1_000_000,
    )
    return page, flag


def _refused(flag_id: str, refused: ReviewError) -> tuple[str, int]:
    """The page of a conflict, with the reason that was typed so that it is not lost; the flag's own page with the
    sentence for what can be put right; the plain pages for the rest."""
    if isinstance(refused, UnknownFlagError):
        abort(404)
    if isinstance(refused, NotAllowedError):
        abort(403, str(refused))
    if not isinstance(refused, ConflictError):
        return _page(flag_id, str(refused))[0], 422
    desk, who = this_desk(), person()
    try:
        flag = load_flag(desk.store, who.organisation_id, flag_id)
    except UnknownFlagError:
        abort(404)
    said = request.form.get("reason", "")[:LONGEST_REASON]
    word = last_word(desk.store, flag)
    page = render_template(
        "review/conflict.html", flag=flag, sentence=str(refused), reason=said, word=word, walk=this_walk()
    )
    return page, 409


def _told_many(flag_id: str, outcomes: tuple[Outcome, ...]) -> tuple[str, int]:
    """What came of a batch, flag by flag; `flag_id` is the one on whose page it was decided."""
    desk, who, walk = this_desk(), person(), this_walk()
    flags = load_flags(desk.store, who.organisation_id, (one.flag_id for one in outcomes))
    page = render_template(
        "review/decided.html",
        outcomes=[(one, flags.get(one.flag_id)) for one in outcomes],
        kept=sum(one.kept for one in outcomes),
        waiting=sum(one.kept and one.status is StandingStatus.PENDING_SECOND for one in outcomes),
        reopened=sum(one.kept and one.status in (StandingStatus.OPEN, StandingStatus.REOPENED) for one in outcomes),
        titles=desk.titles(),
        walk=walk,
        following=_following(flags[flag_id]) if flag_id in flags else "",
    )
    return page, 200 if all(one.kept for one in outcomes) else 409


def _onward(flag_id: str) -> Response:
    """To the next flag of the walk, which says what was just decided; back to this one where nothing is left of it."""
    flag = load_flag(this_desk().store, person().organisation_id, flag_id)
    return _to(_following(flag) or flag_id, done=flag_id)


def _following(flag: StandingFlag) -> str:
    """The next flag of the walk, "" where nothing is left of it."""
    walk = this_walk()
    return next_waiting(this_desk().store, flag.organisation_id, flag, walk.filters, walk.order)


def _to(flag_id: str, **more: object) -> Response:
    """To a flag's page, on the same walk."""
    address: dict[str, Any] = {**this_walk().kept, **more}
    return redirect(url_for("review.show", flag_id=flag_id, **address), 303)


def _just_decided(desk: Desk, who: Person) -> StandingFlag | None:
    """The flag that the address says was decided just now; None where it is not the organisation's."""
    flag_id = request.args.get("done", "")
    return load_flags(desk.store, who.organisation_id, [flag_id]).get(flag_id) if flag_id else None


def _can_undo(desk: Desk, who: Person, last: Disposition | None) -> bool:
    """`last` is the flag's own latest decision."""
    if last is None or who.role not in DECIDERS:
        return False
    fresh = (desk.clock() - last.decided_at).total_seconds() <= UNDO_MINUTES * 60
    alive = last.status in (DispositionStatus.FINAL, DispositionStatus.PENDING_SECOND) and not last.second_reviewer
    return fresh and alive and last.reviewer == who.account_id


def _decision(value: str) -> Decision:
    if value not in list(Decision):
        raise ReviewError(translated("Choose one of the four decisions."))
    return Decision(value)


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 9:
        raise ReviewError(translated("The form is incomplete: open the flag again."))
    return int(value)


def _seen(value: str) -> tuple[str, int]:
    flag_id, _, revision = value.partition(":")
    return flag_id, _number(revision)


def _date(value: str) -> datetime | None:
    """The end of the day, so that a decision holds on the day it names."""
    if not value.strip():
        return None
    try:
        return datetime.combine(datetime.strptime(value.strip(), "%Y-%m-%d"), time(23, 59), UTC)
    except ValueError:
        raise ReviewError(translated("“Holds until” must be a date such as 2027-03-31, or empty.")) from None


def _asking() -> Asking:
    return Asking(person(), this_desk().clock(), g.get("request_id", ""))
