"""The udgiftsmodel's three analyses as tables: over time, distribution over the steps, and extra cost; and that all money is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from trinvis.calculations.staircase.cells import CATEGORIES
from trinvis.calculations.staircase.measures import Measure, SpendingPerChild, StepShare, average
from trinvis.calculations.staircase.over_time import Change
from trinvis.calculations.staircase.spans import WHOLE, Span, hull
from trinvis.municipality.benchmark import GROUPS
from trinvis.presentation.benchmark_rows import (
    Rows,
    made_table,
    oere,
    per_cent,
    steps_label,
    steps_of,
    steps_words,
    weighting_words,
)
from trinvis.reports import danish
from trinvis.reports.table import ReportColumn, ReportTable

if TYPE_CHECKING:
    from trinvis.municipality.benchmark import Benchmark, Moved
    from trinvis.municipality.benchmark_sets import Group

OVER_TIME = (
    ReportColumn("label", "Kommuner"),
    ReportColumn("steps", "Trin"),
    ReportColumn("year", "År", "integer"),
    ReportColumn("n", "Antal kommuner", "integer"),
    ReportColumn("unweighted_oere", "Uvægtet", "oere", "kr."),
    ReportColumn("weighted_oere", "Vægtet", "oere", "kr."),
)
CHANGES = (
    ReportColumn("label", "Kommuner"),
    ReportColumn("steps", "Trin"),
    ReportColumn("first_oere", "Første år", "oere", "kr."),
    ReportColumn("last_oere", "Sidste år", "oere", "kr."),
    ReportColumn("change_oere", "Ændring", "oere", "kr."),
    ReportColumn("n", "Antal kommuner"),
    ReportColumn("holds", "Med de samme kommuner alle år"),
)
DISTRIBUTION = (
    ReportColumn("label", "Kommuner"),
    ReportColumn("steps", "Trin"),
    ReportColumn("share", "Andel", "per_cent"),
    ReportColumn("per_child_oere", "Kr. pr. 0-22-årig", "oere", "kr."),
    ReportColumn("n", "Antal kommuner", "integer"),
)
EXTRA = (
    ReportColumn("steps", "Trin"),
    ReportColumn("year", "År", "integer"),
    ReportColumn("per_child_oere", "Pr. 0-22-årig", "oere", "kr."),
    ReportColumn("amount_oere", "I alt", "oere", "kr."),
    ReportColumn("so_far_oere", "Samlet siden basisåret", "oere", "kr."),
)
TIE = (ReportColumn("label", "Hvor pengene står"), ReportColumn("amount_oere", "Beløb", "oere", "kr.", additive=True))


def where_of(group: Group, made: Benchmark) -> dict[str, str]:
    """What an address says of a set: a municipality itself, or its key."""
    return {"municipality": str(made.own)} if group.members == (made.own,) else {"set": group.key}


def over_time_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Every set, group of steps and year with n, unweighted and weighted."""
    rows = Rows()
    for group in made.groups:
        for span in GROUPS:
            measure = SpendingPerChild(span)
            for year in made.years:
                found = average(made.spending, measure, group.members, year)
                where = {**where_of(group, made), "steps": steps_of(span)}
                rows.add(
                    {
                        "label": group.label,
                        "steps": steps_label(span),
                        "year": year,
                        "n": found.n,
                        "unweighted_oere": oere(found.unweighted),
                        "weighted_oere": oere(found.weighted),
                    },
                    unweighted_oere=made.address("spending_oere", year, **where, weighting=_weighting(group, made, "unweighted")),
                    weighted_oere=made.address("spending_oere", year, **where, weighting=_weighting(group, made, "weighted")),
                )  # fmt: skip
    return made_table(
        made, "over-time", f"Udgifter pr. 0-22-årig, {years_words(made)}", _answer(made), OVER_TIME, rows,
        ("Vægtet: sum over sum. Uvægtet: hver kommune tæller 1.", *break_notes(made)), synthetic=synthetic,
    )  # fmt: skip


def changes_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """What each set has changed since the first year, and whether it holds with the same municipalities throughout."""
    rows, refused = Rows(), []
    joint: set[tuple[str, Measure]] = set()
    for span in GROUPS:
        for moved in made.moved(SpendingPerChild(span)):
            if moved.joint is not None:
                if (moved.group.key, moved.joint.measure) in joint:
                    continue
                joint.add((moved.group.key, moved.joint.measure))
            _add_change(rows, made, moved, span_label=steps_words(span))
            if moved.refused:
                refused.append(moved.refused)
    return made_table(
        made, "changes", f"Ændring fra {made.since} til {made.year}, pr. 0-22-årig", _answer(made), CHANGES, rows,
        (f"Gennemsnittet er {weighting_words(made)}.", *dict.fromkeys(refused)), synthetic=synthetic,
    )  # fmt: skip


