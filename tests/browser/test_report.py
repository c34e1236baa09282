"""A report as its readers have it: on a screen, on a phone, on paper, without network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Reports
from tests.fixtures.studies import NASTY

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SERIOUS = ("serious", "critical", "moderate")
LANGUAGES = ("en", "ko")
SVG_OUTSIDE = """
() => [...document.querySelectorAll("figure svg text")].filter((text) => {
  const [one, whole] = [text.getBoundingClientRect(), text.closest("svg").getBoundingClientRect()];
  const room = 2;
  return one.left < whole.left - room || one.right > whole.right + room
    || one.top < whole.top - room || one.bottom > whole.bottom + room;
}).map((text) => text.textContent)
"""
BOXES = """
() => [...document.querySelectorAll(".svg, .intervals")].map((one) => {
  const box = one.getBoundingClientRect();
  return [box.height, box.width];
})
"""
FONTS = """
() => {
  const draw = (font, sign) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    pen.font = `40px ${font}`;
    pen.fillText(sign, 5, 60);
    return canvas.toDataURL();
  };
  const font = getComputedStyle(document.body).fontFamily;
  return draw(font, "국") !== draw(font, "경");
}
"""


def opened(browser: Any, page: Path, view: dict[str, int] = DESKTOP, **settings: Any) -> Any:
    """A tab with this page, in a context of its own."""
    tab = browser.new_context(viewport=view, **settings).new_page()
    tab.goto(page.as_uri())
    return tab


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_request__leaves(browser: Any, reports: Reports, language: str) -> None:
    """Whoever opens it tells nobody; only the file itself is read, and nothing complains."""
    tab = browser.new_context(viewport=DESKTOP).new_page()
    asked: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("dialog", lambda dialog: complaints.append(dialog.message))
    tab.goto(reports.pages[language].as_uri())
    tab.wait_for_load_state("networkidle")
    assert asked == [reports.pages[language].as_uri()]
    assert complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe__finds_nothing_serious(browser: Any, reports: Reports, language: str) -> None:
    """Headings in order, names for figures, contrast, tables with heads; details opened as well."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    tab = opened(browser, reports.pages[language])
    for _ in range(2):
        found = [
            (one["id"], one["nodes"][0]["html"][:200])
            for one in axe.run(tab).response["violations"]
            if one["impact"] in SERIOUS
        ]
        assert found == []
        tab.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone__scrolls_downwards_only(browser: Any, reports: Reports, language: str) -> None:
    """390 pixels wide, with all details open and a name of sixty letters."""
    tab = opened(browser, reports.pages[language], PHONE)
    tab.evaluate("() => document.querySelectorAll('details').forEach((one) => one.open = true)")
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    assert tab.evaluate("() => document.body.scrollWidth") <= PHONE["width"]


def test_a_page__is_whole_without_script(browser: Any, reports: Reports) -> None:
    """With script switched off the answer, the figures and the details are all there."""
    tab = opened(browser, reports.pages["en"], java_script_enabled=False)
    assert "much lower, from 50.0 to 20.0 %" in tab.locator("main").inner_text()
    assert tab.locator("figure svg").count() >= 2
    tab.locator("figure summary").first.click()
    assert tab.locator("figure table").first.is_visible()


def test_names__are_text(browser: Any, reports: Reports) -> None:
    """A policy called like a script is read, and not run."""
    tab = opened(browser, reports.pages["en"])
    text = tab.locator("main").inner_text()
    for name in NASTY:
        assert f"{name}, against as it was" in text
    assert tab.locator("script").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures__hold_all_their_words(browser: Any, reports: Reports, language: str) -> None:
    """Set in the reader's own fonts, no word of a figure runs off it."""
    tab = opened(browser, reports.pages[language])
    assert tab.evaluate(SVG_OUTSIDE) == []


def test_korean__is_drawn_with_letters(browser: Any, reports: Reports) -> None:
    """Two syllables look different: a font has them, and no box stands for both."""
    tab = opened(browser, reports.pages["ko"])
    assert tab.evaluate(FONTS), "no Korean font is installed: apt-get install fonts-noto-cjk"


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper__no_figure_is_cut(
    browser: Any, reports: Reports, language: str, tmp_path: Path
) -> None:
    """A4: every figure and table of intervals is lower than a page and no wider, and unbroken."""
    pdfium = pytest.importorskip("pypdfium2")
    paper = {"width": 688, "height": 1002}  # within the margins, in CSS pixels
    tab = opened(browser, reports.pages[language], paper)
    tab.emulate_media(media="print")
    for height, width in tab.evaluate(BOXES):
        assert height <= paper["height"]
        assert width <= paper["width"]
    tab.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    document = pdfium.PdfDocument(tmp_path / "report.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in document]
    for first, last in figure_ends(tab):
        assert any(first in text and last in text for text in texts), (first, last)


def figure_ends(tab: Any) -> list[tuple[str, str]]:
    """The title of each figure, and the year or number at its lower end."""
    found: list[list[str]] = tab.evaluate(
        """() => [...document.querySelectorAll("figure")].map((one) => {
          const texts = [...one.querySelectorAll("svg text")];
          const low = (text) => text.getBoundingClientRect().bottom;
          const lowest = texts.reduce((a, b) => low(b) > low(a) ? b : a);
          return [one.querySelector("figcaption b").textContent, lowest.textContent];
        })"""
    )
    return [(first, last) for first, last in found]
