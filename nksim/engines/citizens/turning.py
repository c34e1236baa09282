"""The turn of a year as citizens live it: some are born, some die, all take their new places."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from nksim.core.columns import LAYERS
from nksim.core.units import to_tie
from nksim.demography.turning import Turn
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.community import Community, community_of
from nksim.engines.citizens.traits import traits_of
from nksim.engines.citizens.world import World
from nksim.engines.counts import Tables
from nksim.engines.lives import grown_up
from nksim.engines.settings import people_per_finder
from nksim.engines.turning import (
    changed_homes,
    changed_roles,
    desk_after,
    died,
    married,
    places_after,
    take_stock,
    unborn,
)
from nksim.rules.codes import DEAD, FREE, INFANT
from nksim.rules.sanctioning import wealth_class
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society

OWN = ("role", "wealth_class")  # what a person may have lost, and a new year does not give back


class Model(Protocol):
    """What a turn of the year needs of the model whose people it moves."""

    scenario: Scenario
    society: Society
    tables: Tables
    world: World
    week: int


def turned(community: Community, model: Model, turn: Turn, citizen: type[Citizen]) -> Community:
    """The community after a turn of the year; the dead are removed from the model."""
    before, after, life = model.society, turn.society, model.world.c.case_life_weeks
    status = np.array([each.status for each in community.citizens], np.uint8)
    people = _people(community, model, turn, citizen, status)
    other = community_of(after, people, life)
    _carry_ties_over(community, other, turn)
    went_to = places_after(turn, before.size)
    other.desk = desk_after(community.desk, went_to, after, life)
    suspects = set(other.desk.queue[: other.desk.length[0]].tolist())
    for person in people:
        person.case = person.case if person.index in suspects else 0
    other.arrested = [pair for pair in community.arrested if went_to_of(pair[0], people)]
    _count(community, people, turn, status, model)
    _take_stock(other, model)
    model.world.move_on(after, people_per_finder(after.people))
    return other


def went_to_of(citizen: Citizen, people: list[Citizen]) -> bool:
    """Whether somebody is among these people, in the place that they have."""
    return citizen.index < len(people) and people[citizen.index] is citizen


def _people(
    community: Community, model: Model, turn: Turn, kind: type[Citizen], status: Any
) -> list[Citizen]:
    """The citizens of the new society in its order: those before, and the newborn."""
    people, not_born = [], iter(unborn(status, turn).tolist())
    for place, (came, traits) in enumerate(
        zip(turn.came_from.tolist(), traits_of(turn.society), strict=True)
    ):
        if came < 0:
            newborn = kind(model, place, model.world, traits)
            newborn.status = DEAD if next(not_born) else INFANT
            people.append(newborn)
        else:
            person = community.citizens[came]
            _move(person, place, traits)
            people.append(person)
    for place in changed_roles(model.society, turn).tolist():
        people[place].role = int(turn.society.people.role[place])
    for place in changed_homes(model.society, turn).tolist():
        people[place].wealth_class = wealth_class(float(turn.society.people.wealth[place]))
    now = np.array([person.status for person in people], np.uint8)
    for place in np.flatnonzero(grown_up(now, turn.society, model.week, model.scenario)).tolist():
        if turn.came_from[place] >= 0:
            people[place].status = FREE
    stay = set(turn.came_from[turn.came_from >= 0].tolist())
    for place, person in enumerate(community.citizens):
        if place not in stay:
            person.remove()
    return people


def _move(person: Citizen, place: int, traits: dict[str, Any]) -> None:
    person.index = place
    for name, trait in traits.items():
        if name not in OWN:
            setattr(person, name, trait)


def _carry_ties_over(before: Community, after: Community, turn: Turn) -> None:
    """Bond and complicity: kept where a tie goes on."""
    for tie, came in zip(after.ties, turn.tie_came_from.tolist(), strict=True):
        if came >= 0:
            tie["bond"] = before.ties[came]["bond"]
            tie["complicity"] = before.ties[came]["complicity"]


def _count(
    community: Community, people: list[Citizen], turn: Turn, status: Any, model: Model
) -> None:
    """Births, deaths and marriages, counted with the week that begins."""
    world = model.world
    for person, came in zip(people, turn.came_from.tolist(), strict=True):
        world.count(person.cell, "births", came < 0 and person.living)
    cells = community.cells.tolist()
    for place in died(status, turn).tolist():
        world.count(cells[place], "natural_deaths")
    for husband, _ in married(status, turn).tolist():
        world.count(cells[husband], "marriages")


def _take_stock(community: Community, model: Model) -> None:
    ties = community.ties
    bond = np.array([to_tie(tie["bond"]) for tie in ties], np.uint16)
    complicity = np.array([to_tie(tie["complicity"]) for tie in ties], np.uint16)
    layer = np.array([LAYERS.index(tie["layer"]) for tie in ties], np.uint8)
    threshold = to_tie(model.world.c.naming_threshold)
    take_stock(model.tables, layer, bond, complicity, threshold)
