"""A job, and a file on its way in, as they stand in the database.

Nothing that may tell of persons stands here: file names, contents and results lie sealed beside (``sealed``).
"""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One piece of work. ``state``: queued → running → done | failed | cancelled."""

    class State(models.TextChoices):
        QUEUED = "queued", "Venter"
        RUNNING = "running", "I gang"
        DONE = "done", "Færdig"
        FAILED = "failed", "Gik ikke"
        CANCELLED = "cancelled", "Standset"

    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED, db_index=True)
    by = models.CharField(max_length=150)
    token = models.CharField(max_length=64, unique=True)
    """Who asks twice with the same token gets the same job: a form sent twice runs once."""
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)

    @property
    def over(self) -> bool:
        """Whether it has come to an end."""
        return self.state not in (self.State.QUEUED, self.State.RUNNING)

    @property
    def per_cent(self) -> int:
        """How far it has come, in whole per cent."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class Upload(models.Model):
    """A file that was sent and waits to be kept or thrown away; files sent together share ``batch``.

    Its content (``file``) and what is said of it (``said``) lie sealed under ``token``.
    """

    batch = models.CharField(max_length=64, db_index=True)
    token = models.CharField(max_length=64, unique=True)
    place = models.IntegerField()
    by = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    preview = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="previews")
    taking = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="taken")
    """The import that it is part of."""
    gone = models.BooleanField(default=False)
    """Kept as a delivery, or thrown away: the content is no longer here."""

    class Meta:
        ordering = ("batch", "place")
