"""The nouns of screening, as frozen values.

Answers: what is a list entry, a supplier line, a match, a flag? Refuses to know where any of them
came from or where they are kept: this module imports nothing of ours. Longer than a module should be, so that a
reader of any room finds every noun on this page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ListKind(StrEnum):
    """What one entry of a reference list names."""

    ENTITIES = "entities"  # parties: companies, persons, vessels
    GOODS = "goods"  # a good from a place
    COUNTRIES = "countries"  # a place alone


class EntityType(StrEnum):
    """What sort of party an entry is, as published."""

    ORGANISATION = "organisation"
    PERSON = "person"
    VESSEL = "vessel"
    AIRCRAFT = "aircraft"
    UNKNOWN = "unknown"  # the publisher does not say


class EntryStatus(StrEnum):
    """Whether the publisher's measure still bites."""

    ACTIVE = "active"
    PARTIAL = "partial"  # modified or partly released: still in force for the rest
    INACTIVE = "inactive"  # suspended, pending litigation, not enforced
    REMOVED = "removed"  # released or revoked: kept as history, never a bar


class Measure(StrEnum):
    """The kind of legal measure a list applies; the policy table is keyed by it, not by list."""

    BLOCKING_SANCTION = "blocking_sanction"  # OFAC SDN: no dealings at all
    HEALTHCARE_EXCLUSION = "healthcare_exclusion"  # HHS OIG LEIE: no federal health-care payment
    AWARD_EXCLUSION = "award_exclusion"  # SAM: no federal award
    IMPORT_PRESUMPTION = "import_presumption"  # UFLPA: presumed made with forced labor
    IMPORT_ORDER = "import_order"  # CBP WRO: detention of stated merchandise
    IMPORT_FINDING = "import_finding"  # CBP Finding: seizure of stated merchandise
    CERTIFICATION = "certification"  # EO 13126: contractor certifies
    DUE_DILIGENCE = "due_diligence"  # DOL List of Goods: no bar
    INTEGRITY = "integrity"  # CSL, UN, EU, UK, ...: a red flag, not a purchase ban
    COUNTRY_RATING = "country_rating"  # TIP tiers: context only
    OWN_WATCHLIST = "own_watchlist"  # the organisation's own list


class Severity(StrEnum):
    """What a flag means for the buyer; `rank` orders it, prohibited first."""

    PROHIBITED = "prohibited"  # dealing or paying is barred
    IMPORT_BARRED = "import_barred"  # goods may be detained or seized at the border
    CERTIFICATION = "certification"  # a federal contractor must certify
    HIGH = "high"  # forced labor is documented for this good and place
    ELEVATED = "elevated"  # child labor, a listed input, an integrity red flag
    CONTEXT = "context"  # informs the assessment, asks for nothing by itself

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class StandingStatus(StrEnum):
    """How a standing flag stands with the reviewers."""

    OPEN = "open"  # nobody has decided
    PENDING_SECOND = "pending_second"  # decided once, waits for a second pair of eyes
    DECIDED = "decided"  # a disposition holds
    REOPENED = "reopened"  # it was decided or withdrawn, and its entry, its supplier row or the date says: look again
    WITHDRAWN = "withdrawn"  # its entry left the list, or no longer speaks of the supplier


class Decision(StrEnum):
    """What a reviewer says of a flag."""

    TRUE_MATCH = "true_match"
    FALSE_POSITIVE = "false_positive"
    UNSURE = "unsure"
    ESCALATED = "escalated"


class DispositionStatus(StrEnum):
    """What became of one decision."""

    PENDING_SECOND = "pending_second"  # waits for another person
    FINAL = "final"  # it holds, until its date or until supplier or entry change
    REFUSED = "refused"  # the second person did not agree
    UNDONE = "undone"  # taken back by its reviewer
    EXPIRED = "expired"  # its date has come
    SUPERSEDED = "superseded"  # a later decision holds


class Role(StrEnum):
    """What an account may do on the desk, each more than the one before."""

    OFFICER = "officer"  # uploads and reads
    REVIEWER = "reviewer"  # decides flags
    ADMIN = "admin"  # accounts, settings, retention


class Axis(StrEnum):
    """What spoke in a flag."""

    WHO = "who"  # the supplier's or the maker's name
    WHAT = "what"  # the goods
    WHERE = "where"  # the place


@dataclass(frozen=True, slots=True)
class Alias:
    """Another published name of an entity; `weak` as OFAC marks weak a.k.a."""

    name: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that names one party: scheme in lower case (`duns`, `uei`, `cage`, `lei`, `npi`, `bic`, `tax`,
    `registration`, `imo`), value as published."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """A party on a list. `entry_id` is made of published values and unique in the list.

    `countries` are ISO 3166-1 alpha-2 codes or subdivisions where known (`CN-XJ`). `merchandise` is the
    scope as published (import orders); `scope` the same as concept keys of the goods vocabulary, `()` where
    every good is meant. `extends_to` is the published note that reaches further parties ("and subsidiaries").
    """

    entry_id: str
    name: str
    entity_type: EntityType = EntityType.ORGANISATION
    aliases: tuple[Alias, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    measure: Measure | None = None  # None: the list's own measure
    basis: str = ""
    programme: str = ""  # sub-list or sanctions programme, as published
    status: EntryStatus = EntryStatus.ACTIVE
    listed_on: date | None = None
    merchandise: str = ""
    scope: tuple[str, ...] = ()
    extends_to: str = ""
    remarks: str = ""
    source_url: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then every alias, in published order."""
        return (self.name, *(alias.name for alias in self.aliases))


