"""What a business case says. One object per part of the file; every part knows the line that it stands on (0 from a form;
where it stands is no part of what it says).

Money is in kroner as floats, costs and gains alike above 0; what is rounded is rounded once, when it is shown. Shares and
chances are fractions. Years are counted from 1, the first year of the case being ``Case.start_year``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from trinvis.cases.expression import Expression

InputKind = Literal["amount", "rate", "count", "number", "years", "index"]
"""``amount`` kroner, ``rate`` a share or chance of something counted, ``count`` persons or things, ``index`` a factor by year."""

Form = Literal["fixed", "beta", "gamma", "lognormal", "normal", "triangular", "pert", "uniform", "empirical"]
Grade = Literal["A", "B", "C", "D"]
"""How sure the knowledge is: A own accounts or controlled trial, B other municipalities' evaluation, C expert's estimate, D guess."""

PayerKind = Literal["municipality", "partner", "region", "state", "citizen", "other"]
Timing = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Distribution:
    """How unsure an input is. ``given`` has what the form takes:

    beta: mean+sd or alpha+beta; gamma, lognormal, normal: mean+sd; triangular, pert: min+likely+max; uniform: min+max;
    empirical: values (in ``values``, each as likely).
    """

    form: Form
    given: Mapping[str, float] = field(default_factory=dict)
    values: tuple[float, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Of:
    """What a rate is a share of: in words, and the number there is of it (an input or a number), where that is known."""

    text: str
    count: Expression | None = None


@dataclass(frozen=True)
class Input:
    """One input. Exactly one of ``value``, ``formula``, ``by_year``, ``by_stay`` and ``growth_by_year`` is given.

    ``by_year`` has a value per calendar year of the case, ``by_stay`` per year since the person entered; ``growth_by_year``
    gives the cumulated factor, year 1 being 1 + the first. ``after`` says what follows the last value. Only a ``value``
    may have a ``distribution``; its base is ``value``. A rate has ``of``; an amount has ``price_level`` (the year whose prices
    it is in).
    """

    name: str
    label: str
    kind: InputKind
    unit: str = ""
    value: float | None = None
    formula: Expression | None = None
    by_year: tuple[float, ...] | None = None
    by_stay: tuple[float, ...] | None = None
    growth_by_year: tuple[float, ...] | None = None
    after: Literal["last", "zero", "refuse"] = "last"
    distribution: Distribution | None = None
    of: Of | None = None
    price_level: int | None = None
    source: str = ""
    grade: Grade | None = None
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Alternative:
    """One way to act. The first in the file is what the others are compared with ("som i dag")."""

    name: str
    label: str
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class State:
    """Where a person may be: a step of the staircase (``step`` 1-6) or an outcome of the case's own."""

    name: str
    label: str
    step: int | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Group:
    """Persons who enter the model together. ``enters`` is how many enter in each year, ``stock`` how many are there from the
    first period, by alternative ("" for all); ``start`` is the share of them in each state, by alternative; what is not
    named starts in the first state named. ``duration`` is for how many years each stays in the model (None: to the end).
    With monthly periods ``evenly`` lets a year's persons enter a twelfth each month, else all in the year's first.
    """

    name: str
    label: str
    enters: Mapping[str, Expression]
    stock: Mapping[str, Expression]
    start: Mapping[str, Mapping[str, Expression]]
    duration: Expression | None = None
    evenly: bool = True
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Transition:
    """The chance of going from one state to another, per year or per period; what is left stays.

    ``alternatives`` and ``groups`` are those that it holds for; empty for all.
    """

    source: str
    target: str
    chance: Expression
    per: Literal["year", "period"] = "year"
    alternatives: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class On:
    """What an amount is per. ``state``: a person-year in the state; ``move``: each who goes from ``source`` to ``state``;
    ``entry``: each who enters (``group``, "" for all); ``year``: each of ``years`` (empty for all), whatever happens;
    ``once``: once, in the first period of the first of ``years``.
    """

    kind: Literal["state", "move", "entry", "year", "once"]
    state: str = ""
    source: str = ""
    group: str = ""
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Money:
    """A cost or a gain. ``amount`` in kroner per what ``on`` says; ``index`` is a factor on it (None for 1).

    ``payers`` says who pays a cost or has a gain, by share of it; shares add up to 1; empty is the case's own payer.
    ``effort`` marks what the intervention itself costs (as the pool is asked for it). ``account`` is main account or function (6.45.51;
    5.28), ``centre`` the budget holder. ``timing`` overrides when in the period it falls, for discounting.
    """

    name: str
    label: str
    kind: Literal["cost", "gain"]
    on: On
    amount: Expression
    index: Expression | None = None
    payers: Mapping[str, Expression] = field(default_factory=dict)
    effort: bool = False
    account: str = ""
    centre: str = ""
    alternatives: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    timing: Timing | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Effect:
    """A gain that is not money (quality-adjusted life years, years at home): ``amount`` of ``unit`` per what ``on`` says."""

    name: str
    label: str
    unit: str
    on: On
    amount: Expression
    alternatives: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    timing: Timing | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Payer:
    """Who pays or gains: the own municipality by default, a partner, region, state, the citizen."""

    name: str
    label: str
    kind: PayerKind
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Discount:
    """``rate`` per year; None takes Finansministeriet's of the day ``as_of``, by how far ahead the year lies.

    ``continuous`` takes exp(−rate·t) instead of (1+rate)^−t. ``effects`` is the rate of effects (None: the same as money).
    """

    rate: Expression | None
    as_of: date | None = None
    effects: Expression | None = None
    continuous: bool = False
    timing: Timing = "end"
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Reading:
    """The same case with some inputs read otherwise: ``inputs`` replace those of the same name. ``fits`` are readings that agree
    with what is published, and make up a band."""

    name: str
    label: str
    inputs: Mapping[str, Input]
    note: str = ""
    fits: bool = False
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Correlation:
    """Two uncertain inputs that go together: the correlation of their normal scores (Gaussian copula), −1 to 1."""

    first: str
    second: str
    value: float
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Success:
    """Which input is the success rate, which the target group's count, so that successes can be counted; ``year`` is the year
    that they must have paid back by (0: the horizon)."""

    rate: str
    target: str
    year: int = 0


