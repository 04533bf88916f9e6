"""Files sent in a form, and the wait for what becomes of them, by a reader without a browser."""

from __future__ import annotations

import re
import time
from urllib.parse import urljoin
from urllib.request import Request

from tests.web.served import Answer, Client

WAIT_SECONDS = 60
BORDER = "x-trinvis-border"


def send_files(client: Client, files: dict[str, bytes], *, batch: str = "") -> Answer:
    """Send files as the form on *Data* does; the answer is the page of the batch when all are seen."""
    token = next((cookie.value for cookie in client._cookies if cookie.name == "csrftoken"), "")
    parts = b"".join(
        f'--{BORDER}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {"csrfmiddlewaretoken": token, "batch": batch}.items()
    )
    for name, content in files.items():
        head = f'--{BORDER}\r\nContent-Disposition: form-data; name="filer"; filename="{name}"\r\n'
        parts += head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n"
    answer = client._sent(
        Request(
            urljoin(client.address, "/data/modtag/"),
            data=parts + f"--{BORDER}--\r\n".encode(),
            headers={"Referer": client.address, "Content-Type": f"multipart/form-data; boundary={BORDER}"},
        )
    )
    return settled(client, answer) if answer.status == 200 else answer


def settled(client: Client, answer: Answer) -> Answer:
    """The page when nothing is under way any more."""
    path = "/" + answer.url.split("/", 3)[3]
    for _ in range(int(WAIT_SECONDS / 0.1)):
        if 'id="progress"' not in answer.text:
            return answer
        time.sleep(0.1)
        answer = client.get(path)
    raise AssertionError("the work does not end")


def batch_of(answer: Answer) -> str:
    """The batch that a page is about."""
    return answer.url.rstrip("/").rsplit("/", 1)[-1]


def fields_of(answer: Answer) -> dict[str, str]:
    """What the form of a batch would send when nothing is touched."""
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", answer.text):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name is None or name[1] in ("csrfmiddlewaretoken", "pr", "aar"):
            continue
        if 'type="checkbox"' not in tag or " checked" in tag:
            found[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', answer.text, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    return found


def answer_with(client: Client, page: Answer, do: str, **fields: str) -> Answer:
    """Send the form of a batch (``do``: *se*, *hent* or *fjern*) with fields by the end of their names."""
    typed = fields_of(page)
    for ending, value in fields.items():
        names = [name for name in typed if name.endswith(f"-{ending}")] or [ending]
        typed |= dict.fromkeys(names, value)
    return settled(client, client.post(f"/data/modtag/{batch_of(page)}/svar/", **typed, goer=do))


def sections(answer: Answer) -> dict[str, str]:
    """File name → the text of its part of the page."""
    out = {}
    for part in re.findall(r'<section class="file.*?</section>', answer.text, re.DOTALL):
        name = re.search(r"<h2[^>]*>(.*?)(?:<span|</h2>)", part, re.DOTALL)
        assert name is not None
        out[name[1].strip()] = " ".join(re.sub(r"<[^>]+>", " ", part).split())
    return out
