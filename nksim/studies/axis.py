"""A number of a scenario, or a choice, that is varied: by a sweep, a sensitivity analysis or a fit.

A `Quantity` is what a scenario says of a number; an axis is what is asked of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

from nksim.core.errors import InputError
from nksim.scenario.keys import nearest
from nksim.scenario.quantities import Quantity, quantities
from nksim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Axis:
    """One key and what it may be: a list of values, or a range from `low` to `high`.

    `steps` is the number of values of a grid, cut evenly or, with `log`, by ratios; `whole` numbers
    are rounded. A value that is a mapping stands for several keys at once, such as a kind of
    network; `key` is then the name of the choice.
    """

    key: str
    values: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    steps: int = 5
    log: bool = False
    whole: bool = False
    unit: str = ""

    @classmethod
    def of(cls, quantity: Quantity) -> Axis:
        """The range that a scenario gives a number; the number alone where it gives none."""
        low, high = quantity.range or (quantity.value, quantity.value)
        whole = isinstance(quantity.value, int)
        return cls(quantity.key, low=low, high=high, whole=whole, unit=quantity.unit)

    @property
    def width(self) -> float:
        """The range from end to end."""
        return self.high - self.low

    def at(self, share: float) -> Any:
        """The value at a share of the way, 0..1; of a list each value has an equal slice."""
        if self.values:
            return self.values[min(int(share * len(self.values)), len(self.values) - 1)]
        number = self._along(share)
        return round(number) if self.whole else float(number)

    def _along(self, share: float) -> float:
        if self.log:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + share * self.width

    @property
    def levels(self) -> tuple[Any, ...]:
        """The values of a grid, each once."""
        if self.values:
            return self.values
        shares = [step / max(self.steps - 1, 1) for step in range(self.steps)]
        return tuple(dict.fromkeys(self.at(share) for share in shares))

    @property
    def different(self) -> float:
        """How many values there are between its ends."""
        if self.values:
            return len(self.values)
        return self.width + 1 if self.whole else inf

    def overrides(self, value: Any) -> dict[str, Any]:
        """What one of its values puts into a scenario, by keys."""
        return dict(value) if isinstance(value, Mapping) else {self.key: value}


def overrides_at(axes: Sequence[Axis], shares: Sequence[float]) -> dict[str, Any]:
    """What one point of a design puts into a scenario; `shares` has a share of the way an axis."""
    found: dict[str, Any] = {}
    for axis, share in zip(axes, shares, strict=True):
        value = axis.at(float(share))
        found |= axis.overrides(value)
    return found


def axes_of(scenario: Scenario, keys: Sequence[str]) -> tuple[Axis, ...]:
    """The ranges that a scenario gives its numbers of these keys.

    Raises InputError with all that is wrong: keys that are unknown or given twice, numbers without
    a range or with one that has no width.
    """
    known = {quantity.key: quantity for quantity in quantities(scenario)}
    faults = [*repeated(keys), *(fault for key in keys if (fault := range_fault(key, known)))]
    if faults:
        raise InputError("\n".join(faults))
    return tuple(Axis.of(known[key]) for key in keys)


def repeated(keys: Sequence[str]) -> list[str]:
    """A fault for each key that is given more than once."""
    twice = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
    return [f"key={key} is given twice; give it once" for key in twice]


def range_fault(key: str, known: Mapping[str, Quantity]) -> str:
    """Why the number of a key cannot be varied; nothing if it can."""
    if key not in known:
        hint = nearest(key, list(known))
        return f"key={key} is no number of the scenario{hint} (`nksim show` lists them)"
    value, span = known[key].value, known[key].range
    if span is None:
        written = f"{{value: {value:g}, range: [low, high]}}"
        return f"{key}={value:g} has no range to vary in; write it as {written}"
    low, high = span
    if not low < high or not isfinite(high - low):
        return f"{key}: range=[{low:g}, {high:g}] has no width; give a lower and a higher number"
    return ""
