"""*Investeringer* in a browser: axe finds nothing, nothing is cut, keys alone reach and do everything, a drawn slider answers at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.browser import logged_in
from tests.web.investing import ISHOEJ, OWN, TABS, case, investing, listed
from tests.web.served import Served
from tests.web.test_accessibility import AXE, CHECK, NARROW, RULES, WIDE, WIDER, settled
from tests.web.test_keyboard import tab_to

PAGES = {
    "liste": listed(),
    **{f"case {tab}": case(ISHOEJ, tab) for tab in TABS},
    "læsning": case(ISHOEJ, laesning="minimum", set_succesrate="x"),
    "prøvet": case(ISHOEJ, "betaler", set_succesrate="7 %"),
    "deltagere": case(OWN, "deltagere"),
    "ny": listed("ny/"),
    "læs ind": listed("laes-ind/"),
    "ret": case(OWN, "ret"),
    "egne tal": listed("egne-tal/"),
    "egne tal, valgt": listed("egne-tal/", fra="01.01.2026", til="31.10.2026"),
    "sammenlign": listed("sammenlign/"),
    "pulje": listed("pulje/", beloeb="4.000.000;4.000.000"),
    "ukendt læsning": case(ISHOEJ, laesning="findes-ikke"),
}
DOUBLE = """() => {
  const seen = [...document.querySelectorAll('[id]')].map(one => one.id);
  return [...new Set(seen.filter((id, at) => seen.indexOf(id) !== at))];
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with investing(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.fixture
def browsed(chromium: Any, running: Served) -> Iterator[Any]:
    window = logged_in(chromium, running)
    yield window
    window.context.close()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "400"])
def test_axe_finds_nothing_and_nothing_is_cut(chromium: Any, running: Served, size: tuple[int, int]) -> None:
    if not AXE.exists():
        pytest.skip("axe-core findes ikke: make setup-dev")
    window = logged_in(chromium, running, width=size[0], height=size[1])
    wrong = []
    for name, path in PAGES.items():
        settled(window, path)
        for folded in window.query_selector_all("details:not(.moment)"):
            folded.evaluate("one => one.open = true")
        window.evaluate(AXE.read_text(encoding="utf-8"))
        wrong += [(name, one) for one in window.evaluate(CHECK, RULES)]
        if window.evaluate(WIDER) > 0:
            wrong.append((name, f"{window.evaluate(WIDER)} pixels too wide"))
        wrong += [(name, f"two of #{one}") for one in window.evaluate(DOUBLE)]
        if window.locator("h1").count() != 1:
            wrong.append((name, "not one heading"))
    window.context.close()
    assert wrong == []


def test_a_slider_is_drawn_with_the_arrow_keys_and_the_answer_follows(browsed: Any) -> None:
    settled(browsed, case(ISHOEJ))
    before = browsed.inner_text("h1")
    tab_to(browsed, "#r-succesrate")
    with browsed.expect_response(lambda answer: "/svar/" in answer.url) as answered:
        browsed.keyboard.press("ArrowLeft")
        browsed.keyboard.press("ArrowLeft")
    assert answered.value.status == 200
    browsed.wait_for_function("said => document.querySelector('h1').innerText !== said", arg=before)
    typed = browsed.input_value("#n-succesrate")
    assert typed.endswith(" %")
    assert typed != "10 %"
    assert browsed.evaluate("document.activeElement.id") == "r-succesrate", "the focus stays where it was"
    browsed.wait_for_function("() => location.search.includes('set.succesrate')")
    tab = browsed.get_attribute("#choices a:has-text('Hvem betaler')", "href")
    assert "set.succesrate" in tab
    said = browsed.inner_text("h1")
    browsed.wait_for_load_state("networkidle")
    browsed.reload()
    assert browsed.inner_text("h1") == said, "the address gives the same answer"
    assert browsed.inner_text("#answer-figures") != ""


