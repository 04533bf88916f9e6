"""A stand-in for api.statbank.dk that keeps to its documented contract, with the facts of ``tableinfo.json`` and numbers of its
own: the same cell is always the same number, net is expenditure less income, and the country is the sum of the municipalities.

It knows the service's errors (an unknown table or value, a variable without values, more than a million cells where the
format does not stream) and can be told to be ill: ``troubles`` are used up one per question.
"""

from __future__ import annotations

import itertools
import json
import math
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from trinvis.parameters import Parameters

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "tableinfo.json").read_text("utf-8"))
STREAMING = ("BULK", "SDMXCOMPACT", "SDMXGENERIC")
TOTALS = ("TOT", "IALT", "0", "00", "TOT22")
AREAS = ("OMRÅDE", "REGI07A", "ADMKOM", "KOMMUNEDK")
BOM = b"\xef\xbb\xbf"


class Refused(Exception):
    """The service's own error: its code and words."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class StandIn:
    """``limit``: cells that a format gives unless it streams. ``troubles``: what goes wrong with the next questions for data or
    metadata: a status (429, 503), ``slow`` (longer than anybody waits), ``cut`` (half of what was promised), ``broken`` (a
    stream that ends in the middle of a line and claims to be whole), ``error`` (an error with status 200), ``page`` (HTML).
    """

    limit: int = 1_000_000
    troubles: list[int | str | None] = field(default_factory=list)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    tables: dict[str, Any] = field(default_factory=lambda: json.loads(json.dumps(FACTS["tables"])))
    slowness: float = 1.0

    def names(self) -> dict[int, str]:
        """Code → name of the 98 municipalities."""
        table = Parameters.shipped().table("municipalities", None)
        return dict(zip(table["municipality"].to_list(), table["name"].to_list(), strict=True))

    def variables(self, name: str) -> list[dict[str, Any]]:
        """The variables of a table as tableinfo gives them."""
        table = self._table(name)
        areas = {} if table.get("plain") else dict(FACTS["areas"])
        if table.get("unknown"):
            areas = {"000": "Hele landet"}
        areas |= {f"{c:03d}": n for c, n in self.names().items() if c not in table.get("lacking", ())}
        areas |= {"998": "Ukendt kommune"} if table.get("unknown") else {}
        years = range(table["first"], table["last"] + 1)
        periods = [f"{year}{part}" for year in years for part in table.get("periods", [""])]
        return [
            _variable(table["area"]["id"], table["area"]["text"], areas),
            *[_variable(one["id"], one["text"], one["values"]) for one in table["variables"]],
            {**_variable("Tid", "tid", {period: period for period in periods}), "time": True},
        ]

    def answer(self, function: str, question: Mapping[str, Any]) -> Any:
        """The answer to a question: JSON for metadata, bytes for data."""
        if function == "subjects":
            return [{"id": "1", "description": "Borgere", "active": True, "hasSubjects": True, "subjects": []}]
        if function == "tables":
            return [
                {"id": name, "text": t["text"], "unit": t["unit"], "updated": t["updated"], "active": True,
                 "firstPeriod": str(t["first"]), "latestPeriod": str(t["last"]), "variables": []}
                for name, t in self.tables.items()
            ]  # fmt: skip
        if not question.get("table"):
            raise Refused("REQUEST-MISSING", "Der er ikke angivet nogen tabel-id.")
        name = str(question["table"]).upper()
        if function == "tableinfo":
            table = self._table(name)
            told = {
                "id": name,
                "text": table["text"],
                "unit": table["unit"],
                "updated": table["updated"],
                "active": True,
            }
            return told | {"variables": self.variables(name)}
        return self.data(name, question)

    def data(self, name: str, question: Mapping[str, Any]) -> bytes:
        """Rows (CSV, BULK) or a cube (JSONSTAT) of the values asked for, the last variable running fastest."""
        form = str(question.get("format", "")).upper()
        variables = self.variables(name)
        wanted = {one["code"].upper(): one["values"] for one in question.get("variables", [])}
        chosen: list[tuple[dict[str, Any], list[str]]] = []
        hidden: dict[str, str] = {}
        for variable in variables:
            values = {value["id"]: value["text"] for value in variable["values"]}
            asked = wanted.pop(variable["id"].upper(), None)
            if asked:
                chosen.append((variable, _picked(variable["id"], values, asked)))
            elif form in STREAMING or not any(total in values for total in TOTALS):
                raise Refused("REQUEST-MISSING", f"Der skal vælges værdier for variabel: {variable['id']}")
            else:
                hidden[variable["id"].upper()] = next(total for total in TOTALS if total in values)
        if wanted:
            raise Refused("EXTRACT-NOTFOUND", f"Variablen findes ikke: {next(iter(wanted))}")
        cells = math.prod(len(codes) for _, codes in chosen)
        if cells > self.limit and form not in STREAMING:
            raise Refused(
                "REQUEST-LIMIT",
                f"Forespørgslen på op mod {cells:,} celler er over begrænsningen på {self.limit:,} celler for denne filtype. "
                "Anvend BULK eller andet streaming format i stedet.".replace(",", "."),
            )
        return self._written(name, form, str(question.get("valuePresentation", "Value")), chosen, hidden)

    def number(self, name: str, cell: Mapping[str, str]) -> str:
        """The number of a cell as the service writes it."""
        return number(name, cell, [c for c in self.names() if c not in self._table(name).get("lacking", ())])

    def _table(self, name: str) -> dict[str, Any]:
        table: dict[str, Any] | None = self.tables.get(name.upper())
        if table is None:
            raise Refused("EXTRACT-NOTFOUND", f"Tabel findes ikke: {name}")
        return table

    def _written(
        self,
        name: str,
        form: str,
        presented: str,
        chosen: Sequence[tuple[dict[str, Any], list[str]]],
        hidden: Mapping[str, str],
    ) -> bytes:
        ids = [variable["id"].upper() for variable, _ in chosen]
        texts = [{value["id"]: value["text"] for value in variable["values"]} for variable, _ in chosen]
        towns = [c for c in self.names() if c not in self._table(name).get("lacking", ())]
        combinations = itertools.product(*[codes for _, codes in chosen])
        if form == "JSONSTAT":
            cells = [number(name, {**hidden, **dict(zip(ids, cell, strict=True))}, towns) for cell in combinations]
            return _json_stat(name, chosen, texts, cells)
        lines = [";".join([*ids, "INDHOLD"])]
        for cell in combinations:
            shown = [_shown(code, told[code], presented) for code, told in zip(cell, texts, strict=True)]
            lines.append(";".join([*shown, number(name, {**hidden, **dict(zip(ids, cell, strict=True))}, towns)]))
        return BOM + "\r\n".join(lines).encode() + b"\r\n"


def asked(table: str, form: str, presented: str = "Code", **values: list[str]) -> dict[str, Any]:
    """A question as it is posted."""
    variables = [{"code": code, "values": codes} for code, codes in values.items()]
    return {"table": table, "format": form, "lang": "da", "valuePresentation": presented, "variables": variables}


def number(name: str, cell: Mapping[str, str], towns: Sequence[int]) -> str:
    """The number of a cell; ``..`` where it is not published."""
    area = next(iter(cell[key] for key in AREAS if key in cell))
    year = int(cell["TID"][:4])
    others = sorted(set(cell) - {"ART", "PRISENHED", "TID", *AREAS})
    rest = sum(ord(letter) for key in others for letter in cell[key])
    if name == "BU43":
        return f"{int(area) % 7},{rest % 10}"
    if area == "998":
        return "3"
    codes = towns if area in ("000", "084", "910") else [int(area)]
    if "ART" not in cell:
        hidden = name.startswith(("ANBAAR", "UND"))  # small numbers of children
        return (
            ".."
            if hidden and area != "000" and (int(area) + rest) % 37 == 0
            else str(sum(c % 90 + rest % 40 for c in codes))
        )
    spent = sum(c * 10 + rest + (year - 2007) * 7 for c in codes)
    earned = sum(c + rest % 9 for c in codes)
    value = {"UE": spent, "I": earned, "TOT": spent - earned}.get(cell["ART"], spent // 2)
    return str(value if cell["PRISENHED"] == "LOBM" else value // 50)


def _variable(name: str, text: str, values: Mapping[str, str]) -> dict[str, Any]:
    listed = [{"id": code, "text": told} for code, told in values.items()]
    return {"id": name, "text": text, "elimination": False, "time": False, "values": listed}


def _picked(name: str, values: Mapping[str, str], asked: Sequence[str]) -> list[str]:
    picked: list[str] = []
    for one in asked:
        found = [code for code in values if (code.startswith(one[:-1]) if one.endswith("*") else code == one)]
        if not found:
            raise Refused("EXTRACT-NOTFOUND", f"Værdien findes ikke: {one} ({name})")
        picked += found
    return picked


def _shown(code: str, text: str, presented: str) -> str:
    told = {"Code": code, "Value": text, "CodeAndValue": f"{code} {text}"}.get(presented, text)
    return f'"{told}"' if ";" in told else told


def _json_stat(
    name: str,
    chosen: Sequence[tuple[dict[str, Any], list[str]]],
    texts: Sequence[Mapping[str, str]],
    cells: Sequence[str],
) -> bytes:
    dimension: dict[str, Any] = {}
    for (variable, codes), told in zip(chosen, texts, strict=True):
        index = {code: place for place, code in enumerate(codes)}
        labels = {code: told[code] for code in codes}
        dimension[variable["id"]] = {"label": variable["text"], "category": {"index": index, "label": labels}}
    dimension["ContentsCode"] = {
        "label": "Indhold",
        "category": {"index": {name: 0}, "label": {name: FACTS["tables"][name]["text"]}},
    }
    order = [variable["id"] for variable, _ in chosen]
    order.insert(len(order) - 1, "ContentsCode")
    dimension["id"] = order
    dimension["size"] = [len(dimension[key]["category"]["index"]) for key in order]
    values = [None if one == ".." else float(one.replace(",", ".")) if "," in one else int(one) for one in cells]
    return json.dumps(
        {"dataset": {"dimension": dimension, "label": name, "source": "Danmarks Statistik", "value": values}}
    ).encode()


@contextmanager
def served(service: StandIn) -> Iterator[str]:
    """The stand-in at an address of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8") or "{}")
            function = self.path.rpartition("/")[2]
            service.asked.append((function, question))
            trouble = service.troubles.pop(0) if service.troubles else None
            if trouble == "slow":
                time.sleep(service.slowness)
            if isinstance(trouble, int):
                self._send(trouble, b"", {"Retry-After": "2"})
                return
            if trouble == "page":
                self._send(200, b"<!DOCTYPE html><html><body>Vi er straks tilbage</body></html>")
                return
            try:
                told = service.answer(function, question)
            except Refused as refused:
                body = json.dumps({"errorTypeCode": refused.code, "message": str(refused)}, ensure_ascii=False).encode()
                self._send(400, body)
                return
            body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
            if trouble == "error":
                body = json.dumps({"errorTypeCode": "EXTRACT-FAILED", "message": "Der skete en fejl."}).encode()
            if trouble == "broken":
                body = body[: len(body) * 2 // 3]
            self._send(200, body, cut=trouble == "cut")

        def _send(
            self, status: int, body: bytes, headers: Mapping[str, str] | None = None, *, cut: bool = False
        ) -> None:
            self.send_response(status)
            for key, value in (headers or {}).items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            if cut:
                self.wfile.flush()
                self.connection.close()
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
