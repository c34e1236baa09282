"""Where the runs of a batch are one and where they part: a tree of stretches of weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nksim.running.courses import Course, course_of
from nksim.running.work import Batch


@dataclass(frozen=True)
class Stretch:
    """Scenarios (by position) that are one from week `start` to `end`, and what becomes of them."""

    members: tuple[int, ...]
    start: int
    end: int
    branches: tuple[Stretch, ...] = ()

    @property
    def weeks(self) -> int:
        """Weeks to be simulated in this stretch and all that follow."""
        return self.end - self.start + sum(branch.weeks for branch in self.branches)

    @property
    def depth(self) -> int:
        """How many stretches follow one another, at most."""
        return 1 + max((branch.depth for branch in self.branches), default=0)


def courses_of(batch: Batch) -> list[Course]:
    """The course of each task."""
    return [course_of(scenario) for scenario in batch.scenarios]


def stretches_of(batch: Batch, courses: Sequence[Course]) -> tuple[Stretch, ...]:
    """A tree for each group of runs that begin as one; each run alone where nothing is shared.

    `courses` are those of the batch.
    """
    if batch.forked and batch.options.is_forkable:
        return shared_stretches(courses)
    return tuple(Stretch((place,), 0, course.length) for place, course in enumerate(courses))


def shared_stretches(courses: Sequence[Course]) -> tuple[Stretch, ...]:
    """How these courses part: a tree for each group that begins as one."""
    return _trees(tuple(courses))


@lru_cache(maxsize=2)  # every replicate of a study has the same courses
def _trees(courses: tuple[Course, ...]) -> tuple[Stretch, ...]:
    groups: dict[str, list[int]] = {}
    for position, course in enumerate(courses):
        groups.setdefault(course.constants, []).append(position)
    return tuple(_stretch(courses, tuple(members), 0) for members in groups.values())


def weeks_of(batch: Batch) -> int:
    """Weeks to be simulated for a batch: shared ones count once."""
    return sum(tree.weeks for tree in stretches_of(batch, courses_of(batch)))


def weeks_unforked(batch: Batch) -> int:
    """Weeks that there would be if no past were shared."""
    return sum(course.length for course in courses_of(batch))


def _stretch(courses: Sequence[Course], members: tuple[int, ...], start: int) -> Stretch:
    first = courses[members[0]]
    ends = [first.parts_from(courses[other], start) for other in members[1:]]
    end = min(ends, default=first.length)
    if end == first.length:
        return Stretch(members, start, end)
    groups: dict[bytes, list[int]] = {}
    for member in members:
        groups.setdefault(courses[member].bytes_by_week[end].tobytes(), []).append(member)
    branches = [_stretch(courses, tuple(group), end) for group in groups.values()]
    return Stretch(members, start, end, tuple(branches))
