"""Each policy's effect split among the settings of its levers and the channels by which it acts.

1. find the parts of each policy
2. make the runs that the folder does not hold: one past a seed, forked for each mixture
3. work out what each part does: alone, taken from the whole, and its Shapley value
4. with a width to reach: add replicates until every Shapley value is that narrow
5. leave the tables in the folder
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nksim.analysis.put_in import put_in_sentences
from nksim.analysis.shapley import alone, whole, without
from nksim.analysis.splits import WHOLE, Split, parts_frame, shares_frame
from nksim.inference.explaining.channel_game import channel_game
from nksim.inference.explaining.making import Values, Wanted, Worlds, make_runs
from nksim.inference.explaining.parts import Game
from nksim.inference.explaining.plan import PLAN, Plan
from nksim.inference.explaining.setting_game import setting_game
from nksim.inference.goal import Goal, more_replicates
from nksim.levers.policy import environments
from nksim.running.progress import SILENT, Progress
from nksim.store.compared import SHARES
from nksim.store.writing import write_all, write_csv
from nksim.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PARTS = "parts.csv"
DEFAULT_OUTCOMES = (
    "person_years_detained",
    "punished",
    "suspicion",
    "watched_last_year_share",
    "watching_share",
)


@dataclass(frozen=True, eq=False)
class Question:
    """What is to be explained: which policies of a study, on which outcomes, and how."""

    study: Study
    policies: tuple[str, ...]
    outcomes: tuple[str, ...] = DEFAULT_OUTCOMES
    plan: Plan = PLAN

    def games(self) -> list[Game]:
        """The games of each policy: its channels, then its settings.

        Raises InputError for a policy that differs from its baseline by more than levers.
        """
        baseline = self.study.baseline
        course = environments(baseline)
        chosen = [one for one in self.study.alternatives if one.name in self.policies]
        settings = [setting_game(policy, baseline, course) for policy in chosen]
        channels = [channel_game(policy, course) for policy in chosen]
        pairs = zip(channels, settings, strict=True)
        return [game for pair in pairs for game in pair]


@dataclass(frozen=True, eq=False)
class Explanation:
    """What came out: `splits` seed by seed, tables and sentences made of them.

    `made` and `kept` count runs.
    """

    question: Question
    splits: tuple[Split, ...]
    folder: Path
    made: int = 0
    kept: int = 0
    seconds: float = 0.0

    @property
    def study(self) -> Study:
        """The study, with the replicates that were made."""
        return self.question.study

    @cached_property
    def parts(self) -> pd.DataFrame:
        """A row for each policy, outcome and part, costs to people first."""
        return parts_frame(self.splits)

    @cached_property
    def shares(self) -> pd.DataFrame:
        """How much of each effect is put in, a policy and outcome a row."""
        return shares_frame(self.splits)

    @property
    def sentences(self) -> list[str]:
        """What was put in and what came out, in words."""
        return put_in_sentences(self.shares, self.study.baseline.name)


def explain_study(
    question: Question,
    folder: Path,
    jobs: int = 1,
    progress: Progress = SILENT,
    goal: Goal | None = None,
) -> Explanation:
    """Explain the policies of a study; runs that the folder holds are kept.

    Raises InputError for policies that cannot be explained, StoreError if the folder cannot be
    written, RunError if a run fails.
    """
    started = time.monotonic()
    games = question.games()
    baseline = question.study.baseline
    worlds = Worlds(baseline, environments(baseline))
    made = kept = 0
    while True:
        wanted = _wanted(question, games)
        done = make_runs(worlds, wanted, folder, jobs, progress)
        made, kept = made + done.made, done.kept if not made else kept
        splits = tuple(_split(question, game, done.values) for game in games)
        seconds = time.monotonic() - started
        found = Explanation(question, splits, folder, made, kept, seconds)
        more = 0 if goal is None else _more(found.parts, goal, question.study.replicates)
        if not more:
            break
        before = question.study
        study = before.with_replicates(before.replicates + more)
        question = replace(question, study=study)
    _save(found, folder)
    return found


def _save(found: Explanation, folder: Path) -> None:
    """Leave the tables in the folder."""
    tables = {PARTS: found.parts, SHARES: found.shares}
    writers = {name: write_csv(table, "%.6g") for name, table in tables.items()}
    write_all(folder, writers)


def _more(parts: pd.DataFrame, goal: Goal, replicates: int) -> int:
    """How many replicates to add so that each Shapley value is as narrow as the goal."""
    return more_replicates(parts[parts["kind"] != WHOLE], goal, replicates)


def _wanted(question: Question, games: Sequence[Game]) -> list[Wanted]:
    """Every run that is needed, seed by seed, the same one once."""
    found: dict[tuple[int, str], Wanted] = {}
    plan = question.plan
    for seed in question.study.seeds:
        for game in games:
            parts = len(game.parts)
            for coalition in plan.coalitions(parts, seed):
                identity = game.identity(coalition)
                wanted = Wanted(seed, identity, game, coalition)
                found.setdefault((seed, identity), wanted)
    return list(found.values())


def _split(question: Question, game: Game, values: Values) -> Split:
    """What each part of a game does in each seed."""
    parts, plan = len(game.parts), question.plan
    effects, single, others, shapley = [], [], [], []
    for seed in question.study.seeds:
        found = {}
        for coalition in plan.coalitions(parts, seed):
            row = values[seed, game.identity(coalition)]
            found[coalition] = _numbers(row, question.outcomes)
        baseline = found[0]
        effects.append(found[whole(parts)] - baseline)
        single.append([found[alone(part)] - baseline for part in range(parts)])
        others.append([found[without(part, parts)] - baseline for part in range(parts)])
        shapley.append(plan.values(found, parts, seed))
    shape = (len(effects), parts, len(question.outcomes))
    figures = [np.reshape(rows, shape) for rows in (single, others, shapley)]
    return Split(
        game.policy,
        game.kind,
        game.parts,
        question.outcomes,
        np.array(effects),
        *figures,
    )


def _numbers(row: dict[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([row[name] for name in names])