@dataclass(frozen=True)
class Knowledge:
    """One piece of evidence: what it says, where it is from, how sure (grade)."""

    text: str
    source: str
    grade: Grade


@dataclass(frozen=True)
class LeftOut:
    """What the case does not count, why, and which way that draws the gain."""

    text: str
    why: str
    draws: Literal["up", "down", "unknown"] = "unknown"


@dataclass(frozen=True)
class FollowUpPlan:
    """How the case is followed: every so many months, to whom, on which key figures."""

    every_months: int = 6
    to: str = ""
    key_figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Application:
    """The texts of the application to the investment pool, by the headings of its form (keys of ``HEADINGS``)."""

    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A business case, whole. ``period`` is the length of a cycle. ``counting`` says when in a period persons are counted:
    ``end`` after its moves, ``start`` before them, ``half`` the mean of both. ``perspective`` are the payers whose net
    gain is the answer (empty: all but citizens). ``price_index`` turns amounts of other price levels into ``price_level``.
    """

    name: str
    title: str
    start_year: int
    horizon: int
    price_level: int
    alternatives: tuple[Alternative, ...]
    states: tuple[State, ...]
    groups: tuple[Group, ...]
    inputs: Mapping[str, Input]
    money: tuple[Money, ...]
    payers: tuple[Payer, ...]
    discount: Discount
    transitions: tuple[Transition, ...] = ()
    effects: tuple[Effect, ...] = ()
    readings: tuple[Reading, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    period: Literal["year", "month"] = "year"
    counting: Literal["end", "start", "half"] = "end"
    perspective: tuple[str, ...] = ()
    price_index: Mapping[int, float] = field(default_factory=dict)
    price_index_source: str = ""
    success: Success | None = None
    knowledge: tuple[Knowledge, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    other_gains: tuple[str, ...] = ()
    follow_up: FollowUpPlan = field(default_factory=FollowUpPlan)
    application: Application = field(default_factory=Application)
    target_text: str = ""
    note: str = ""
    licence: str = ""
    """What must stand with tables that were brought in from elsewhere."""

    @property
    def periods(self) -> int:
        """How many periods the case runs over."""
        return self.horizon * (12 if self.period == "month" else 1)

    @property
    def periods_a_year(self) -> int:
        """12 with months, 1 with years."""
        return 12 if self.period == "month" else 1


HEADINGS: Mapping[str, str] = {
    "authors": "Skrevet af makkerskab",
    "purpose": "Indsatsens formål",
    "background": "Baggrund",
    "method": "Metodiske principper",
    "difference": "Forskel fra praksis i dag",
    "preventive": "Det forebyggende perspektiv",
    "target": "Målgruppe",
    "who_pays": "Hvem afholder udgifterne til indsatsen?",
    "costs_before": "Udgifter til målgruppen før tiltag",
    "costs_after": "Udgifter til målgruppen efter tiltag",
    "delimitation": "Afgrænsning: udgiftstyper, der ikke er med",
    "total_cost": "Samlede omkostninger ved indsatsen",
    "financing": "Finansiering",
    "knowledge": "Vidensgrundlag",
    "horizon": "Tidshorisont for effekt",
    "success": "Succesrate",
    "relapse": "Tilbagefald",
    "years": "Antal år indsatsen løber over",
    "results": "Resultater",
    "gain": "Hvori består gevinsten?",
    "who_gains": "Hvor ligger den potentielle økonomiske gevinst?",
    "other_gains": "Ikke-økonomiske gevinster",
    "why_here": "Hvorfor skal indsatsen afprøves her?",
    "quality": "Kvalitetssikring",
    "reporting": "Afrapporteringskadence",
    "political": "Kriterium: politisk aktualitet",
    "citizen_gain": "Kriterium: estimeret gevinst for borgeren",
}
"""The headings of the application (after those of Ishøj's form, [004] whole), by the key that its text has in the file."""
