"""Accounts made from outside the pages: the example's, and the first of a municipality."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

WORDS = (
    "anker birk blomst bro bakke bølge due eg elg fjeld fjord flod fugl gren gås hav hede hegn hest høst humle is kilde klit "
    "klippe kyst køl lærke løv lyng løn mark mos måge måne nat nord odde pil plov ravn regn ris rose ryg sand sejl sky skov sne "
    "sol sommer stav sten sti storm strand svale syd sø tang tidsel torn træ tåge vand vej vind vinter ø ådal år øst"
).split()


@dataclass(frozen=True)
class Account:
    """A name and its password in clear: told once, kept nowhere."""

    name: str
    password: str


def new_password() -> str:
    """Five random words and two digits: some 37 bits, read and typed without error."""
    return "-".join(secrets.choice(WORDS) for _ in range(5)) + f"-{secrets.randbelow(90) + 10}"


def with_new_password(name: str) -> Account:
    """The account of that name, made if it is not there, with a new password."""
    from django.contrib.auth.models import User

    user, _ = User.objects.get_or_create(username=name)
    password = new_password()
    user.set_password(password)
    user.is_active = True
    user.save()
    return Account(name, password)


def nobody_yet() -> bool:
    """Whether no account exists."""
    from django.contrib.auth.models import User

    return not User.objects.exists()
