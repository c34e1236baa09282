"""Valid documents with something wrong in them: a byte, a word, a line, a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

SPOILED = (
    *("", "~", "null", "true", "no", "0", "-0", "-1", "1.5", "-.inf", ".nan", "1e999", "-1e999"),
    *("9" * 30, "9" * 5000, "0x" + "f" * 5000, "1_000", "0o17", "1:30", "٣", "1e-400", "10000000"),
    *("!!bool maybe", "!!int", "!!int ''", "!!float x", "!!timestamp x", "!!binary '//'", "!x y"),
    *("!!python/object:os.system {a: 1}", "!!set {a}", "!!omap [a: 1]", "!!str 5", "! 5", "= "),
    *("[]", "{}", "[[[]]]", "[1, 2]", "{a: 1}", "[" * 100, "{a: " * 100, "&a [*a]", "*nobody"),
    *("&a x", "<<", "<<: {a: 1}", "? [a]\n: 3", "- a", "a: b: c", "|\n  x", ">-\n  x", "'", '"'),
    *('"\\0"', '"\\ud800"', '"\\e[31m"', '"\\u202e"', '"\\u200b"', '"\\U00110000"', '"\\N"'),
    *("2020-02-30", "0001-01-01", "9999-12-31", "2020-12-04 10:00:00", "'2020-12-04'", "yesterday"),
    *("0001-01-01T00:00:00+14:00", "2001-12-14t21:59:43.10-25:00", "nan", "inf", "None", "prior"),
    *(
        "../x",
        "/dev/zero",
        "/proc/self/status",
        "a/b",
        "..",
        ".",
        "nksim:history",
        "x" * 300,
        "한국",
    ),
    *("{value: 1}", "{value: 1, range: [0, 2]}", "{range: [0, 1]}", "{value: .nan, source: P25}"),
    *("{range: [0, 1], steps: 3}", "{range: [-1e308, 1e308]}", "{range: [0, 1], scale: log}"),
    *(
        "---",
        "...",
        "%YAML 9.9",
        "%TAG ! x",
        "#",
        " # x",
        "\t",
        "levers",
        "law",
        "Ryanggang",
        "all",
    ),
)
SIGNS = (
    "\0\x01\x07\x1b\x7f\x85\u200b\u202e\u2028\ufeff\ufffe\ud800:-[]{}&*!|>'\"# \t\r\n,?%@`~=<0aé한"
)
Mutation = Callable[[str], str]


@st.composite
def mutated(draw: st.DrawFn, texts: Sequence[str], most: int = 2) -> bytes:
    """One of these texts, changed in one or two places and written in some encoding."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, most))):
        text = draw(st.sampled_from(MUTATIONS))(draw, text)
    return draw(encoded(text))


@st.composite
def encoded(draw: st.DrawFn, text: str) -> bytes:
    """A text as bytes: nearly always UTF-8, sometimes what other programs write."""
    encoding = draw(st.sampled_from(["utf-8"] * 12 + ["utf-8-sig", "utf-16", "utf-16-le", "cp949"]))
    content = text.encode(encoding, "surrogatepass" if "utf" in encoding else "replace")
    ends = draw(st.sampled_from([b"\n"] * 6 + [b"\r\n", b"\r"]))
    return content.replace(b"\n", ends)


def _sign(draw: st.DrawFn, text: str) -> str:
    """A character too many, too few, or another."""
    place = draw(st.integers(0, len(text)))
    gone = draw(st.integers(0, 3))
    return text[:place] + draw(st.sampled_from(("", *SIGNS))) + text[place + gone :]


def _value(draw: st.DrawFn, text: str) -> str:
    """Another value behind a key."""
    lines = text.split("\n")
    at = [i for i, line in enumerate(lines) if ": " in line]
    if not at:
        return text + draw(st.sampled_from(SPOILED))
    i = draw(st.sampled_from(at))
    key, _, _ = lines[i].partition(": ")
    lines[i] = f"{key}: {draw(st.sampled_from(SPOILED))}"
    return "\n".join(lines)


def _inner_value(draw: st.DrawFn, text: str) -> str:
    """Another value within brackets."""
    starts = [i for i, sign in enumerate(text) if sign in ":,[" and text[i + 1 : i + 2] in " 0a"]
    if not starts:
        return text
    start = draw(st.sampled_from(starts)) + 1
    end = next((i for i in range(start, len(text)) if text[i] in ",]}\n"), len(text))
    return f"{text[:start]} {draw(st.sampled_from(SPOILED))}{text[end:]}"


def _line(draw: st.DrawFn, text: str) -> str:
    """A line twice, gone, in another place, or with other spaces before it."""
    lines = text.split("\n")
    i, j = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    what = draw(st.sampled_from(["twice", "gone", "moved", "indented"]))
    if what == "indented":
        lines[i] = draw(st.sampled_from(["", " ", "  ", "      ", "\t", "- "])) + lines[i].lstrip()
    elif what != "gone":
        lines.insert(j, lines[i] if what == "twice" else lines.pop(i))
    else:
        del lines[i]
    return "\n".join(lines)


def _cut(draw: st.DrawFn, text: str) -> str:
    """The rest of the text is missing."""
    return text[: draw(st.integers(0, len(text)))]


def _long(draw: st.DrawFn, text: str) -> str:
    """A very long line."""
    place = draw(st.integers(0, len(text)))
    return text[:place] + draw(st.sampled_from("x #[:")) * 20_000 + text[place:]


MUTATIONS = (_value, _value, _value, _inner_value, _inner_value, _sign, _sign, _line, _cut, _long)
