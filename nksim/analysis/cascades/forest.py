"""Trees of any kind of event, each of which has at most one event before it that began it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
ROOT = -1  # of which nothing known was before


@dataclass(frozen=True, eq=False)
class Forest:
    """Of each row its root, how many steps it is away from it, its children and descendants.

    Rows stand in the order in which they happened, so that what was before stands above.
    """

    before: Places  # place of the row before, or ROOT
    root: Places
    generation: Places
    children: Places
    size: Places  # of the row and all that came of it


def forest_of(before: Places) -> Forest:
    """The forest of rows each of which names the place of the row before it, or ROOT."""
    count, above = len(before), before.tolist()
    root, generation = list(range(count)), [0] * count
    for place, parent in enumerate(above):
        if parent != ROOT:
            root[place] = root[parent]
            generation[place] = generation[parent] + 1
    children, size = [0] * count, [1] * count
    for place in range(count - 1, -1, -1):
        parent = above[place]
        if parent != ROOT:
            children[parent] += 1
            size[parent] += size[place]
    columns = (np.array(column, np.int64) for column in (root, generation, children, size))
    return Forest(before, *columns)


def places_of(numbers: Places, among: Places) -> Places:
    """Where numbers stand in a sorted list of numbers; ROOT for those that are not in it."""
    if not len(among):
        return np.full(len(numbers), ROOT)
    places = np.minimum(np.searchsorted(among, numbers), len(among) - 1)
    return np.where(among[places] == numbers, places, ROOT)


def mean_distance(sizes: NDArray[np.int64]) -> float:
    """The mean number of steps between two of a tree, whose subtrees have these sizes.

    Structural virality (Goel et al. 2016): 1 to 2 where all copied from one, more in long chains;
    NaN for a tree of one.
    """
    count = int(sizes.max())
    if count < 2:
        return float("nan")
    crossing = sizes * (count - sizes)  # pairs whose way leads over the step above each
    return float(2.0 * crossing.sum() / (count * (count - 1)))
