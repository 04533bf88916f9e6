"""Ways in which files come out damaged: bytes flipped, columns dropped, rows cut, encodings mixed."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable


def mutated(content: bytes, seed: int) -> bytes:
    """A damaged copy of a file; the same seed gives the same damage."""
    chance = random.Random(seed)
    book = content.startswith(b"PK")
    ways = _BOOK if book else _TEXT
    for _ in range(chance.randint(1, 3)):
        content = chance.choice(ways)(content, chance)
    return content


def _flip(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.randint(1, max(1, len(out) // 80))):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _cut_rows(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    kept = [line[: chance.randrange(len(line) + 1)] if chance.random() < 0.2 else line for line in lines]
    return b"\n".join(line for line in kept if chance.random() > 0.2)


def _drop_column(content: bytes, chance: random.Random) -> bytes:
    delimiter = b";" if content.count(b";") >= content.count(b",") else b","
    column = chance.randrange(26)
    lines = [line.split(delimiter) for line in content.split(b"\n")]
    return b"\n".join(delimiter.join(part for i, part in enumerate(line) if i != column) for line in lines)


def _swap_columns(content: bytes, chance: random.Random) -> bytes:
    delimiter = b";" if content.count(b";") >= content.count(b",") else b","
    a, b = chance.randrange(12), chance.randrange(12)
    lines = [line.split(delimiter) for line in content.split(b"\n")]
    for line in lines[1:]:
        if max(a, b) < len(line):
            line[a], line[b] = line[b], line[a]
    return b"\n".join(delimiter.join(line) for line in lines)


def _mix_encodings(content: bytes, chance: random.Random) -> bytes:
    encodings = ("utf-8", "cp1252", "utf-16-le", "latin-1")
    return b"\n".join(
        line.decode("utf-8", "replace").encode(
            chance.choice(encodings) if chance.random() < 0.5 else "utf-8", "replace"
        )
        for line in content.split(b"\n")
    )


def _quotes(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        out.insert(chance.randrange(len(out) + 1), ord('"'))
    return bytes(out)


def _strange_values(content: bytes, chance: random.Random) -> bytes:
    delimiter = b";" if content.count(b";") >= content.count(b",") else b","
    strange = (
        b"99999999999999999999", b"-", b"01.01.9999", b"1e308", b"NaN", b"\x00", b"0", b"-0,00", b"9999999999999",
        b"31.02.2026", b"1.234", b"\xc3\xa6\xc3\xb8", "−5".encode(), b"I alt", b"=A1", b"01/02/2026", b"nul", b" ",
    )  # fmt: skip
    lines = [line.split(delimiter) for line in content.split(b"\n")]
    for line in lines[1:]:
        for i in range(len(line)):
            if chance.random() < 0.1:
                line[i] = chance.choice(strange)
    return b"\n".join(delimiter.join(line) for line in lines)


def _repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with each part changed, packed again so that the damage is reached; None leaves the part out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {name: book.read(name) for name in book.namelist()}
    except Exception:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, part in parts.items():
            changed = change(name, part)
            if changed is not None:
                book.writestr(name, changed)
    return out.getvalue()


def _parts(content: bytes, chance: random.Random) -> bytes:
    def change(name: str, part: bytes) -> bytes | None:
        if chance.random() < 0.03:
            return None
        return _flip(part, chance) if name.endswith(".xml") and chance.random() < 0.1 else part

    return _repacked(content, change)


def _sheet(content: bytes, damage: Callable[[bytes], bytes]) -> bytes:
    return _repacked(content, lambda name, part: damage(part) if "worksheets/" in name else part)


def _drop_cells(content: bytes, chance: random.Random) -> bytes:
    cell = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
    return _sheet(content, lambda part: cell.sub(lambda c: b"" if chance.random() < 0.1 else c[0], part))


def _drop_rows(content: bytes, chance: random.Random) -> bytes:
    row = re.compile(rb"<row .*?</row>", re.DOTALL)
    return _sheet(content, lambda part: row.sub(lambda r: b"" if chance.random() < 0.2 else r[0], part))


def _drop_letters(content: bytes, chance: random.Random) -> bytes:
    letter = chance.choice("ABCDEFGHR").encode()
    cell = re.compile(rb'<c r="' + letter + rb'\d+"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
    return _sheet(content, lambda part: cell.sub(b"", part))


def _other_values(content: bytes, chance: random.Random) -> bytes:
    strange = (b"-1", b"0", b"1e300", b"99999999999999999999", b"2958465", b"0.005", b"46023", b"1", b"5", b"")
    value = re.compile(rb"<v>[^<]*</v>")
    return _sheet(
        content,
        lambda part: value.sub(
            lambda v: b"<v>" + chance.choice(strange) + b"</v>" if chance.random() < 0.1 else v[0], part
        ),
    )


def _other_texts(content: bytes, chance: random.Random) -> bytes:
    strange = (b"x", b"I alt", b"1.234,56", b"31.02.2026", b"010115-9999", b"jan", b" ", b"Sk\xc3\xb8n (pulje)")
    text = re.compile(rb"<t[^>]*>[^<]*</t>")

    def change(name: str, part: bytes) -> bytes:
        if "sharedStrings" not in name:
            return part
        return text.sub(lambda t: b"<t>" + chance.choice(strange) + b"</t>" if chance.random() < 0.1 else t[0], part)

    return _repacked(content, change)


_TEXT = (_flip, _cut, _cut_rows, _drop_column, _swap_columns, _mix_encodings, _quotes, _strange_values)
_BOOK = (_drop_cells, _drop_rows, _drop_letters, _other_values, _other_texts, _parts, _flip, _cut)
