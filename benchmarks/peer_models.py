"""SIS with one pair of rates on a given graph, as the libraries of the field have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from nksim.inference.verification.peers import peer
from nksim.inference.verification.theory import rate

CONTACTS, TRANSMISSION, RECOVERY = 10, 0.02, 0.1
Advance = Callable[[int], float]  # lets so many weeks pass; returns the share infected at the end


def starsim(graph: nx.Graph, infected: list[int]) -> Advance:
    """Starsim's SIS on a StaticNet; durations are such that each week the same chance ends them,
    and immunity does not last.
    """
    ss = peer("starsim")
    chosen = np.isin(np.arange(len(graph)), infected)
    disease = ss.SIS(
        beta=ss.perweek(rate(TRANSMISSION)),
        init_prev=ss.bernoulli(p=lambda self, sim, uids: chosen[np.asarray(uids)].astype(float)),
        dur_inf=ss.expon(ss.weeks(1.0 / rate(RECOVERY))),
        waning=ss.peryear(0),
        imm_boost=0,
    )
    sim = ss.Sim(
        n_agents=len(graph),
        diseases=disease,
        networks=ss.StaticNet(graph=graph),
        dt=ss.weeks(1),
        dur=ss.weeks(2_000),
        verbose=0,
    )
    sim.init()

    def advance(weeks: int) -> float:
        for _ in range(weeks):
            sim.run_one_step()
        return float(sim.diseases.sis.infected.sum()) / len(graph)

    return advance


def mesa(graph: nx.Graph, infected: list[int]) -> Advance:
    """Mesa in the idiom of its own example of a virus on a network.

    Cells of a Network space, shuffled activation, a DataCollector.
    """
    framework, space, person = peer("mesa"), peer("mesa.discrete_space"), _person(set(infected))

    class Country(framework.Model):
        def __init__(self) -> None:
            super().__init__(rng=1)
            self.space = space.Network(graph, capacity=1, random=self.random)
            for cell in self.space.all_cells:
                person(self, cell)
            self.datacollector = framework.DataCollector(
                {"infected": lambda model: model.agents.agg("infected", sum)}
            )

        def step(self) -> None:
            for what in ("recover", "meet", "catch"):
                self.agents.shuffle_do(what)
            self.datacollector.collect(self)

    return _stepping(Country(), len(graph))


def _person(chosen: set[int]) -> Any:
    """An agent in a cell, who is infected at the start if the cell is among the chosen."""

    class Person(peer("mesa.discrete_space").FixedAgent):
        def __init__(self, model: Any, cell: Any) -> None:
            super().__init__(model)
            self.cell, self.infected, self.exposed = cell, cell.coordinate in chosen, False

        def recover(self) -> None:
            if self.infected and self.random.random() < RECOVERY:
                self.infected = False

        def meet(self) -> None:
            if self.infected:
                for other in self.cell.neighborhood.agents:
                    if self.random.random() < TRANSMISSION:
                        other.exposed = True

        def catch(self) -> None:
            self.infected, self.exposed = self.infected or self.exposed, False

    return Person


def _stepping(country: Any, people: int) -> Advance:
    """Lets a Mesa model step; its agents know whether they are infected."""

    def advance(weeks: int) -> float:
        for _ in range(weeks):
            country.step()
        return float(country.agents.agg("infected", sum)) / people

    return advance


def mesa_lean(graph: nx.Graph, infected: list[int]) -> Advance:
    """Mesa with the least of it: an AgentSet in fixed order, and networkx for who knows whom."""
    framework, chosen = peer("mesa"), set(infected)

    class Person(framework.Agent):
        def __init__(self, model: Any, node: int) -> None:
            super().__init__(model)
            self.node, self.infected, self.exposed = node, node in chosen, False

        def recover(self) -> None:
            if self.infected and self.random.random() < RECOVERY:
                self.infected = False

        def meet(self) -> None:
            if self.infected:
                for node in graph.neighbors(self.node):
                    if self.random.random() < TRANSMISSION:
                        self.model.people[node].exposed = True

        def catch(self) -> None:
            self.infected, self.exposed = self.infected or self.exposed, False

    class Country(framework.Model):
        def __init__(self) -> None:
            super().__init__(rng=1)
            self.people = {node: Person(self, node) for node in graph}

        def step(self) -> None:
            for what in ("recover", "meet", "catch"):
                self.agents.do(what)

    return _stepping(Country(), len(graph))


def ndlib(graph: nx.Graph, infected: list[int]) -> Advance:
    """NDlib's SISModel."""
    settings = peer("ndlib.models.ModelConfig").Configuration()
    settings.add_model_parameter("beta", TRANSMISSION)
    settings.add_model_parameter("lambda", RECOVERY)
    settings.add_model_initial_configuration("Infected", infected)
    model = peer("ndlib.models.epidemics").SISModel(graph)
    model.set_initial_status(settings)
    model.iteration(node_status=False)  # the first only counts

    def advance(weeks: int) -> float:
        return float(
            [model.iteration(node_status=False) for _ in range(weeks)][-1]["node_count"][1]
        ) / len(graph)

    return advance


def eon(graph: nx.Graph, infected: list[int]) -> Advance:
    """EoN's fast_SIS, from the start each time: it cannot be stepped."""
    simulate = peer("EoN").fast_SIS

    def advance(weeks: int) -> float:
        _, _, counts = simulate(
            graph, rate(TRANSMISSION), rate(RECOVERY), initial_infecteds=infected, tmax=weeks
        )
        return float(counts[-1]) / len(graph)

    return advance
