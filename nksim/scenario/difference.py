"""What differs between the runs of two scenarios, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nksim.scenario.catalogue import Leaf, lever_leaves, scenario_leaves
from nksim.scenario.identity import what_matters
from nksim.scenario.levers import LeverSettings
from nksim.scenario.quantities import value_at
from nksim.scenario.scenario import Scenario

_SAID_FIRST = ("name", "lever", "from", "until", "ramp_weeks", "provinces", "strength")


def describe_difference(a: Scenario, b: Scenario) -> list[str]:
    """What a run of `b` does that a run of `a` does not, a line for each difference.

    Empty if the two are the same run.
    """
    return [*_changed_values(a, b), *_changed_network(a, b), *_changed_levers(a, b)]


def describe_lever(lever: LeverSettings) -> str:
    """A lever in words: what, when, how strongly, where, and its unusual settings."""
    until = f" until {lever.until}" if lever.until else ""
    ramp = f", rising over {lever.ramp_weeks} weeks" if lever.ramp_weeks else ""
    return (
        f"{_kind(lever)} from {lever.from_}{until}{ramp}, {_strength(lever)}, "
        f"{_where(lever.provinces)}{_unusual(lever)}"
    )


def _changed_values(a: Scenario, b: Scenario) -> Iterator[str]:
    for key, leaf in scenario_leaves().items():
        if key.startswith("network.") or key in ("name", "description"):
            continue
        before, after = value_at(a, key), value_at(b, key)
        if before != after:
            yield f"{key}: {_change(before, after, leaf)}"


def _changed_network(a: Scenario, b: Scenario) -> Iterator[str]:
    before, after = what_matters(a)["network"], what_matters(b)["network"]
    if before == after:
        return
    if _network(a) == _network(b):
        yield f"network: the file {_network(b)} has other contents"
    else:
        yield f"network: {_network(a)} -> {_network(b)}"


def _network(scenario: Scenario) -> str:
    network = scenario.network
    if network is None:
        return "the built society"
    given = {**network.arguments, "layer": network.layer}
    if network.weight != "ignored":
        given["weight"] = network.weight
    return (
        f"{network.file or network.generator} "
        f"({', '.join(f'{name}={given[name]}' for name in sorted(given))})"
    )


def _changed_levers(a: Scenario, b: Scenario) -> Iterator[str]:
    before, after = ({lever.name: lever for lever in scenario.levers} for scenario in (a, b))
    for name in before.keys() - after.keys():
        yield f"lever {name} is removed: {describe_lever(before[name])}"
    for name, lever in after.items():
        if name not in before:
            yield f"lever {name} is added: {describe_lever(lever)}"
        else:
            yield from _changed_lever(before[name], lever)
    yield from _changed_order(list(before), list(after))


def _changed_lever(before: LeverSettings, after: LeverSettings) -> Iterator[str]:
    if _kind(before) != _kind(after):
        yield f"lever {after.name}: {describe_lever(before)} -> {describe_lever(after)}"
        return
    old, new = before.model_dump(by_alias=True), after.model_dump(by_alias=True)
    for key, leaf in lever_leaves(_kind(after)).items():
        if old[key] != new[key]:
            words = (
                f"{_where(old[key])} -> {_where(new[key])}"
                if key == "provinces"
                else _change(old[key], new[key], leaf)
            )
            yield f"lever {after.name}: {key} {words}"


def _changed_order(before: list[str], after: list[str]) -> Iterator[str]:
    common = set(before) & set(after)
    first, second = ([name for name in names if name in common] for names in (before, after))
    if first != second:
        yield f"levers are applied in another order: {', '.join(first)} -> {', '.join(second)}"
    elif (
        common
        and [name in common for name in before] != [name in common for name in after]
        and not _appended(after, common)
    ):
        yield f"new levers are applied between others: {', '.join(after)}"


def _appended(after: list[str], common: set[str]) -> bool:
    return all(name in common for name in after[: len(common)])


def _change(before: Any, after: Any, leaf: Leaf) -> str:
    unit = f" {leaf.unit}" if leaf.unit not in ("", "share", "log-odds", "factor", "year") else ""
    return f"{_said(before)} -> {_said(after)}{unit}"


def _said(given: Any) -> str:
    if given is None:
        return "open"
    return f"{given:.15g}" if isinstance(given, float) else str(given)


def _kind(lever: LeverSettings) -> str:
    return str(vars(lever)["lever"])


def _strength(lever: LeverSettings) -> str:
    return "full strength" if lever.strength == 1.0 else f"strength {lever.strength:g}"


def _where(provinces: tuple[str, ...] | None) -> str:
    return f"in {', '.join(provinces)}" if provinces else "everywhere"


def _unusual(lever: LeverSettings) -> str:
    fields = type(lever).model_fields
    settings = [
        key
        for key in lever_leaves(_kind(lever))
        if key not in _SAID_FIRST and getattr(lever, key) != fields[key].default
    ]
    return (
        f", with {', '.join(f'{key} {_said(getattr(lever, key))}' for key in settings)}"
        if settings
        else ""
    )
