"""What can go wrong with a workspace. Each error is one plain Danish sentence: what, where, what to do."""

from __future__ import annotations

from pathlib import Path


class WorkspaceError(Exception):
    """Something about a workspace that the user must know; its text is Danish and can be shown as it is."""


class NotAWorkspace(WorkspaceError):
    """The folder holds no workspace, or one that this version cannot read."""


class MissingKey(WorkspaceError):
    """The master key was not found."""

    def __init__(self, where: Path | str) -> None:
        super().__init__(
            f"Arbejdsmappens nøgle findes ikke i {where}; læg nøglefilen dér, eller angiv den med TRINVIS_KEY_FILE."
        )


class WrongKey(WorkspaceError):
    """The master key is not this workspace's."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"Nøglen passer ikke til arbejdsmappen {root}; brug den nøgle, som mappen er oprettet med eller sidst skiftet til."
        )


class KeyChanged(WorkspaceError):
    """The master key was changed by another process since this one opened the workspace."""

    def __init__(self) -> None:
        super().__init__("Arbejdsmappens nøgle er skiftet, siden den blev åbnet; åbn den igen.")


class WorkspaceBusy(WorkspaceError):
    """Another import, withdrawal or change of key holds the workspace."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"En anden indlæsning er i gang i arbejdsmappen {root}; prøv igen, når den er færdig. Intet er ændret."
        )


class UnknownDelivery(WorkspaceError):
    """No delivery has that id."""

    def __init__(self, delivery_id: str) -> None:
        super().__init__(f"Der er ingen levering {delivery_id}; se listen med »trinvis deliveries«.")


class Damaged(WorkspaceError):
    """What lies on disk is not what the register says."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} er beskadiget eller ændret uden om Trinvis; kør »trinvis doctor«, og hent mappen fra sikkerhedskopi."
        )
