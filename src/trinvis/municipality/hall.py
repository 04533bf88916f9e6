"""The Python API: one object per municipality, one method per question. Command line and web are thin roofs over it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trinvis.municipality.basis import Basis, Seen
from trinvis.municipality.cache import Cache
from trinvis.municipality.house import Clock, House

if TYPE_CHECKING:
    import polars as pl

    from trinvis.calculations.forecast.fit_to_frame import Assumed, FrameFit
    from trinvis.calculations.investment.own_inputs import PriceForm
    from trinvis.calculations.staircase.standing import Choice
    from trinvis.engine import Engine
    from trinvis.intake import ReadOptions
    from trinvis.intake.statbank.client import StatBank
    from trinvis.journal import Entry
    from trinvis.municipality.approvals import Approval
    from trinvis.municipality.benchmark import Asked, Benchmark
    from trinvis.municipality.capacity import Capacity
    from trinvis.municipality.capacity_asked import Asked as CapacityAsked
    from trinvis.municipality.capacity_houses import Houses
    from trinvis.municipality.changes import Changes
    from trinvis.municipality.commitments import Commitments
    from trinvis.municipality.correcting import OpenRow
    from trinvis.municipality.doctor import Finding
    from trinvis.municipality.explain import Explanation
    from trinvis.municipality.follow_up import FollowUp
    from trinvis.municipality.forecast_backtest import Backtest
    from trinvis.municipality.forecast_history import Totals
    from trinvis.municipality.forecast_year import ForecastYear
    from trinvis.municipality.forecast_years import ForecastYears
    from trinvis.municipality.investment import Calculated
    from trinvis.municipality.investment_follow_up import CaseFollowUp
    from trinvis.municipality.investment_own import OwnData
    from trinvis.municipality.investment_panels import Outcome
    from trinvis.municipality.investment_picked import Picked
    from trinvis.municipality.investment_running import Comparisons, RunningCase
    from trinvis.municipality.investment_saved import CaseState, SavedCase
    from trinvis.municipality.investment_uncertain import Method, SimulatedAnswers
    from trinvis.municipality.key_figures import KeyFigures
    from trinvis.municipality.month import Month
    from trinvis.municipality.previewing import Preview
    from trinvis.municipality.receiving import Incoming, Progress, Receipt
    from trinvis.municipality.scenarios import Compared, SavedScenario
    from trinvis.municipality.source_row import SourceRow
    from trinvis.municipality.staircase_activity import StaircaseActivity
    from trinvis.municipality.staircase_money import StaircaseMoney
    from trinvis.municipality.staircase_overview import StaircaseOverview
    from trinvis.municipality.staircase_split import StaircaseSplit
    from trinvis.municipality.staircase_view import View
    from trinvis.municipality.staircase_years import StaircaseYears
    from trinvis.municipality.statbank import Fetched
    from trinvis.municipality.what_if import WhatIf
    from trinvis.parameters import Parameters
    from trinvis.parameters.profile import Profile
    from trinvis.tables import Table
    from trinvis.workspace import Delivery, KeyStore

FROM_THE_START = date(1900, 1, 1)
"""``known_from`` of the profile that a municipality begins with: days before it was opened can be asked about too."""

JOURNAL_FILE = "journal.sqlite"


class Municipality:
    """A municipality's steering: open it, ask it. Close it, or use it as a context manager.

    Every question takes the day: what was known of that day is what answers. Nothing below asks a clock; ``clock`` gives
    the instant of receipts and entries, and without one the municipality is open for reading only.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    # opening

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        municipality: int,
        key: KeyStore | bytes,
        clock: Clock,
        by: str,
        profile: str | Profile = "standard",
        known_from: date = FROM_THE_START,
        engine: str | Engine = "polars",
        journal: str | None = None,
        workspace_id: str | None = None,
    ) -> Municipality:
        """Make the workspace in a new folder and keep ``profile`` (a shipped name or an own one) as its first entry.

        ``journal`` is the address of a PostgreSQL journal; None keeps it in the folder. Raises ``WorkspaceError`` and
        ``ProfileError``.
        """
        from trinvis.parameters.profile import Profile
        from trinvis.workspace import Workspace

        chosen = Profile.shipped(profile) if isinstance(profile, str) else profile
        workspace = Workspace.create(Path(path), municipality=municipality, key=key, workspace_id=workspace_id)
        made = cls._of(workspace, engine, clock, journal, no_cache=False)
        made._house.journal.append(
            "profile", "profile", {"profile": chosen.to_dict()}, by=by, recorded_at=clock(), known_from=known_from
        )
        return made

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        key: KeyStore | bytes,
        clock: Clock | None = None,
        engine: str | Engine = "polars",
        journal: str | None = None,
        no_cache: bool = False,
    ) -> Municipality:
        """Open a municipality; raises ``WorkspaceError`` when the folder is none or the key is wrong."""
        from trinvis.workspace import Workspace

        return cls._of(Workspace.open(Path(path), key), engine, clock, journal, no_cache=no_cache)

    @classmethod
    def _of(
        cls, workspace: Any, engine: str | Engine, clock: Clock | None, journal: str | None, *, no_cache: bool
    ) -> Municipality:
        from trinvis.engine import Engine
        from trinvis.journal import Journal

        opened = Engine.open(engine) if isinstance(engine, str) else engine
        kept = Journal.open(journal or str(workspace.root / JOURNAL_FILE), workspace.journal_key())
        cache = Cache(limit_bytes=0) if no_cache else Cache()
        return cls(House(workspace, kept, opened, cache, clock))

    def close(self) -> None:
        """Give back the engine and the journal."""
        self._house.engine.close()
        self._house.journal.close()

    def __enter__(self) -> Municipality:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # what is decided

    @property
    def code(self) -> int:
        """The municipality's three-digit code."""
        return self._house.workspace.municipality

    def profile(self, as_of: date) -> Profile:
        """The profile known on a day; raises ``NoProfile``."""
        from trinvis.municipality.rules import rules

        return rules(self._house, self._seen(as_of)).profile

    def parameters(self, as_of: date) -> Parameters:
        """Trinvis' parameters with the municipality's own values known on a day on top."""
        from trinvis.municipality.rules import rules

        return rules(self._house, self._seen(as_of)).parameters

    # data in

    def receive(
        self,
        files: Sequence[Path | str],
        *,
        source: str | None = None,
        known_from: date | None = None,
        dry_run: bool = False,
        options: ReadOptions | None = None,
        progress: Progress | None = None,
    ) -> list[Receipt]:
        """Receive files of one source; raises ``Unreadable`` and ``WorkspaceError``."""
        from trinvis.municipality import receiving

        taken = [receiving.incoming(Path(path), source, known_from, options) for path in files]
        return receiving.receive(self._house, taken, dry_run=dry_run, progress=progress or receiving.silent)

    def receive_all(
        self, files: Sequence[Any], *, dry_run: bool = False, progress: Progress | None = None
    ) -> list[Receipt]:
        """Receive files that each say their own source and day (``receiving.Incoming``), in one session."""
        from trinvis.municipality import receiving

        return receiving.receive(self._house, files, dry_run=dry_run, progress=progress or receiving.silent)

    def take(self, file: Incoming, *, step: Callable[[str], None] | None = None, timeout: float = 0.0) -> Receipt:
        """Receive one file; with a token that was received before it gives the delivery that is there, and reads nothing."""
        from trinvis.municipality import receiving

        given = step or receiving.no_step
        return receiving.receive(self._house, [file], step=given, timeout=timeout)[0]

    def fetch(
        self,
        service: StatBank,
        tables: Sequence[str],
        years: tuple[int, int] | None = None,
        *,
        known_from: date | None = None,
        progress: Progress | None = None,
    ) -> list[Fetched]:
        """Ask Statistikbanken for tables, ready for ``receive_fetched``; keeps nothing. Raises ``Unreadable``."""
        from trinvis.municipality import receiving, statbank

        return statbank.fetch(
            self._house, service, tables, years, known_from=known_from, progress=progress or receiving.silent
        )

    def receive_fetched(
        self, fetched: Sequence[Fetched], *, dry_run: bool = False, progress: Progress | None = None
    ) -> list[Receipt]:
        """Receive what ``fetch`` gave; a table that has not changed is the delivery that is there."""
        from trinvis.municipality import receiving, statbank

        return statbank.receive(self._house, fetched, dry_run=dry_run, progress=progress or receiving.silent)

    def preview(self, file: Incoming, *, step: Callable[[str], None] | None = None, timeout: float = 0.0) -> Preview:
        """What would become of a file, what it changes, and what the user must say first; nothing is kept."""
        from trinvis.municipality import previewing, receiving

        return previewing.preview(self._house, file, step=step or receiving.no_step, timeout=timeout)

    def remember(
        self, source: str, headers: Mapping[str, str], values: Mapping[str, Mapping[str, str]], *, by: str
    ) -> None:
        """Keep what a user said of a source's headings (heading → column) and words (column → text → code)."""
        from trinvis.municipality.recognising import remember

        remember(self._house, source, headers, values, by=by)

    def original(self, delivery_id: str) -> bytes:
        """The file as it was received, decrypted: for those with the right alone."""
        return self._house.workspace.original(delivery_id)

    def open_rows(self, delivery_id: str, rows: Sequence[int]) -> list[OpenRow]:
        """Rows of a delivery's file, cell by cell, to be put right: for those with the right alone."""
        from trinvis.municipality.correcting import open_rows

        return open_rows(self._house, delivery_id, list(rows))

    def corrected(self, delivery_id: str, changed: Mapping[int, Mapping[int, str]]) -> Incoming:
        """The delivery's whole file with cells written anew, ready to be received in its place."""
        from trinvis.municipality.correcting import corrected

        return corrected(self._house, delivery_id, changed)

    def deliveries(self, as_of: date | None = None) -> list[Delivery]:
        """What was received, oldest first."""
        return self._house.workspace.deliveries(as_of)

    def delivery(self, delivery_id: str) -> Delivery:
        """One delivery; raises ``WorkspaceError`` when there is none with that id."""
        return self._house.workspace.delivery(delivery_id)

    def in_force(self, as_of: date | None = None) -> tuple[str, ...]:
        """The ids of the deliveries that count on a day (None: with all that is known), nothing newer having replaced them."""
        return self._house.workspace.selection(as_of).delivery_ids

    def rejects(self, delivery_id: str, *, raw: bool = False) -> pl.DataFrame:
        """The rejected rows of a delivery with reason; with ``raw`` also the row as it stood."""
        return self._house.workspace.rejected(delivery_id, raw=raw)

    def withdraw(self, delivery_id: str, known_from: date) -> Delivery:
        """Let a delivery stop counting from a day."""
        from trinvis.municipality import forecast_backtest, forecast_history

        gone = self._house.workspace.withdraw(delivery_id, known_from, self._house.instant())
        self._house.cache.empty()
        forecast_history.forget(self._house)
        forecast_backtest.forget(self._house)
        return gone

    # what is typed in

    def write(
        self,
        kind: str,
        key: str,
        values: Mapping[str, Any],
        *,
        by: str,
        known_from: date | None = None,
        effective_from: date | None = None,
        expected_version: int | None = None,
    ) -> Entry:
        """Write an entry in the journal; raises ``JournalError`` with what is wrong, ``LostUpdate`` when somebody was first.

        An entry about an investment case may be refused as ``set_case_state`` and ``save_case`` say.
        """
        from trinvis.municipality.investment_cases import prepared
        from trinvis.municipality.rules import checked

        checked(kind, values)
        known = known_from or self._house.today()
        return self._house.journal.append(
            kind,
            key,
            prepared(self._house, kind, key, values, known),
            by=by,
            recorded_at=self._house.instant(),
            known_from=known,
            effective_from=effective_from,
            expected_version=expected_version,
        )

    def retract(
        self,
        kind: str,
        key: str,
        *,
        by: str,
        known_from: date | None = None,
        effective_from: date | None = None,
        expected_version: int | None = None,
    ) -> Entry:
        """Take back what holds for a key; raises ``JournalError``, ``LostUpdate`` when somebody was first."""
        return self._house.journal.retract(
            kind,
            key,
            by=by,
            recorded_at=self._house.instant(),
            known_from=known_from or self._house.today(),
            effective_from=effective_from,
            expected_version=expected_version,
        )

    def entries(self, kind: str | None = None, as_of: date | None = None) -> list[Entry]:
        """The journal, oldest first."""
        return self._house.journal.entries(kind, as_of=as_of)

    def history(self, kind: str | None = None, key: str | None = None) -> list[Entry]:
        """Everything that was ever typed in, oldest first, also what no longer holds."""
        return self._house.journal.history(kind, key)

    def version(self, kind: str, key: str) -> int:
        """The present version of a key: what a writer gives as ``expected_version``; 0 when there is none."""
        return self._house.journal.version(kind, key)

    # questions

    def basis(self, as_of: date) -> Basis:
        """What figures as of a day rest on, with what is known now."""
        return self._house.basis(as_of)

    def facts(self, table: Table, basis: Basis) -> pl.DataFrame:
        """A table's facts that count on a basis, received and typed in (then with ``journal_seq``)."""
        from trinvis.municipality.gathered import facts

        return self._house.engine.collect(facts(self._house, basis, table))

    def commitments(self, year: int, as_of: date, by: Sequence[str] = ()) -> Commitments:
        """What is committed, grouped by ``by`` (see ``commitments.GROUPS``)."""
        from trinvis.municipality.commitments import commitments

        return commitments(self._house, self.basis(as_of), year, by)

    def follow_up(self, year: int, as_of: date, net_or_gross: str = "net") -> FollowUp:
        """The budget follow-up of a year as of a day."""
        from trinvis.municipality.follow_up import follow_up

        return follow_up(self._house, self.basis(as_of), year, net_or_gross)  # type: ignore[arg-type]

    def changes(self, year: int, before: date | int, after: date) -> Changes:
        """What moved the forecast between a day (or an approval, by number) and a later day."""
        from trinvis.municipality.changes import changes

        return changes(self._house, year, before, after)

    def forecast_history(self, year: int, as_of: date) -> tuple[Totals, ...]:
        """How the forecast has moved: the totals at each month-end of ``year`` up to ``as_of``, then ``as_of``."""
        from trinvis.municipality.forecast_history import forecast_history

        return forecast_history(self._house, year, as_of)

    def forecast_history_at_hand(self, year: int, as_of: date) -> tuple[Totals, ...] | None:
        """The same where nothing takes time; None where follow-ups of earlier days must be worked out first."""
        from trinvis.municipality.forecast_history import history_at_hand

        return history_at_hand(self._house, year, as_of)

    def prepare_forecast_history(self, year: int, as_of: date) -> tuple[int, int]:
        """Work out one more point of the history: how many are ready then, of how many."""
        from trinvis.municipality.forecast_history import work_out_one

        return work_out_one(self._house, year, as_of)

    def forecast(self, year: int, as_of: date, *, draws: int = 10_000, seed: int = 1) -> ForecastYear:
        """Where the year may end, drawn ``draws`` times from ``seed``: child by child where known; never written anywhere.

        Raises ``CannotForecast`` when the year is over or nothing is known.
        """
        from trinvis.municipality.forecast_year import forecast_year

        return forecast_year(self._house, self.basis(as_of), year, draws=draws, seed=seed)

    def backtest(self, as_of: date, *, draws: int = 1000, seed: int = 1, progress: Progress | None = None) -> Backtest:
        """How right every method would have been in the years that are over on ``as_of``, month by month; kept for next time.

        Raises ``CannotForecast`` when there is no such year.
        """
        from trinvis.municipality.forecast_backtest import backtest

        return backtest(self._house, as_of, draws=draws, seed=seed, progress=progress)

    def backtest_at_hand(self, as_of: date) -> Backtest:
        """What has been tried so far; works nothing out. Raises ``CannotForecast`` when nothing has."""
        from trinvis.municipality.forecast_backtest import backtest_at_hand

        return backtest_at_hand(self._house, as_of)

    def years_ahead(self, year: int, as_of: date, *, years: int = 4) -> ForecastYears:
        """The ``years`` after ``year``: full-year persons, average price and kroner, from the same basis as ``forecast``.

        Raises ``CannotForecast`` as ``forecast``.
        """
        from trinvis.municipality.forecast_years import years_ahead

        return years_ahead(self._house, self.basis(as_of), year, years=years)

    def scenarios(self, as_of: date) -> tuple[SavedScenario, ...]:
        """The scenarios for the years ahead that are saved in the journal, by name."""
        from trinvis.municipality.scenarios import scenarios

        return scenarios(self._house, as_of)

    def compare_scenarios(
        self, year: int, as_of: date, names: Collection[str] | None = None, *, years: int = 4
    ) -> Compared:
        """Saved scenarios (None: all) against the years as they are foreseen, change by change.

        Raises ``UnknownScenario``, and ``CannotForecast`` as ``forecast``.
        """
        from trinvis.municipality.scenarios import compare_scenarios

        return compare_scenarios(self._house, self.years_ahead(year, as_of, years=years), names)

    def types_today(self, year: int, as_of: date) -> tuple[Assumed, ...]:
        """The types of the grants that run on the day: full-year persons and average price, if they run all of ``year``."""
        from trinvis.municipality.frame_fitted import today

        return today(self._house, self.basis(as_of), year)

    def fit_to_frame(self, year: int, as_of: date, frame_oere: int, moves: Collection[str] | None = None) -> FrameFit:
        """How many full-year persons of each type a frame has room for at the prices of the day; ``moves`` may change (None: all).

        Raises ``FrameError``.
        """
        from trinvis.municipality.frame_fitted import fit_to_frame

        return fit_to_frame(self._house, self.basis(as_of), year, frame_oere, moves)

    def staircase(self, year: int, as_of: date) -> StaircaseOverview:
        """Children, movements in a year and the year's money, step by step."""
        from trinvis.municipality.staircase_overview import staircase_overview

        return staircase_overview(self._house, self.basis(as_of), year)

    def staircase_activity(
        self, year: int, as_of: date, view: View | None = None, before: date | None = None
    ) -> StaircaseActivity:
        """Children, stays, full-year persons, flows and durations between two days; raises ``WrongView``."""
        from trinvis.municipality.staircase_activity import staircase_activity

        return staircase_activity(self._house, self.basis(as_of), year, view, before)

    def staircase_money(self, year: int, as_of: date, view: View | None = None) -> StaircaseMoney:
        """The year's money, posted and forecast, on each step and on none; the follow-up's totals to the øre."""
        from trinvis.municipality.staircase_money import staircase_money

        return staircase_money(self._house, self.basis(as_of), year, view)

    def staircase_split(
        self, year: int, as_of: date, year_before: int | None = None, choice: Choice = "highest"
    ) -> StaircaseSplit | None:
        """Why the year costs more or less than another, step by step: children, duration and price."""
        from trinvis.municipality.staircase_split import staircase_split

        return staircase_split(self._house, self.basis(as_of), year, year_before, choice)

    def staircase_years(self, year: int, as_of: date) -> StaircaseYears:
        """How the municipality's spending has lain on the national staircase, year by year."""
        from trinvis.municipality.staircase_years import staircase_years

        return staircase_years(self._house, self.basis(as_of), year)

    def key_figures(self, as_of: date, day: date | None = None, view: View | None = None) -> KeyFigures:
        """The key figures (nøgletal) of every March and September up to ``day`` that the data reach."""
        from trinvis.municipality.key_figures import USUAL, key_figures

        return key_figures(self._house, self.basis(as_of), day, view or USUAL)

    def benchmark(self, as_of: date, asked: Asked) -> Benchmark:
        """How we lie beside other municipalities, from the imported national accounts and figures.

        Raises ``CannotCompare`` where nothing was imported, or what is asked for is none.
        """
        from trinvis.municipality.benchmark import benchmark

        return benchmark(self._house, self.basis(as_of), asked)

    def capacity(self, as_of: date, asked: CapacityAsked) -> Capacity:
        """Money, staff, places, activity and potentials of an area, from what was imported. Raises ``CapacityRefused``."""
        from trinvis.municipality.capacity import capacity

        return capacity(self._house, self.basis(as_of), asked)

    def capacity_houses(self, as_of: date, months: int = 24) -> Houses:
        """The municipality's own houses month by month, ``months`` ahead. Raises ``NoProfile``, and ``CapacityRefused`` for no months."""
        from trinvis.municipality.capacity_houses import houses

        return houses(self._house, self.basis(as_of), months=months)

    # investment cases

    def cases(self, as_of: date) -> tuple[SavedCase, ...]:
        """The investment cases of the journal, by title, each with how far it has come and what it lacks."""
        from trinvis.municipality.investment_cases import saved_cases

        return saved_cases(self._house, as_of)

    def case(self, key: str, as_of: date) -> SavedCase:
        """One of them; raises ``UnknownCase``."""
        from trinvis.municipality.investment_cases import saved_case

        return saved_case(self._house, key, as_of)

    def save_case(
        self, text: str, *, by: str, note: str = "", known_from: date | None = None, expected_version: int | None = None
    ) -> SavedCase:
        """Keep a case, written in YAML, under its own name; raises ``CaseError``, ``CaseRefused`` where it cannot be calculated, and
        ``LostUpdate``."""
        from trinvis.municipality.investment_cases import KIND, case_values

        key, values = case_values(text, note)
        self.write(KIND, key, values, by=by, known_from=known_from, expected_version=expected_version)
        return self.case(key, known_from or self._house.today())

    def assure_case(
        self,
        key: str,
        *,
        assured: bool,
        by: str,
        comment: str = "",
        known_from: date | None = None,
        expected_version: int | None = None,
    ) -> SavedCase:
        """Keep what the quality-assurance group says of a case as it is now; once it is changed, that no longer holds.

        Raises ``UnknownCase`` and ``LostUpdate``.
        """
        from trinvis.municipality.investment_cases import QUALITY

        said = {"assured": assured, "comment": comment}
        self.write(QUALITY, key, said, by=by, known_from=known_from, expected_version=expected_version)
        return self.case(key, known_from or self._house.today())

    def set_case_state(
        self,
        key: str,
        state: CaseState,
        *,
        by: str,
        note: str = "",
        known_from: date | None = None,
        expected_version: int | None = None,
    ) -> SavedCase:
        """Move a case on: to the council's list, approved, running.

        Raises ``CaseHeldBack`` with all that it lacks, or where it cannot go there from where it is; ``UnknownCase``, ``LostUpdate``.
        """
        from trinvis.municipality.investment_cases import STATE

        said = {"state": state, "note": note}
        self.write(STATE, key, said, by=by, known_from=known_from, expected_version=expected_version)
        return self.case(key, known_from or self._house.today())

    def calculated_case(
        self, key: str, as_of: date, reading: str = "", values: Mapping[str, float] | None = None
    ) -> Calculated:
        """A case of the journal calculated in one reading, with ``values`` in place of its inputs; its figures open.

        Raises ``UnknownCase``, ``CannotAsk`` and ``CaseRefused``.
        """
        from trinvis.municipality.investment_kept import calculated_case

        return calculated_case(self._house, key, as_of, reading, values)

    def simulated_case(
        self, made: Calculated, alternative: str = "", *, draws: int = 10_000, seed: int = 1, method: Method = "random"
    ) -> SimulatedAnswers:
        """How sure a calculated case's answer is, drawn ``draws`` times from ``seed``. Raises ``CannotAsk`` and ``CaseRefused``."""
        from trinvis.municipality.investment_kept import simulated_case

        return simulated_case(self._house, made, alternative, draws=draws, seed=seed, method=method)

    def target_group(self, as_of: date, picked: Picked, *, horizon: float = 10.0, form: PriceForm = "gamma") -> OwnData:
        """What the own data say of a target group between two days: children, prices, durations, moves, as inputs of a case.

        Durations are means within ``horizon`` years; ``form`` is the distribution of prices. Raises ``WrongPick``.
        """
        from trinvis.municipality.investment_own import own_data

        return own_data(self._house, self.basis(as_of), picked, horizon, form)

    def districts(self, as_of: date) -> tuple[str, ...]:
        """The districts that the children on the staircase have, by name."""
        from trinvis.municipality.investment_panels import districts_known

        return districts_known(self._house, self.basis(as_of))

    def follow_case(
        self, key: str, as_of: date, alternative: str = "", *, draws: int = 1_000, seed: int = 1
    ) -> CaseFollowUp:
        """A running case half-year by half-year: expected, with the middle of ``draws`` draws, against what the deliveries show.

        Raises ``UnknownCase``, ``CannotAsk``, ``CaseRefused``, and ``CannotFollow``.
        """
        from trinvis.municipality.investment_running import follow_case

        return follow_case(self._house, key, as_of, alternative, draws=draws, seed=seed)

    def compare_case(self, key: str, as_of: date, outcome: Outcome = "placed") -> Comparisons:
        """A running case's district before and after, beside other districts, and the municipality beside others.

        Raises ``UnknownCase``, ``CannotAsk``, and ``CannotFollow`` where nobody has said who takes part.
        """
        from trinvis.municipality.investment_running import compare_case

        return compare_case(self._house, key, as_of, outcome)

    def running_case(self, key: str, as_of: date) -> RunningCase | None:
        """Who takes part in a case, from when, and what it is held up against; None where nobody has said."""
        from trinvis.municipality.investment_running import running_case

        return running_case(self._house, key, as_of)

    def case_pool(self, as_of: date, name: str = "") -> tuple[str, int, tuple[float, ...]]:
        """An investment pool of the journal (empty: the only one): name, first year, and kroner by year. Raises ``CannotAsk``."""
        from trinvis.municipality.investment_pool import pool_known

        return pool_known(self._house, as_of, name)

    def reconciliation(self, year: int, as_of: date) -> dict[str, pl.DataFrame]:
        """The four lists of what does not match between the ledger and the grants."""
        from trinvis.municipality.reconciliation import reconciliation

        return reconciliation(self._house, self.basis(as_of), year)

    def full_year(self, year: int, as_of: date) -> pl.DataFrame:
        """What the grants that run on the day would cost if they ran all of the year, line by line."""
        from trinvis.municipality.full_year import full_year

        return full_year(self._house, self.basis(as_of), year)

    def grant_history(self, child_no: int, as_of: date) -> pl.DataFrame:
        """What each delivery said of a child's grants, where it said something new."""
        from trinvis.municipality.grant_history import grant_history

        return grant_history(self._house, self.basis(as_of), child_no)

    def child_postings(self, child_no: int, year: int, as_of: date) -> pl.DataFrame:
        """A child's postings of the year, each with the grant that it was matched to and why."""
        from trinvis.municipality.grant_history import child_postings

        return child_postings(self._house, self.basis(as_of), year, child_no)

    def posting(self, delivery_id: str, row_no: int, year: int, as_of: date) -> dict[str, object] | None:
        """One posting with what it was matched to; None when it is none of the year's or its neighbours'."""
        from trinvis.municipality.grant_history import posting

        return posting(self._house, self.basis(as_of), year, delivery_id, row_no)

    def what_if_moved(self, grant_id: int, on: date, new: Mapping[str, Any], *, year: int, as_of: date) -> WhatIf:
        """What it would do if a grant gave way to another on a day; nothing is written.

        Raises ``WrongSupposition``, and ``InvalidEntry`` where ``new`` lacks what an expectation must say, as its price.
        """
        from trinvis.municipality.what_if import move

        return move(self._house, self.basis(as_of), year, grant_id, on, new)

    def what_if_stopped(self, grant_id: int, last_day: date, *, year: int, as_of: date) -> WhatIf:
        """What it would do if a grant stopped after a day; nothing is written. Raises ``WrongSupposition``."""
        from trinvis.municipality.what_if import stop

        return stop(self._house, self.basis(as_of), year, grant_id, last_day)

    def month(self, year: int, as_of: date) -> Month:
        """The work of the month that the day lies in: what has arrived, what to look at, and what is left to do."""
        from trinvis.municipality.month import month

        return month(self._house, self.basis(as_of), year)

    def approve(self, year: int, as_of: date, by: str) -> Approval:
        """Approve the follow-up; it keeps its figures and what they rest on."""
        from trinvis.municipality.approvals import approve

        return approve(self._house, year, as_of, by)

    def approvals(self) -> list[Approval]:
        """Every approved follow-up."""
        from trinvis.municipality.approvals import approvals

        return approvals(self._house)

    def recompute(self, number: int) -> bytes:
        """The canonical JSON of an approved follow-up, computed again from the ids that it kept."""
        from trinvis.municipality.approvals import recomputed

        return recomputed(self._house, number).canonical()

    def explain(self, address: str, *, persons: bool = True) -> Explanation:
        """A figure opened down to its rows, for a reader with or without the right to ``persons``; raises ``BadAddress``."""
        from trinvis.municipality.opening import explain

        return explain(self._house, address, persons=persons)

    def source_row(self, delivery_id: str, row_no: int) -> SourceRow:
        """One row of a delivery: as it stood in the file, as it was read, and what was found; raises ``UnknownRow``."""
        from trinvis.municipality.source_row import source_row

        return source_row(self._house, delivery_id, row_no)

    def names(self, kind: str, numbers: Sequence[int]) -> dict[int, str]:
        """Names (or identifiers as typed) behind numbers: for those with the right alone."""
        return self._house.workspace.names(kind, numbers)  # type: ignore[arg-type]

    def doctor(self) -> list[Finding]:
        """Everything that is not as it should be, from the files' sums to the totals of the follow-up."""
        from trinvis.municipality.doctor import doctor

        return doctor(self._house)

    def secret(self, purpose: str) -> bytes:
        """32 bytes that only who holds the key can know, the same every time: for signing what a roof hands out."""
        return self._house.workspace.journal_key().mark(f"secret/{purpose}", 32)

    def sealed(self, content: bytes, about: str) -> bytes:
        """``content`` encrypted for a roof to keep; ``about`` must be given again to open it."""
        return self._house.workspace.journal_key().seal(content, f"roof/{about}")

    def unsealed(self, sealed: bytes, about: str) -> bytes:
        """What ``sealed`` holds; raises ``SealBroken`` when it was sealed for something else, or changed since."""
        return self._house.workspace.journal_key().open(sealed, f"roof/{about}")

    def rotate_key(self, new: bytes | None = None) -> None:
        """Change the master key."""
        self._house.workspace.rotate(new)

    def without_cache(self) -> Municipality:
        """The same municipality, computing everything anew each time."""
        return Municipality(replace(self._house, cache=Cache(limit_bytes=0)))

    def afresh(self) -> Municipality:
        """The same municipality with nothing remembered yet: what a newly started program would do."""
        return Municipality(replace(self._house, cache=Cache()))

    def _seen(self, as_of: date) -> Seen:
        return Seen(as_of, self._house.journal.position())
