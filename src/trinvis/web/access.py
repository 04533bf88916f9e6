"""Who may see what: every page asks ``may_see``, and a page that asks nothing cannot be reached.

Today an account sees all of the municipality; roles come later, here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

What = Literal["figures", "persons", "write", "deliver", "approve", "setup"]
"""``figures``: sums. ``persons``: children, names and rows. ``write``: type in. ``deliver``: files in and withdrawn."""

View = Callable[..., HttpResponse]


def may_see(user: Any, what: What) -> bool:  # noqa: ARG001 - roles decide on it later
    """Whether this user may see, or do, that."""
    return bool(user.is_authenticated and user.is_active)


def page(what: What) -> Callable[[View], View]:
    """Marks a view with what it shows; answers 403 to who may not see it."""

    def guarded(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may_see(request.user, what):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        answered.shows = what  # type: ignore[attr-defined]
        return answered

    return guarded
