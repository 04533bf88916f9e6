"""Takes the jobs one by one, in a thread of its own with a municipality of its own.

Of several processes over the same folder one works and the others wait: a lock that dies with its process decides. So a job that
stands as running when the lock is taken was interrupted, and begins again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from trinvis.presentation.speaking import speaks
from trinvis.web.jobs import sealed
from trinvis.web.site import the_site

if TYPE_CHECKING:
    from trinvis.municipality import Municipality
    from trinvis.web.jobs.models import Job

WAIT_SECONDS = 0.2
KEPT_DAYS = 7
"""How long a result, or a file that nobody decided on, lies sealed."""
UNKNOWN_KIND = "Trinvis kender ikke denne slags arbejde. Begynd forfra."
INPUT_GONE = "Det, der skulle arbejdes med, er der ikke mere. Begynd forfra."
STOPPED = "Standset, før det var færdigt."


class Cancelled(Exception):
    """The user asked the job to stop; ``result`` is what it had come to."""

    def __init__(self, result: bytes | None = None) -> None:
        super().__init__(STOPPED)
        self.result = result


class Ending(Exception):
    """The process is ending: the job begins again in the next one."""


@dataclass(frozen=True)
class Work:
    """What a job's function is given.

    ``tell(done, total)`` keeps the progress, and raises ``Cancelled`` when asked to stop and ``Ending`` when the process ends.
    """

    job: Job
    kommune: Municipality
    given: bytes
    tell: Callable[[int, int], None]


KINDS: dict[str, Callable[[Work], bytes]] = {}
"""Kind → the function that does it and gives its result. It must find out itself what an interrupted run already did."""

_WAKE = Event()


def ask(kind: str, token: str, given: bytes, by: str) -> Job:
    """Put a job in the queue; the same token again gives the job that already stands there."""
    from django.db import IntegrityError

    from trinvis.web.jobs.models import Job

    found = Job.objects.filter(token=token).first()
    if found is not None:
        return found
    sealed.keep(token, "input", given)
    try:
        job = Job.objects.create(kind=kind, token=token, by=by, created_at=the_site().clock())
    except IntegrityError:  # the same form, a moment before
        return Job.objects.get(token=token)
    _WAKE.set()
    return job


def cancel(job: Job) -> None:
    """Ask a job to stop: one that waits is stopped here, one that runs stops where it can."""
    from trinvis.web.jobs.models import Job

    stopped = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(
        state=Job.State.CANCELLED, finished_at=the_site().clock()
    )
    if stopped:
        sealed.keep(job.token, "result", STOPPED.encode())
        sealed.forget(job.token, "input")
    else:
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True)


class Worker(Thread):
    """Runs until ``stop``. What was running when the last process ended is begun again."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="jobs")
        self._stop_asked = Event()
        self._kommune: Municipality | None = None

    def stop(self) -> None:
        """Stop after the job at hand has come to a place where it can."""
        self._stop_asked.set()
        _WAKE.set()
        self.join(timeout=10)

    def run(self) -> None:
        """Wait for the turn of this process, then work until asked to stop."""
        lock = FileLock(sealed.place() / "working.lock")
        while not self._stop_asked.is_set():
            try:
                lock.acquire(timeout=0)
            except Timeout:
                self._stop_asked.wait(2)
                continue
            try:
                self._work()
            finally:
                lock.release()
        if self._kommune is not None:
            self._kommune.close()

    def _work(self) -> None:
        from trinvis.web.jobs.models import Job

        self._safely(lambda: Job.objects.filter(state=Job.State.RUNNING).update(state=Job.State.QUEUED))
        self._safely(_sweep)
        while not self._stop_asked.is_set():
            if not self._safely(self._next):
                _WAKE.wait(WAIT_SECONDS)
            _WAKE.clear()

    def _next(self) -> bool:
        """Do the job whose turn it is; whether there was one."""
        from trinvis.web.jobs.models import Job

        job = Job.objects.filter(state=Job.State.QUEUED).order_by("id").first()
        if job is not None:
            self.do(job)
        return job is not None

    def _safely(self, step: Callable[[], object]) -> object:
        """What fails here (a full disk, a locked database) must not end the thread: it is tried again."""
        from django.db import close_old_connections

        close_old_connections()
        try:
            return step()
        except Exception as error:
            logging.getLogger("django").error("Uventet fejl i baggrunden: %s", type(error).__name__, exc_info=error)
            self._stop_asked.wait(1)
            return False

    def do(self, job: Job) -> None:
        """Do one job to its end."""
        from trinvis.web.jobs.models import Job

        started = the_site().clock()
        if not Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(
            state=Job.State.RUNNING, started_at=started
        ):
            return
        job.refresh_from_db()
        try:
            state, result = self._outcome(job)
        except Ending:
            Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
            return
        sealed.keep(job.token, "result", result)
        Job.objects.filter(pk=job.pk).update(state=state, finished_at=the_site().clock())
        sealed.forget(job.token, "input")

    def _outcome(self, job: Job) -> tuple[str, bytes]:
        from trinvis.web.jobs.models import Job

        given, does = sealed.kept(job.token, "input"), KINDS.get(job.kind)
        if given is None or does is None:
            return Job.State.FAILED, (INPUT_GONE if given is None else UNKNOWN_KIND).encode()

        def tell(done: int, total: int) -> None:
            if self._stop_asked.is_set():
                raise Ending
            Job.objects.filter(pk=job.pk).update(done=done, total=total)
            if Job.objects.filter(pk=job.pk, cancel_asked=True).exists():
                raise Cancelled

        try:
            if self._kommune is None:
                self._kommune = the_site().open_again()
            return Job.State.DONE, does(Work(job, self._kommune, given, tell))
        except Ending:
            raise
        except Cancelled as stopped:
            return Job.State.CANCELLED, stopped.result or STOPPED.encode()
        except Exception as error:
            self._kommune = None  # opened anew for the next: the key may have been changed
            if speaks(error):
                return Job.State.FAILED, str(error).encode()
            logging.getLogger("django").error("Uventet fejl i et job: %s", type(error).__name__, exc_info=error)
            return Job.State.FAILED, f"Der skete en uventet fejl ({type(error).__name__}). Intet er ændret.".encode()


def _sweep() -> None:
    """Let go of what nobody has asked for in a week."""
    from trinvis.web.jobs.models import Job, Upload

    past = the_site().clock() - timedelta(days=KEPT_DAYS)
    Upload.objects.filter(created_at__lt=past).delete()
    Job.objects.filter(finished_at__lt=past).delete()
    sealed.forget_older(past)
