"""The citizens engine: NKModel behind the same face as the compiled engine, so that a run may use either."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nksim.core.units import to_amount, to_tie
from nksim.engines.citizens.citizen import Citizen
from nksim.engines.citizens.counting import survey
from nksim.engines.citizens.model import NKModel
from nksim.engines.state import State
from nksim.levers.environment import Environment
from nksim.rules.codes import BRIBED, CHINESE, KOREAN, NONE, PUNISHED, SEARCHED, STYLE, WITNESSED
from nksim.scenario.scenario import Scenario
from nksim.society.society import Society


class CitizensEngine:
    """One run of the Mesa model."""

    def __init__(
        self,
        scenario: Scenario,
        society: Society,
        seed: int | None = None,
        *,
        citizen: type[Citizen] = Citizen,
    ) -> None:
        self.model = NKModel(scenario, rng=seed, society=society, citizen=citizen)
        self.clock = self.model.clock

    def step(self, environment: Environment) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Let a week pass; counts by cell and by layer."""
        self.model.pass_week(environment)
        return self.model.counts, self.model.layer_counts

    def survey(self) -> NDArray[np.int64]:
        """Today's answers, weighted and unweighted."""
        self.model.week -= 1
        with np.errstate(over="ignore"):
            answers = survey(self.model)
        self.model.week += 1
        return answers

    def events_table(self) -> None:
        """No table of events is kept."""

    def close(self) -> None:
        """Nothing is held open."""

    def snapshot(self) -> State:
        """Agents and edges as columns."""
        people, ties = self.model.citizens, self.model.ties
        return State(
            _weeks([p.titles[CHINESE] for p in people]),
            _weeks([p.titles[KOREAN] for p in people]),
            _weeks([p.first[CHINESE] for p in people]),
            _weeks([p.first[KOREAN] for p in people]),
            _weeks([p.last[CHINESE] for p in people]),
            _weeks([p.last[KOREAN] for p in people]),
            np.array([to_amount(p.perceived_risk) for p in people], np.int32),
            np.array([to_amount(p.regime_trust) for p in people], np.int32),
            np.array([to_amount(p.load) for p in people], np.int32),
            np.array([to_amount(p.habit) for p in people], np.int32),
            np.array([p.status for p in people], np.uint8),
            np.array([p.release for p in people], np.int16),
            np.array([_marks(p) for p in people], np.uint8),
            self.model.desks.open_cases(len(people)),
            np.array([to_tie(tie["bond"]) for tie in ties], np.uint16),
            np.array([to_tie(tie["complicity"]) for tie in ties], np.uint16),
        )


def _weeks(weeks: list[int | None]) -> NDArray[np.int16]:
    return np.array([NONE if week is None else week for week in weeks], np.int16)


def _marks(p: Citizen) -> int:
    marks = {
        SEARCHED: p.searched,
        WITNESSED: p.witnessed,
        PUNISHED: p.punished,
        BRIBED: p.bribed,
        STYLE: p.style,
    }
    return sum(bit for bit, is_set in marks.items() if is_set)
