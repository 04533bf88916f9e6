"""A job as it stands in the database. What it works on, and what came of it, may tell of persons and lies sealed beside."""

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
        return 100 * self.done // self.total if self.total else 0
