"""A kept screening is read by the page: the gravest lines first, those alike as one, nothing twice and nothing left out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from specimens import GLOVES, HOSHINE, SQUID, WISSER, flag, line, screening, version_of

from supplychain.errors import UsageError
from supplychain.model import Axis, Flag, Reason, ScreenedLine, Severity, SupplierLine
from supplychain.store import Store
from supplychain.store.screening_gaps import unscreened
from supplychain.store.screening_pages import FlaggedCard, flagged_cards, flagged_order, screening_head
from supplychain.store.screenings import list_screenings, load_screening, save_screening
from supplychain.store.versions import publish_version

ORIGIN = ("policy", "origin-unknown")


def found(one: SupplierLine, *flags: Flag, why: tuple[str, ...] = ()) -> ScreenedLine:
    return ScreenedLine(one, "CN", None, None, (), flags, (), why)


def every_card(store: Store, limit: int = 25, severities: tuple[Severity, ...] = ()) -> list[FlaggedCard]:
    cards: list[FlaggedCard] = []
    after = ""
    while True:
        order = flagged_order(store, "s-1", "main", severities, after, limit)
        cards += flagged_cards(store, "s-1", "main", order.groups)
        if not order.following:
            return cards
        after = order.following


def spoken(severity: Severity, number: int) -> Flag:
    return flag(severity, "policy", "", f"rule-{number}", Axis.WHERE)


def test_a_page_tells_of_a_screening_what_the_whole_of_it_says(store: Store) -> None:
    publish_version(store, version_of([HOSHINE, WISSER]), [HOSHINE, WISSER])
    publish_version(store, version_of([GLOVES, SQUID], "dol_goods"), [GLOVES, SQUID])
    save_screening(store, screening())
    whole, head = load_screening(store, "s-1"), screening_head(store, "s-1", "main")
    assert (head.lines, head.flagged, head.severities) == (3, 1, {Severity.IMPORT_BARRED: 1})
    assert head.coverage == whole.coverage
    assert head.settings == whole.settings
    assert head.rejected == whole.sheet.rejected
    assert head.rejected_rows == len(whole.sheet.rejected)
    (card,) = every_card(store)
    first = whole.lines[0]  # its money stands on the card
    assert card.screened == replace(first, line=replace(first.line, amount=None, currency=""))
    assert (card.severity, card.lines, card.rows) == (Severity.IMPORT_BARRED, 1, (("Sheet 1", 5),))
    assert card.money == {"USD": 1234.56}
    assert [state.status for state in card.standing if state] == ["open"] * 3


def test_lines_alike_are_one_card_with_their_rows_and_their_money_by_currency(store: Store) -> None:
    barred = spoken(Severity.HIGH, 1)
    alike = [found(line(row, amount=10.0 * row), barred) for row in range(2, 30)]
    other = [found(line(40, amount=None), barred), found(line(41, amount=7.0, currency="EUR"), barred)]
    another = found(line(42, supplier_name="Somebody else"), barred)
    save_screening(store, screening(lines=[*alike, *other, another]))
    cards = every_card(store, 25)
    assert [(card.screened.line.supplier_name, card.lines) for card in cards] == [
        ("Hoshine Silicon", 30),
        ("Somebody else", 1),
    ]
    assert cards[0].rows[0] == ("Sheet 1", 2)
    assert len(cards[0].rows) == 12
    assert cards[0].money == {"USD": sum(10.0 * row for row in range(2, 30)), "EUR": 7.0}
    assert cards[0].unpriced == 1


@pytest.mark.parametrize("limit", [1, 7, 25, 500])
def test_pages_of_any_size_bring_every_flagged_line_once_gravest_first(store: Store, limit: int) -> None:
    severities = list(Severity)
    lines = [
        found(line(row, f"Supplier {row}"), spoken(severities[row % 6], row % 5), spoken(severities[row % 4], 9))
        if row % 3
        else found(line(row, f"Supplier {row}"))
        for row in range(2, 92)
    ]
    save_screening(store, screening(lines=lines))
    cards = every_card(store, limit)
    rows = [card.rows[0][1] for card in cards]
    assert sorted(rows) == [row for row in range(2, 92) if row % 3]
    ranks = [card.severity.rank for card in cards]
    assert ranks == sorted(ranks)
    assert all(card.severity is card.screened.severity for card in cards)


def test_chosen_severities_bring_the_lines_whose_gravest_flag_is_one_of_them(store: Store) -> None:
    both = found(line(2, "A"), spoken(Severity.HIGH, 1), spoken(Severity.CONTEXT, 2))
    light = found(line(3, "B"), spoken(Severity.CONTEXT, 2))
    save_screening(store, screening(lines=[both, light]))
    assert [card.rows for card in every_card(store, 25, (Severity.CONTEXT,))] == [(("Sheet 1", 3),)]
    assert [card.rows[0][1] for card in every_card(store, 25, (Severity.HIGH, Severity.CONTEXT))] == [2, 3]


def test_another_organisations_screening_is_like_one_that_is_not_there(store: Store) -> None:
    save_screening(store, screening(), organisation_id="other")
    for screening_id in ("s-1", "s-2"):
        for ask in (
            lambda one: screening_head(store, one, "main"),
            lambda one: flagged_order(store, one, "main", (), "", 25),
            lambda one: flagged_cards(store, one, "main", ()),
            lambda one: unscreened(store, one, "main", ORIGIN, 12),
        ):
            with pytest.raises(UsageError, match=f"No screening '{screening_id}' is kept here"):
                ask(screening_id)


@pytest.mark.parametrize("after", ["x", "1:2", "1:nan:3", "1:0.5:99999999999999999999", "-1:0.5:3", "1:1e999999:2"])
def test_a_made_up_mark_is_told_and_never_fails(store: Store, after: str) -> None:
    save_screening(store, screening())
    with pytest.raises(UsageError, match="no such page"):
        flagged_order(store, "s-1", "main", (), after, 25)


def test_what_was_not_screened_is_counted_by_reason_and_line(store: Store) -> None:
    lines = [found(line(row, f"S {row % 3}"), why=("origin: not stated",)) for row in range(2, 12)]
    lines += [found(line(20), why=("origin: not stated", "goods: not stated")), found(line(21))]
    save_screening(store, screening(lines=lines))
    told = unscreened(store, "s-1", "main", ORIGIN, 12)
    assert told.reasons == (("origin: not stated", 11), ("goods: not stated", 1))
    assert (told.more, told.ask, told.to_ask) == (0, (), 0)


def test_suppliers_are_asked_for_origins_by_the_spend_of_one_currency_at_a_time(store: Store) -> None:
    def wanted(goods: str) -> Flag:
        reason = Reason("origin_unknown", "the line does not say", "x", goods, 0.0)
        return Flag(
            Severity.CONTEXT, (Axis.WHAT,), *ORIGIN[:1], "", ORIGIN[1], "e", "b", "c", 0.5, (reason,), "", "", ""
        )

    lines = [
        found(line(2, "Small", amount=10.0), wanted("cotton")),
        found(line(3, "Large", amount=600.0), wanted("cotton, gloves")),
        found(line(4, "Large", amount=500.0), wanted("gloves")),
        found(line(5, "Euro", amount=9_000.0, currency="EUR"), wanted("cotton")),
        found(line(6, "Unpriced", amount=None), wanted("bricks")),
        found(line(7, "Asked nothing", amount=99_999.0), spoken(Severity.HIGH, 1)),
    ]
    save_screening(store, screening(lines=lines))
    told = unscreened(store, "s-1", "main", ORIGIN, 3)
    assert [one.supplier for one in told.ask] == ["Large", "Small", "Euro"]
    assert told.to_ask == 4
    assert (told.ask[0].lines, told.ask[0].money, told.ask[0].goods) == (2, {"USD": 1100.0}, ("gloves", "cotton"))


def test_the_list_of_screenings_names_what_each_lacked(store: Store) -> None:
    save_screening(store, screening())
    (summary,) = list_screenings(store)
    assert summary.coverage.missing == load_screening(store, "s-1").coverage.missing
    assert summary.coverage.refreshed == load_screening(store, "s-1").coverage.refreshed