@dataclass(frozen=True, slots=True)
class ListedGood:
    """A good from a place on a list.

    `place` is as published, `country` its code (`CN`, `CN-XJ`), None where the place is no country. `concepts`
    are vocabulary keys where the list's own corrections state them; `()` leaves it to the vocabulary, by `good`.
    `derived_from` (published country name) marks a downstream good whose abuse lies in an input from there.
    """

    entry_id: str
    good: str
    place: str
    country: str | None
    forced_labor: bool = False
    child_labor: bool = False
    forced_child_labor: bool = False
    derived_from: str = ""
    sector: str = ""
    concepts: tuple[str, ...] = ()
    measure: Measure | None = None  # None: the list's own measure
    basis: str = ""
    status: EntryStatus = EntryStatus.ACTIVE
    listed_on: date | None = None
    remarks: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class ListedCountry:
    """A place with a rating, such as a TIP tier."""

    entry_id: str
    place: str
    country: str
    rating: str
    year: int
    basis: str = ""
    source_url: str = ""


Entry = ListedEntity | ListedGood | ListedCountry


@dataclass(frozen=True, slots=True)
class ListVersion:
    """The parsed content of one snapshot of one list, without the entries.

    `version` is `<as_of>.<first 8 hex of sha256>`, with a mark behind it where the same bytes were read differently
    (`.r2`, or four hex of a bundled version's entries); `sha256` is over the publisher's bytes; times are UTC.
    `fetched_at` is when the bytes were taken from the publisher, `checked_at` when they were last verified.
    """

    list_key: str
    version: str
    edition: str
    as_of: date
    source_url: str
    sha256: str
    fetched_at: datetime
    checked_at: datetime
    origin: str  # "bundled", "refreshed" or "own"
    entries: int
    names: int


