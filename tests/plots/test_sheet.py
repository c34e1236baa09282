"""One way to save figures: the same picture whatever a user has set, and every name legible."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager

from nksim.analysis.curves import spread_of
from nksim.core.errors import InputError
from nksim.plots import lettering
from nksim.plots.romanising import transcribed
from nksim.plots.sheet import drawn, save_figure
from nksim.plots.spread_curves import plot_spread, spread_figure
from tests.fixtures.worlds import fake_result, short_scenario

ROOT = Path(__file__).parents[2]
UNLIKE_OURS = {
    "text.usetex": True,
    "font.size": 30,
    "font.family": "serif",
    "axes.facecolor": "red",
    "savefig.dpi": 20,
    "lines.linewidth": 9,
    "timezone": "Asia/Seoul",
    "path.sketch": (1, 100, 2),
}
DRAW = """
from nksim.analysis.curves import spread_of
from nksim.plots.spread_curves import plot_spread
from tests.fixtures.worlds import fake_result
plot_spread(spread_of(fake_result()), {path!r})
"""


def figure_of(name: str) -> object:
    result = fake_result(short_scenario(name=name))
    return spread_figure(spread_of(result))


def texts(figure: object) -> str:
    from matplotlib.text import Text

    return "\n".join(text.get_text() for text in figure.findobj(Text))  # type: ignore[attr-defined]


def test_settings_of_a_user__do_not_reach_a_figure(tmp_path: Path) -> None:
    """Whatever is set is set again afterwards, and the picture is the same, byte by byte."""
    plain = plot_spread(spread_of(fake_result()), tmp_path / "plain.png").read_bytes()
    with matplotlib.rc_context(UNLIKE_OURS):
        assert plot_spread(spread_of(fake_result()), tmp_path / "set.png").read_bytes() == plain
        assert matplotlib.rcParams["font.size"] == 30


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "variables"),
    [
        (b"text.usetex: True\nbackend: tkagg\n", {}),
        (b"text.usetex: \xff\xfe\n", {}),
        (b"", {"MPLBACKEND": "nonsense"}),
    ],
)
def test_a_matplotlibrc__is_not_read_or_does_no_harm(
    tmp_path: Path, settings: bytes, variables: dict[str, str]
) -> None:
    """Also one that makes matplotlib's own import fail."""
    plain = plot_spread(spread_of(fake_result()), tmp_path / "plain.png").read_bytes()
    (tmp_path / "matplotlibrc").write_bytes(settings)
    program = DRAW.format(path=str(tmp_path / "set.png"))
    variables = {"PYTHONPATH": str(ROOT), **variables}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=os.environ | variables,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "set.png").read_bytes() == plain


@pytest.mark.parametrize(
    ("ending", "begins"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<?xml")]
)
def test_the_ending__is_the_format(tmp_path: Path, ending: str, begins: bytes) -> None:
    """And twice the same figure is twice the same file."""
    first = save_figure(figure_of("short"), tmp_path / f"a{ending}")  # type: ignore[arg-type]
    again = save_figure(figure_of("short"), tmp_path / f"b{ending}")  # type: ignore[arg-type]
    assert first.read_bytes().startswith(begins)
    assert first.read_bytes() == again.read_bytes()


def test_an_unknown_ending__is_refused(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(InputError, match=r"allowed \.png, \.pdf, \.svg"):
        plot_spread(spread_of(fake_result()), tmp_path / "figure.docx")
    assert not list(tmp_path.iterdir())


def test_names__are_no_formulas(tmp_path: Path) -> None:
    """Dollars and underscores stand as they were written."""
    figure = figure_of("price_$5_and_$x^2$")
    save_figure(figure, tmp_path / "a.png")  # type: ignore[arg-type]
    assert "price_$5_and_$x^2$" in texts(figure)


@pytest.mark.parametrize(
    ("sign", "latin"),
    [("한", "han"), ("류", "ryu"), ("글", "geul"), ("앗", "at"), ("힣", "hit"), ("中", "\\u4e2d")],
)
def test_a_sign__is_transcribed(sign: str, latin: str) -> None:
    """Korean by the Revised Romanisation, letter for letter; others by number."""
    assert transcribed(sign) == latin


@pytest.mark.parametrize("name", ["한류-시험", "\u1112\u1161\u11ab\u1105\u1172-시험"])
def test_without_a_font__a_korean_title_is_transcribed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """No boxes and no warnings, also where letters come in pieces."""
    monkeypatch.setattr(lettering, "_families", lambda: [])
    figure = figure_of(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_figure(figure, tmp_path / "a.png")  # type: ignore[arg-type]
    assert "hanryu-siheom" in texts(figure)


def test_with_a_font__a_korean_title_is_drawn_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letters that it lacks are transcribed, those of our own font stay in that."""
    path = _font(tmp_path / "korean.ttf", "한류시")
    font_manager.fontManager.addfont(path)
    monkeypatch.setattr(lettering, "_families", lambda: ["Made Up Gothic"])
    figure = figure_of("한류-시험")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_figure(figure, tmp_path / "a.png")  # type: ignore[arg-type]
    assert "한류-시heom" in texts(figure)
    assert lettering.fonts_for("한류") == ["Made Up Gothic"]


def test_labels_of_axes__are_transcribed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names on ticks and words as values, which are put there only when the figure is drawn."""
    monkeypatch.setattr(lettering, "_families", lambda: [])

    @drawn
    def draw() -> object:
        from matplotlib.figure import Figure

        figure = Figure()
        axes = figure.add_subplot()
        axes.plot(["한", "류"], [0, 1])
        axes.set_yticks([0, 1], ["시험", "b"])
        return figure

    figure = draw()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_figure(figure, tmp_path / "a.png")  # type: ignore[arg-type]
    assert {"han", "ryu", "siheom", "b"} <= {*texts(figure).splitlines()}


def _font(path: Path, letters: str) -> Path:
    """A font with a square for each of these letters."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for place in ((0, 0), (0, 700), (700, 700), (700, 0)):
        (pen.moveTo if place == (0, 0) else pen.lineTo)(place)
    pen.closePath()
    square, names = pen.glyph(), [".notdef", *(f"u{ord(letter):04X}" for letter in letters)]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(letter): f"u{ord(letter):04X}" for letter in letters})
    font.setupGlyf(dict.fromkeys(names, square))
    font.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Made Up Gothic", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.save(path)
    return path
