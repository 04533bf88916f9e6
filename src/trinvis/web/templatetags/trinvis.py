"""How values are written on pages: the same Danish forms as in every report. Nothing is computed here."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from trinvis.reports import danish

register = template.Library()


@register.filter
def long_day(value: date) -> str:
    """``30. september 2026``."""
    return danish.long_day(value)


@register.filter
def day(value: date) -> str:
    """``30.09.2026``."""
    return danish.day(value)


@register.filter
def number(value: int | None) -> str:
    """``1.163``; nothing for null."""
    return "" if value is None else danish.decimal(value)


@register.filter
def month_name(yyyymm: int) -> str:
    """``september 2026``."""
    return danish.month(yyyymm)


@register.filter
def kroner(oere: int | None) -> str:
    """Øre as ``1.234.567 kr.``; nothing for null."""
    return "" if oere is None else f"{danish.kroner(oere)} kr."


@register.filter
def kroner_exact(oere: int | None) -> str:
    """Øre as ``1.234.567,89 kr.``; nothing for null."""
    return "" if oere is None else f"{danish.kroner(oere, 2)} kr."


@register.filter
def mio(oere: int | None) -> str:
    """Øre as ``119,0 mio. kr.``; nothing for null."""
    return "" if oere is None else f"{danish.millions(oere)} mio. kr."


@register.filter
def opens(address: str) -> str:
    """The page that opens the figure with this address."""
    return f"{reverse('calculation')}?{urlencode({'adresse': address})}"