@dataclass(frozen=True, slots=True)
class SupplierLine:
    """One row of a supplier sheet, every cell as text exactly as read ("" where absent).

    `row` is the number the spreadsheet shows (1-based). `amount` is in the sheet's own `currency`, None where
    the cell is no number. `other_names` are further names the sheet gives for the supplier (alias, trade name).
    `code_system` is the system that the header of `commodity_code` names (`HS`, `NAICS`, …), "" where it names none.
    `other_parties` are further parties of the row (parent company, OEM, broker, owner): each one's header and name.
    `remarks` are the row's notes, each column's header and whole text; of a screened line those that tell an origin.
    """

    sheet: str
    row: int
    supplier_name: str
    supplier_id: str = ""
    maker: str = ""
    country: str = ""
    origin: str = ""
    address: str = ""
    city: str = ""
    product_description: str = ""
    spend_category: str = ""
    commodity_code: str = ""
    amount: float | None = None
    currency: str = ""
    other_names: tuple[str, ...] = ()
    code_system: str = ""
    other_parties: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that spoke: its name, the sentence a person reads, the two values compared, its points."""

    feature: str
    says: str
    supplier: str
    entry: str
    points: float


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate at or above the cutoff. `field` is the supplier-line field whose name matched
    (`supplier_name`, `maker`, from 0 `other_parties.N`, or `told_makers.N` of those that goods' text and remarks name);
    `score` is 0..1; `reasons` are in order of weight."""

    list_key: str
    entry: ListedEntity
    matched_name: str
    field: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A goods concept found on a line. `relation` is `is` or `made_with`; `depth` 0 for the good itself, n for
    an input n steps up the chain; `score` 0..1; `why` one readable clause."""

    concept: str
    relation: str
    depth: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class GoodHit:
    """A listed good met on a line: the good, the line's concept that met it, and the place that agreed.

    `place_from` is readable evidence for the place; `stated` is False where the origin is not stated and the
    supplier's own country stands in for it.
    """

    list_key: str
    entry: ListedGood
    concept: Concept
    place: str
    place_from: str
    stated: bool


@dataclass(frozen=True, slots=True)
class CountryHit:
    """A rated country met on a line, by its origin (`stated`) or the supplier's own place."""

    list_key: str
    entry: ListedCountry
    place_from: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """What the buyer sees: a severity with its basis, the reasons, and the next step.

    `list_key` is "policy" where a rule of law speaks that is no list row (a Xinjiang site, a UFLPA priority
    sector). `score` is the match's score on the who axis, else how sure the goods reading is.
    """

    severity: Severity
    axes: tuple[Axis, ...]
    list_key: str
    version: str
    entry_id: str
    entry: str
    basis: str
    consequence: str
    score: float
    reasons: tuple[Reason, ...]
    next_step: str
    comply_chain_step: str
    source_url: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be screened, told back to the officer with its spreadsheet row number and why."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How surely one field was given its column: `header` None where the sheet lacks it, `confidence` 0..1, `rivals`
    the other headers that could hold it, likeliest first. `doubt` is a sentence where a header speaks of the field
    and its cells do not, so that a mislabelled column is told from a missing one; "" otherwise.
    """

    field: str
    header: str | None
    confidence: float
    rivals: tuple[tuple[str, float], ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class SupplierSheet:
    """One upload, read. `columns` maps every field name to the header it was found under, None where the sheet
    lacks it; `header_row` counts from 0, None where the sheet has no header. `unmapped` are headers we do not
    screen. read (`lines`) + rejected + skipped = `non_empty_rows`, which is counted independently of the reader.
    `warnings` are codes, `notes` the same as sentences. `sheet` is the sheet (or sheets, joined by " + ") read.
    `headers` is the header row as read; `further` are columns read besides `columns`, as (field, header): a parent
    company screened as a party of its own, a second address line; `readings` tell how sure each field's column is.
    `heading_rows` tell of each sheet read which row its headings stand in, from 1, None where it has none.
    `sheet_columns` tell of each sheet read under which of its own headers every field was found; `columns` are those
    of the sheet with the most fields. `sheet_headers` are the header rows of several sheets, each as read.
    """

    file_name: str
    file_sha256: str
    sheet: str
    header_row: int | None
    columns: tuple[tuple[str, str | None], ...]
    unmapped: tuple[str, ...]
    lines: tuple[SupplierLine, ...]
    rejected: tuple[RejectedRow, ...]
    skipped: int
    non_empty_rows: int
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    further: tuple[tuple[str, str], ...] = ()
    readings: tuple[ColumnReading, ...] = ()
    heading_rows: tuple[tuple[str, int | None], ...] = ()
    sheet_columns: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    sheet_headers: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def headings_of(self, sheet: str) -> dict[str, str]:
        """Under which header each field was found on a sheet; those of `columns` where none of its own are kept."""
        own = dict(self.sheet_columns).get(sheet)
        return self._found() if own is None else dict(own)

    def heading_row_of(self, sheet: str) -> int | None:
        """The row of a sheet's headings, from 1, None where it has none; that of `columns` where none is kept."""
        return dict(self.heading_rows).get(sheet, None if self.header_row is None else self.header_row + 1)

    @property
    def main_sheet(self) -> str:
        """The sheet whose headings `columns` are; "" where it is not told."""
        found = self._found()
        return next((name for name, own in self.sheet_columns if dict(own) == found), "")

    @property
    def further_sheets(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The other sheets that were read, each with its own headings."""
        main = self.main_sheet
        return tuple((name, own) for name, own in self.sheet_columns if name != main)

    def _found(self) -> dict[str, str]:
        return {name: header for name, header in self.columns if header is not None}


@dataclass(frozen=True, slots=True)
class MissingList:
    """A declared list this screening could not use as it should: `absent`, `expired`, `stale` or `quarantined`."""

    list_key: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which list versions a screening used, and which declared lists were missing or stale.

    `refreshed` is False on a home that has never refreshed and runs on bundled versions alone. `overdue` are titles of
    lists not stale yet whose check is late; told when screening, not kept.
    """

    versions: tuple[ListVersion, ...]
    missing: tuple[MissingList, ...]
    refreshed: bool
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenedLine:
    """One supplier line with all that was found. `country` is the supplier's own place, `origin` where the goods
    are made, both as codes, None when unknown. `not_screened` says in sentences what could not be judged."""

    line: SupplierLine
    country: str | None
    origin: str | None
    hs: str | None
    concepts: tuple[Concept, ...]
    flags: tuple[Flag, ...]
    matches: tuple[Match, ...]
    not_screened: tuple[str, ...]

    @property
    def severity(self) -> Severity | None:
        """The gravest severity among the flags."""
        return min((f.severity for f in self.flags), key=lambda s: s.rank, default=None)


@dataclass(frozen=True, slots=True)
class Screening:
    """One run of one sheet against stated versions under stated settings; reproducible from what it holds.

    `engine` is our version; `settings` are the three numbers (threshold, cutoff, top) by name.
    """

    screening_id: str
    started_at: datetime
    finished_at: datetime
    engine: str
    settings: tuple[tuple[str, float], ...]
    sheet: SupplierSheet
    coverage: Coverage
    lines: tuple[ScreenedLine, ...]


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What came of one piece of work that nobody waits for: one word, one sentence, and counts by name."""

    outcome: str
    message: str
    counts: dict[str, int]
    list_key: str = ""  # where it was about one list
    version: str = ""  # of that list, where one is held afterwards
