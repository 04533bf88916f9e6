"""The forecast, and whether it has been worked out here already: the first time takes seconds."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality.forecast_year import ForecastYear
    from trinvis.presentation.municipality import Moment

_WORKED_OUT: deque[str] = deque(maxlen=100)
"""The newest forecasts that this process has worked out: the hall remembers them."""


def forecast_of(asked: Moment) -> ForecastYear:
    """The forecast; raises ``CannotForecast`` where there is none."""
    made = the_site().kommune.forecast(asked.year, asked.as_of)
    if _key(asked) not in _WORKED_OUT:
        _WORKED_OUT.append(_key(asked))
    return made


def is_at_hand(asked: Moment) -> bool:
    """Whether ``forecast_of`` takes no time."""
    return _key(asked) in _WORKED_OUT


def tested_at_hand(asked: Moment) -> ForecastYear | None:
    """The forecast where it takes no time and its intervals are tested."""
    made = forecast_of(asked) if is_at_hand(asked) else None
    return made if made is not None and made.tested is not None else None


def tested_of(asked: Moment) -> ForecastYear | None:
    """The forecast where its intervals are tested, else None: also where nothing can be forecast."""
    from trinvis.municipality.forecast_known import CannotForecast

    if not may_be_tested():
        return None
    try:
        made = forecast_of(asked)
    except CannotForecast:
        return None
    return made if made.tested is not None else None


def may_be_tested() -> bool:
    """False where nothing was ever tested: then it is not worth asking."""
    from trinvis.municipality.forecast_backtest import FILE

    return (the_site().folder / FILE).exists()


def _key(asked: Moment) -> str:
    return f"{the_site().kommune.basis(asked.as_of).digest()}/{asked.year}"