def distribution_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Each set's shares and kroner per child on the steps, every krone that counts."""
    rows, weighting = Rows(), made.asked.weighting
    for group, found in zip(made.groups, made.distributions, strict=True):
        for span in apart(part.span for part in found.parts):
            share, per_child = (
                average(made.spending, one, group.members, made.year)
                for one in (StepShare(span), SpendingPerChild(span))
            )
            where = {**where_of(group, made), "steps": steps_of(span), "weighting": _weighting(group, made, weighting)}
            rows.add(
                {
                    "label": group.label,
                    "steps": steps_label(span),
                    "share": per_cent(getattr(share, weighting)),
                    "per_child_oere": oere(getattr(per_child, weighting)),
                    "n": share.n,
                },
                share=made.address("share", **where),
                per_child_oere=made.address("spending_oere", **where),
            )
        where = {**where_of(group, made), "weighting": _weighting(group, made, weighting)}
        rows.add(
            {
                "label": group.label,
                "steps": "I alt på trinnene",
                "share": 10_000 if found.parts else None,
                "per_child_oere": oere(getattr(found.total_per_child, weighting)),
                "n": found.total_per_child.n,
                "kind": "subtotal",
            },
            per_child_oere=made.address("spending_oere", **where),
        )
    return made_table(
        made, "distribution", f"Fordelingen på trinnene i {made.year}", coverage_sentence(made), DISTRIBUTION, rows,
        (coverage_sentence(made), f"Gennemsnittet er {weighting_words(made)}."), synthetic=synthetic,
    )  # fmt: skip


