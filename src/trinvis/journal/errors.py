"""What can go wrong with the journal. Each error is one plain Danish sentence: what, where, what to do."""

from __future__ import annotations


class JournalError(Exception):
    """Something about the journal that the user must know; its text is Danish and can be shown as it is."""


class InvalidEntry(JournalError):
    """The entry does not hold what its kind asks for."""


class LostUpdate(JournalError):
    """Somebody else has written in the meantime; nothing was written."""

    def __init__(self, label: str, key: str, expected: int, found: int) -> None:
        self.expected, self.found = expected, found
        super().__init__(
            f"{label} »{key}« er ændret af en anden, siden du åbnede den (du havde udgave {expected}, nu er den {found}); "
            "hent den igen, og gentag din ændring."
        )
