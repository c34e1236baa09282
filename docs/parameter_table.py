"""The parameter tables of docs/model.md: the schema goes in, Markdown between two markers comes out.

`python docs/parameter_table.py` rewrites the tables; `--check` writes nothing and fails if they have drifted from the schema.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nksim.scenario.catalogue import Leaf, in_words, lever_leaves, scenario_leaves
from nksim.scenario.catalogue import default_scenario as defaults
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.quantities import quantities, value_at

MODEL = Path(__file__).with_name("model.md")
BEGIN, END = "<!-- parameters:begin -->", "<!-- parameters:end -->"
HEADER = ("key", "value", "unit", "allowed", "prior", "source", "meaning")


def parameter_tables() -> str:
    """One table a section of the scenario, then one a lever."""
    parts = [_titled(f"`{section}`", rows) for section, rows in _sections().items()]
    parts += [_titled(f"Lever `{lever}`", _lever_rows(lever)) for lever in LEVER_SETTINGS]
    return "\n\n".join(
        ["Made from the schema by `python docs/parameter_table.py`; do not edit by hand.", *parts]
    )


def with_tables(text: str, tables: str) -> str:
    """The text with what stands between the markers replaced; raises ValueError where a marker is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{MODEL.name} must hold {BEGIN} and, after it, {END}")
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Rewrite the tables, or with --check say whether they are as the schema has them."""
    text = MODEL.read_text(encoding="utf-8")
    fresh = with_tables(text, parameter_tables())
    if "--check" in arguments:
        if fresh != text:
            sys.stderr.write(
                f"{MODEL}: the parameter tables have drifted from the schema; run python docs/parameter_table.py\n"
            )
        return int(fresh != text)
    MODEL.write_text(fresh, encoding="utf-8")
    return 0


def _sections() -> dict[str, list[tuple[str, ...]]]:
    """The rows of every section by its name; numbers are told by `quantities`, everything else by the schema alone."""
    known = {quantity.key: quantity for quantity in quantities(defaults())}
    found: dict[str, list[tuple[str, ...]]] = {}
    for key, leaf in scenario_leaves().items():
        section, _, rest = key.partition(".")
        if not rest:
            continue
        number = known.get(key)
        value = number.value if number else value_at(defaults(), key)
        found.setdefault(section, []).append(_row(leaf, value))
    return found


def _lever_rows(lever: str) -> Iterator[tuple[str, ...]]:
    fields: Mapping[str, Any] = {
        field.alias or name: field for name, field in LEVER_SETTINGS[lever].model_fields.items()
    }
    shared = {"name", "lever", "from", "until", "ramp_weeks", "provinces", "strength"}
    return (
        _row(leaf, fields[key].default)
        for key, leaf in lever_leaves(lever).items()
        if key not in shared
    )


def _row(leaf: Leaf, value: Any) -> tuple[str, ...]:
    plausible = f"{in_words(leaf.prior[0])} to {in_words(leaf.prior[1])}" if leaf.prior else ""
    source = leaf.source if leaf.numeric else ""
    return (
        f"`{leaf.key}`",
        _in_words(leaf, value),
        leaf.unit,
        leaf.allowed,
        plausible,
        source,
        leaf.meaning,
    )


def _in_words(leaf: Leaf, value: Any) -> str:
    if value is None:
        return ""
    if not leaf.numeric or leaf.unit == "year":
        return f"{value:g}" if leaf.numeric else str(value)
    return in_words(value)


def _titled(title: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [HEADER, tuple("---" for _ in HEADER), *rows]
    return "\n".join(
        [
            f"### {title}",
            "",
            *("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines),
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
