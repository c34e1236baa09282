"""The chain of events from the first difference in a life back to the policy that began it."""

from __future__ import annotations

from dataclasses import dataclass

from nksim.core.events import SANCTIONS, Event
from nksim.inference.two_worlds.deciding import Decision
from nksim.inference.two_worlds.pair import Found, Pair
from nksim.inference.two_worlds.steps import LAW, UNKNOWN, Step, step_before

LONGEST = 1_000
LIGHT = (SANCTIONS.index(""), SANCTIONS.index("bribe"))


@dataclass(frozen=True)
class Link:
    """An event that one world has and the other has not, and why.

    `why` is a word of `steps`; `decision` is there where somebody decided otherwise.
    """

    found: Found
    why: str
    decision: Decision | None = None


@dataclass(frozen=True)
class Chain:
    """Links from the first difference in a life back to the first of all.

    `ends` says what that one came from: the policy, what it announced, what the district had seen,
    or the queue of cases.
    """

    links: tuple[Link, ...]
    ends: str

    @property
    def decision(self) -> Decision | None:
        """The first decision on the way back that fell otherwise, if one did."""
        return next((link.decision for link in self.links if link.decision), None)


def chain_of(pair: Pair, person: int) -> Chain | None:
    """The chain of a life; None where both worlds have all its events."""
    differing = pair.differing(person)
    return chain_from(pair, differing[0]) if differing else None


def chain_to_punishment(pair: Pair, person: int) -> Chain | None:
    """The chain to the first punishment that only one world has; None if there is none."""
    punished = [
        found
        for found in pair.differing(person, Event.SANCTION)
        if found.event.citizen == person and found.event.sanction not in LIGHT
    ]
    return chain_from(pair, punished[0]) if punished else None


def chain_from(pair: Pair, first: Found) -> Chain:
    """The chain from an event that only one world has back to the first of all."""
    links: list[Link] = []
    found: Found | None = first
    ends, seen = LAW, set[Found]()
    while found is not None and found not in seen and len(links) < LONGEST:
        seen.add(found)
        step = step_before(pair, found)
        links.append(Link(found, step.why, step.decision))
        ends, found = step.ends, _known(pair, step)
    return Chain(tuple(links), ends if found is None else UNKNOWN)


def _known(pair: Pair, step: Step) -> Found | None:
    """The event before, if it is one that only one world has."""
    before = step.before
    return before if before is not None and pair.is_differing(before) else None
