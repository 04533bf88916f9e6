"""The folder that a municipality's data live in: deliveries, register, as-of view, identity table and keys."""

from __future__ import annotations

from trinvis.workspace.check import Finding
from trinvis.workspace.delivery import MEANINGS, Caveat, Delivery
from trinvis.workspace.errors import (
    Damaged,
    KeyChanged,
    MissingKey,
    NotAWorkspace,
    UnknownDelivery,
    WorkspaceBusy,
    WorkspaceError,
    WrongKey,
)
from trinvis.workspace.folder import Workspace, workspace_id
from trinvis.workspace.grants import DEFAULT_TOLERANCE_DAYS, REASONS
from trinvis.workspace.identities import Identity
from trinvis.workspace.keys import KeyFile, KeyStore, key_text, new_key, parse_key
from trinvis.workspace.overrules import Overrules
from trinvis.workspace.sealing import DataKey
from trinvis.workspace.selection import MONTH_COLUMN, Piece, Selection
from trinvis.workspace.session import ImportSession

__all__ = [
    "DEFAULT_TOLERANCE_DAYS",
    "MEANINGS",
    "MONTH_COLUMN",
    "REASONS",
    "Caveat",
    "Damaged",
    "DataKey",
    "Delivery",
    "Finding",
    "Identity",
    "ImportSession",
    "KeyChanged",
    "KeyFile",
    "KeyStore",
    "MissingKey",
    "NotAWorkspace",
    "Overrules",
    "Piece",
    "Selection",
    "UnknownDelivery",
    "Workspace",
    "WorkspaceBusy",
    "WorkspaceError",
    "WrongKey",
    "key_text",
    "new_key",
    "parse_key",
    "workspace_id",
]
