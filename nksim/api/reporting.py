"""A report: what stored results say, as one file that anybody can open."""

from __future__ import annotations

from pathlib import Path

from nksim.api.arguments import opened, optional_path
from nksim.core.errors import InputError
from nksim.reports.page import report_page
from nksim.reports.words import words_in
from nksim.store.results import Results
from nksim.store.writing import write_all, write_text

REPORT, ENDINGS = "report", (".html", ".htm")


def report(
    results: Results | str | Path, out: str | Path | None = None, *, language: str = "en"
) -> Path:
    """Write what results say as one HTML file that needs no network and no script; returns it.

    `results` are opened or their folder: of a study the answer, what it cost people and for whom,
    of runs what came out. `out` is the file, by default report.html in the folder; `language` is
    en, or ko, whose texts are a draft. Raises InputError for another language or ending, StoreError
    if the folder cannot be read or the file cannot be written.
    """
    words = words_in(language)
    stored = opened(results)
    ending = "" if language == "en" else f"-{language}"
    place = _file(optional_path(out, "out"), stored.folder / f"{REPORT}{ending}.html")
    page = report_page(stored, words)
    write_all(place.parent, {place.name: write_text(page)})
    return place


def _file(out: Path | None, otherwise: Path) -> Path:
    """The file that is asked for, or the usual name in the folder that is."""
    if out is None:
        return otherwise
    if out.is_dir() or not out.suffix:
        return out / otherwise.name
    if out.suffix.lower() not in ENDINGS:
        raise InputError(f"out={out} is no page (allowed {', '.join(ENDINGS)}, or a folder)")
    return out