def distribution_matrix(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """The same shares with a row per step and a column per set, as a page shows them."""
    rows, weighting = Rows(), made.asked.weighting
    names = [f"share_{number}" for number in range(len(made.groups))]
    spans = apart(part.span for found in made.distributions for part in found.parts)
    for span in spans:
        shares = [average(made.spending, StepShare(span), group.members, made.year) for group in made.groups]
        addresses = {
            name: made.address(
                "share", **where_of(group, made), steps=steps_of(span), weighting=_weighting(group, made, weighting)
            )
            for name, group in zip(names, made.groups, strict=True)
        }
        values = {name: per_cent(getattr(share, weighting)) for name, share in zip(names, shares, strict=True)}
        rows.add({"label": steps_label(span), **values}, **addresses)
    totals = {name: 10_000 if found.parts else None for name, found in zip(names, made.distributions, strict=True)}
    people = {
        name: oere(getattr(found.total_per_child, weighting))
        for name, found in zip(names, made.distributions, strict=True)
    }
    counted = ", ".join(
        f"{group.label} {danish.kroner(people[name] or 0)} kr. ({found.n} af {len(group.members)})"
        for name, group, found in zip(names, made.groups, made.distributions, strict=True)
    )
    columns = (
        ReportColumn("label", "Trin"),
        *(ReportColumn(name, group.label, "per_cent") for name, group in zip(names, made.groups, strict=True)),
    )
    return made_table(
        made, "distribution-matrix", f"Andel på hvert trin i {made.year}", coverage_sentence(made), columns, rows,
        (f"I alt pr. 0-22-årig, og antal kommuner: {counted}.", f"Gennemsnittet er {weighting_words(made)}.", *break_notes(made)),
        totals={"label": "I alt", **totals}, synthetic=synthetic,
    )  # fmt: skip


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans that can be told apart: those that overlap are one, as steps 2-3 before 2015."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        if found and span[0] <= found[-1][1]:
            found[-1] = hull(found[-1], span)
        else:
            found.append(span)
    return tuple(found)


def coverage_sentence(made: Benchmark) -> str:
    """How much of the country's spending stands on a step: ``95,1 % af udgifterne er trinspecifikke``."""
    country = made.distribution_of(made.sets.country(), made.year)
    found = country.coverage
    if found.value is None:
        return f"Der er ingen udgifter i {made.year}."
    billions = [danish.decimal(oere(part) or 0, 100 * 10**9, 1) for part in (found.step_specific, found.area)]
    share = danish.per_cent(per_cent(found.value) or 0)
    return (
        f"{share} af udgifterne er trinspecifikke: {billions[0]} af {billions[1]} mia. kr. i {made.year} "
        f"({danish.count(country.n, 'kommune', 'kommuner')})."
    )


def coverage_address(made: Benchmark) -> str:
    """Where the coverage opens."""
    return made.address("coverage", set=made.sets.country().key)


def extra_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Our extra cost against the first year, group by group; refused across a break."""
    rows, refused = Rows(), []
    for span, found in made.extra.items():
        if isinstance(found, str):
            refused.append(found)
            continue
        where = {"municipality": made.own, "steps": steps_of(span), "since": found.base_year}
        for one in found.years:
            rows.add(
                {
                    "steps": steps_label(span),
                    "year": one.year,
                    "per_child_oere": oere(one.per_child),
                    "amount_oere": oere(one.amount),
                    "so_far_oere": oere(one.accumulated),
                },
                per_child_oere=made.address("extra_oere", one.year, **where),
                amount_oere=made.address("extra_oere", one.year, **where, whole=1),
                so_far_oere=made.address("extra_oere", one.year, **where, whole=1, so_far=1),
            )
        refused += [f"{year} mangler og er ikke i summen." for year in found.missing]
    return made_table(
        made, "extra-cost", f"Merudgift mod {made.since}", extra_answer(made), EXTRA, rows,
        ("Over 0 er dyrere end basisåret. Beløbet er gange årets egne 0-22-årige, så flere børn er ingen merudgift.", *refused),
        synthetic=synthetic,
    )  # fmt: skip


def extra_answer(made: Benchmark) -> str:
    """What the year costs more or less than the base year would."""
    found = made.extra[WHOLE]
    if isinstance(found, str):
        return found
    if not found.years:
        return "Der er ingen år efter basisåret at sammenligne med."
    last = found.years[-1]
    more = "mere" if last.amount >= 0 else "mindre"
    return f"I {last.year} kostede trinnene {danish.millions(abs(oere(last.amount) or 0))} mio. kr. {more} end med udgiften pr. barn i {found.base_year}."


def tie_table(made: Benchmark, *, synthetic: bool) -> ReportTable:
    """Our year: steps and everything left out, with the source's own total to the øre."""
    found = made.spending.of(made.own, made.year)
    rows = Rows()
    if found is None:
        return made_table(
            made, "tie", "Alle pengene", "Kommunen har intet regnskab for året.", TIE, rows, synthetic=synthetic
        )
    own = {"municipality": made.own}
    for span in apart(found.steps):
        rows.add(
            {"label": steps_label(span), "amount_oere": found.on(span)},
            amount_oere=made.address("amount_oere", **own, steps=steps_of(span)),
        )
    for category, label in CATEGORIES.items():
        amounts = [amount for (name, _), amount in found.left_out.items() if name == category]
        if amounts:
            rows.add(
                {"label": label, "amount_oere": sum(amounts)},
                amount_oere=made.address("amount_oere", **own, category=category),
            )
    rows.total(amount_oere=made.address("amount_oere", **own))
    source = made.national.source_total(made.own, made.year, made.counted, found.source)
    same = "det samme" if source == found.total else "IKKE det samme; meld fejlen"
    answer = (
        f"Trin og det uden for giver {danish.kroner(found.total)} kr.; {found.source or 'kildetabellen'} har i alt "
        f"{danish.kroner(source)} kr., {same}."
    )
    return made_table(
        made, "tie", f"Alle pengene i {found.source or 'kildetabellen'} {made.year}", answer, TIE, rows,
        (answer, "Beløb i årets egne priser."), totals={"label": "I alt", "amount_oere": found.total}, spending=False,
        synthetic=synthetic,
    )  # fmt: skip


def _add_change(rows: Rows, made: Benchmark, moved: Moved, span_label: str) -> None:
    found: Change | None = moved.change or moved.joint
    label = span_label if moved.change is not None else f"{span_label}: kan ikke sammenlignes"
    if found is None:
        rows.add({"label": moved.group.label, "steps": label, "holds": moved.refused and "brud i serien"})
        return
    if moved.joint is not None:
        label = f"{steps_words(moved.joint.measure.group)} (fælles kategori hen over bruddet)"
    where = where_of(moved.group, made) | {
        "steps": steps_of(found.measure.group),
        "weighting": _weighting(moved.group, made, made.asked.weighting),
        "left_out": "1" if _left_out(found.measure) else "",
    }
    rows.add(
        {
            "label": moved.group.label,
            "steps": label,
            "first_oere": oere(found.first),
            "last_oere": oere(found.last),
            "change_oere": oere(found.difference),
            "n": str(found.n[1]) if found.n[0] == found.n[1] else f"{found.n[0]} / {found.n[1]}",
            "holds": holds(moved),
        },
        first_oere=made.address("spending_oere", made.since, **where),
        last_oere=made.address("spending_oere", **where),
        change_oere=made.address("spending_oere", **where, since=made.since),
    )


def holds(moved: Moved) -> str:
    """Whether the tendency holds on the balanced panel, in words."""
    if moved.rerun is None or moved.rerun.holds is None:
        return "kan ikke siges"
    n = moved.rerun.balanced.n[0]
    return f"{'samme' if moved.rerun.holds else 'anden'} retning ({danish.count(n, 'kommune', 'kommuner')})"


def _left_out(measure: Measure) -> bool:
    return isinstance(measure, SpendingPerChild) and measure.with_left_out


def _weighting(group: Group, made: Benchmark, weighting: str) -> str:
    return "" if group.members == (made.own,) else weighting


def break_notes(made: Benchmark) -> tuple[str, ...]:
    """The breaks of the chart of accounts within the years, each with its reason."""
    marks = {one.id: one for series in made.series(SpendingPerChild()) for one in series.breaks}
    return tuple(f"Brud i {one.year}: {one.reason}." for one in marks.values())


def years_words(made: Benchmark) -> str:
    """The years that are shown."""
    first = made.years[0] if made.years else made.year
    return f"{first}-{made.year}" if first != made.year else str(made.year)


def _answer(made: Benchmark) -> str:
    from trinvis.presentation.benchmark_page import answer

    return answer(made)
