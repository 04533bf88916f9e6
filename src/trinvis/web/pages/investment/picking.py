"""A target group in a form: what was sent, and what can be chosen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from trinvis.municipality.staircase_overview import step_labels
from trinvis.presentation.investment_picking import PickedTexts, choices_of
from trinvis.web.moment import moment_of
from trinvis.web.site import the_site


def picked_texts(sent: Any) -> PickedTexts:
    """The fields of a target group as they were sent, from an address or a form."""
    return PickedTexts(
        sent.get("alder_fra", "").strip(),
        sent.get("alder_til", "").strip(),
        tuple(sent.getlist("trin")),
        tuple(sent.getlist("distrikt")),
        sent.get("type", ""),
    )


def pick_context(request: HttpRequest, texts: PickedTexts) -> dict[str, Any]:
    """What can be chosen of a target group, and what is."""
    return choices_of(texts, labels_of(request), the_site().kommune.districts(moment_of(request).as_of))


def labels_of(request: HttpRequest) -> dict[int, str]:
    """Step → label on the municipality's own staircase."""
    kommune, day = the_site().kommune, moment_of(request).as_of
    return step_labels(kommune.profile(day), kommune.parameters(day), day)
