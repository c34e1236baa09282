"""Every key of the schema in one flat list: type, unit, ranges, source and meaning.

Errors, overrides, the template, the editor's schema and the table of quantities all read the keys
from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.scenario import Scenario

OWN_KEYS = ("name", "description")


@dataclass(frozen=True)
class Leaf:
    """One key that takes a value.

    `kind` is flag, number, integer, date, text or list. Bounds are None where there are none.
    """

    key: str
    kind: str
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    prior: tuple[float, float] | None = None
    source: str = "assumed"
    choices: tuple[str, ...] = ()

    @property
    def numeric(self) -> bool:
        """Whether it takes a number, and so a range and a source."""
        return self.kind in ("number", "integer")

    @property
    def allowed(self) -> str:
        """What may be written, in words: `10 to 30,000,000 people`."""
        if self.choices:
            flags = ("true", "false") if self.kind == "flag" else ()
            return ", ".join((*flags, *self.choices))
        if self.low is None or self.high is None:
            return {
                "number": "any number",
                "integer": "any whole number",
                "flag": "true or false",
                "date": "a date such as 2020-12-04",
            }.get(self.kind, self.kind)
        if self.high > 1e12:
            return f"{in_words(self.low)} and above"
        return f"{in_words(self.low)} to {in_words(self.high)}"


def in_words(number: float) -> str:
    """A number as people write it: 0.3, 2003, 30,000,000."""
    return f"{number:,.10g}" if abs(number) >= 10_000 else f"{number:.10g}"


@cache
def scenario_leaves() -> dict[str, Leaf]:
    """Every key of a scenario outside its levers by dotted path, in the schema's order."""
    return {leaf.key: leaf for leaf in _leaves(Scenario, "")}


@cache
def lever_leaves(lever: str) -> dict[str, Leaf]:
    """Every setting of a lever, by its name in the file."""
    return {leaf.key: leaf for leaf in _leaves(LEVER_SETTINGS[lever], "")}


@cache
def section_keys() -> dict[str, tuple[str, ...]]:
    """The keys of each section by the section's dotted path; "" is the top of the file."""
    found: dict[str, tuple[str, ...]] = {}
    _collect_keys(Scenario, "", found)
    return found


@cache
def default_scenario() -> Scenario:
    """A scenario in which everything is as the schema has it."""
    return Scenario()


@cache
def default_mapping() -> dict[str, Any]:
    """What a scenario holds if its file says nothing, as a mapping: sections only."""
    return default_scenario().model_dump(by_alias=True, exclude={"levers", "network", *OWN_KEYS})


def section_of(annotation: Any) -> type[BaseModel] | None:
    """The section that a field holds, if it holds one."""
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None


def written_key(name: str, field: FieldInfo) -> str:
    """The key as it stands in a file: `from`, where Python has to write `from_`."""
    return field.alias or name


def _collect_keys(model: type[BaseModel], path: str, found: dict[str, tuple[str, ...]]) -> None:
    found[path] = tuple(written_key(name, field) for name, field in model.model_fields.items())
    for name, field in model.model_fields.items():
        section = section_of(field.annotation) if name != "levers" else None
        if section is not None:
            _collect_keys(section, f"{path}.{name}".lstrip("."), found)


def _leaves(model: type[BaseModel], prefix: str) -> Iterator[Leaf]:
    for name, field in model.model_fields.items():
        key = prefix + written_key(name, field)
        section = section_of(field.annotation)
        if key == "levers":
            continue
        if section is not None:
            yield from _leaves(section, f"{key}.")
        else:
            yield _leaf(key, field)


def _leaf(key: str, field: FieldInfo) -> Leaf:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    prior: Any = extra.get("prior")
    return Leaf(
        key=key,
        kind=_kind(field.annotation),
        meaning=field.description or "",
        unit=str(extra.get("unit", "")),
        low=_bound(field, "ge"),
        high=_bound(field, "le"),
        prior=(float(prior[0]), float(prior[1])) if prior else None,
        source=str(extra.get("source", "assumed")),
        choices=_choices(field.annotation),
    )


def _bound(field: FieldInfo, name: str) -> float | None:
    return next((getattr(part, name) for part in field.metadata if hasattr(part, name)), None)


def _kind(annotation: Any) -> str:
    parts = {annotation, *get_args(annotation)}
    if bool in parts:
        return "flag"
    for kind, type_ in (("number", float), ("integer", int), ("date", date), ("text", str)):
        if type_ in parts:
            return kind
    return "list" if "tuple" in str(annotation) else "text"


def _choices(annotation: Any) -> tuple[str, ...]:
    found = [part for part in get_args(annotation) if isinstance(part, str)]
    for part in get_args(annotation):
        found.extend(_choices(part))
    return tuple(found)
