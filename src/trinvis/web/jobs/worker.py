"""Takes the jobs one by one, in a thread of its own with a municipality of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from trinvis.presentation.speaking import speaks
from trinvis.web.jobs import sealed
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.web.jobs.models import Job

WAIT_SECONDS = 0.2


class Cancelled(Exception):
    """The user asked the job to stop."""


@dataclass(frozen=True)
class Work:
    """What a job's function is given. ``tell(done, total)`` keeps the progress and raises ``Cancelled`` when asked to stop."""

    job: Job
    kommune: Municipality
    given: bytes
    tell: Callable[[int, int], None]


KINDS: dict[str, Callable[[Work], bytes]] = {}
"""Kind → the function that does it and gives its result. It must find out itself what an interrupted run already did."""


def ask(kind: str, token: str, given: bytes, by: str) -> Job:
    """Put a job in the queue; the same token again gives the job that already stands there."""
    from trinvis.web.jobs.models import Job

    found = Job.objects.filter(token=token).first()
    if found is not None:
        return found
    sealed.keep(token, "input", given)
    return Job.objects.create(kind=kind, token=token, by=by, created_at=the_site().clock())


class Worker(Thread):
    """Runs until ``stop``. What was running when the last process ended is begun again."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="jobs")
        self._stop_asked = Event()
        self._kommune: Municipality | None = None

    def stop(self) -> None:
        """Stop after the job at hand has come to a place where it can."""
        self._stop_asked.set()
        self.join(timeout=10)

    def run(self) -> None:
        """The loop."""
        from django.db import close_old_connections

        from trinvis.web.jobs.models import Job

        Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.QUEUED)
        while not self._stop_asked.wait(WAIT_SECONDS):
            close_old_connections()
            job = Job.objects.filter(state=Job.State.QUEUED).order_by("id").first()
            if job is not None:
                self.do(job)

    def do(self, job: Job) -> None:
        """Do one job to its end."""
        from trinvis.web.jobs.models import Job

        started = the_site().clock()
        if not Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(
            state=Job.State.RUNNING, started_at=started
        ):
            return
        job.refresh_from_db()
        state, result = self._outcome(job)
        if result is None:  # the process is ending: the job begins again in the next one
            return
        sealed.keep(job.token, "result", result)
        Job.objects.filter(pk=job.pk).update(state=state, finished_at=the_site().clock())
        sealed.forget(job.token, "input")

    def _outcome(self, job: Job) -> tuple[str, bytes | None]:
        from trinvis.web.jobs.models import Job

        given = sealed.kept(job.token, "input")
        if given is None:
            return Job.State.FAILED, b"Det, der skulle arbejdes med, er der ikke mere. Begynd forfra."

        def tell(done: int, total: int) -> None:
            if self._stop_asked.is_set():
                raise _Ending
            Job.objects.filter(pk=job.pk).update(done=done, total=total)
            if Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
                raise Cancelled

        try:
            if self._kommune is None:
                self._kommune = the_site().open_again()
            return Job.State.DONE, KINDS[job.kind](Work(job, self._kommune, given, tell))
        except _Ending:
            Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
            return Job.State.QUEUED, None
        except Cancelled:
            return Job.State.CANCELLED, "Standset, før det var færdigt.".encode()
        except Exception as error:
            if speaks(error):
                return Job.State.FAILED, str(error).encode()
            logging.getLogger("django").error("Uventet fejl i et job: %s", type(error).__name__, exc_info=error)
            return Job.State.FAILED, f"Der skete en uventet fejl ({type(error).__name__}). Intet er ændret.".encode()


class _Ending(Exception):
    """The server is stopping."""