def test_a_number_is_typed_and_a_wrong_one_is_said(browsed: Any) -> None:
    settled(browsed, case(ISHOEJ))
    tab_to(browsed, "#n-succesrate")
    browsed.keyboard.press("Control+A")
    browsed.keyboard.type("6 %")
    browsed.keyboard.press("Tab")
    browsed.wait_for_selector("#answer-figures >> text=−4.154.253 kr.")
    assert float(browsed.input_value("#r-succesrate")) == pytest.approx(0.06, abs=0.001)
    answer = browsed.inner_text("h1")
    tab_to(browsed, "#n-anbringelsespris")
    browsed.keyboard.press("Control+A")
    browsed.keyboard.type("mange")
    browsed.keyboard.press("Enter")
    browsed.wait_for_selector("#not-used >> text=er ikke et tal: »mange«")
    assert browsed.inner_text("h1") == answer
    assert browsed.input_value("#n-anbringelsespris") == "mange"
    browsed.keyboard.press("Control+A")
    browsed.keyboard.type("622.266")
    browsed.keyboard.press("Enter")
    browsed.wait_for_selector("#not-used:not(:has(p))", state="attached")


def test_tabs_readings_and_buttons_by_keyboard(browsed: Any) -> None:
    settled(browsed, case(ISHOEJ))
    tab_to(browsed, "#choices a[href*='/laesninger/']")
    browsed.keyboard.press("Enter")
    browsed.wait_for_url("**/laesninger/**")
    assert browsed.locator("#choices a[aria-current=page]").inner_text() == "Læsninger"
    tab_to(browsed, "#c-laesning")
    browsed.keyboard.type("Succesrate 6")
    tab_to(browsed, ".choosing button")
    browsed.keyboard.press("Enter")
    browsed.wait_for_url("**laesning=minimum**")
    tab_to(browsed, "#choices a[href*='/ansoegning/']")
    browsed.keyboard.press("Enter")
    browsed.wait_for_url("**/ansoegning/**")
    tab_to(browsed, "#q-comment")
    browsed.keyboard.type("Efterset ved tastatur")
    tab_to(browsed, "#q-assured")
    browsed.keyboard.press("Space")
    tab_to(browsed, "form[action*='/kvalitet/'] button")
    browsed.keyboard.press("Enter")
    browsed.wait_for_selector("text=Kvalitetssikringen er gemt.")
    assert browsed.inner_text("h1") == "Casen kan komme på byrådets liste"
    tab_to(browsed, "form[action*='/status/'] button[value=listed]")
    browsed.keyboard.press("Enter")
    browsed.wait_for_selector("text=er nu »På byrådets liste«")


def test_a_new_case_by_keyboard_goes_to_what_is_wrong(browsed: Any) -> None:
    settled(browsed, listed())
    tab_to(browsed, "main a[href$='/ny/']")
    browsed.keyboard.press("Enter")
    browsed.wait_for_url("**/ny/")
    tab_to(browsed, "#f-title")
    browsed.keyboard.type("Kun et navn")
    tab_to(browsed, ".wizard .actions button")
    browsed.keyboard.press("Enter")
    browsed.wait_for_selector("text=Intet er gemt endnu.")
    assert browsed.input_value("#f-title") == "Kun et navn"
    assert browsed.get_attribute("#f-count", "aria-invalid") == "true"
    assert "e-count" in browsed.get_attribute("#f-count", "aria-describedby")
    assert browsed.inner_text("#e-count") == "Skriv »Antal i målgruppen«."


def test_without_script_everything_can_be_done(chromium: Any, running: Served) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=running.address, locale="da-DK")
    window = context.new_page()
    window.goto("/login/")
    window.fill("input[name=username]", running.name)
    window.fill("input[name=password]", running.password)
    window.click("main button")
    window.goto(case(ISHOEJ))
    window.fill("#n-succesrate", "6 %")
    window.click(".sliders button")
    assert "set.succesrate=6" in window.url
    assert "−4.154.253 kr." in window.inner_text("#answer-figures")
    window.select_option("#c-laesning", "egen_pris")
    window.click(".choosing button")
    assert "−5.624.781 kr." in window.inner_text("#answer-figures")
    window.click("text=Tilbage til casens tal")
    assert "301.567 kr." in window.inner_text("#answer-figures")
    context.close()
