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
from nksim.store.writing import write_all, write_csv
from nksim.studies.study import Study

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

PARTS, SHARES = "parts.csv", "shares.csv"
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
    worlds = Worlds(question.study.baseline, environments(question.study.baseline))
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
        study = question.study.with_replicates(question.study.replicates + more)
        question = replace(question, study=study)
    tables = {PARTS: write_csv(found.parts, "%.6g"), SHARES: write_csv(found.shares, "%.6g")}
    write_all(folder, tables)
    return found


def _more(parts: pd.DataFrame, goal: Goal, replicates: int) -> int:
    """How many replicates to add so that each Shapley value is as narrow as the goal."""
    return more_replicates(parts[parts["kind"] != WHOLE], goal, replicates)


def _wanted(question: Question, games: Sequence[Game]) -> list[Wanted]:
    """Every run that is needed, seed by seed, the same one once."""
    found: dict[tuple[int, str], Wanted] = {}
    for seed in question.study.seeds:
        for game in games:
            for coalition in question.plan.coalitions(len(game.parts), seed):
                wanted = Wanted(seed, game.identity(coalition), game, coalition)
                found.setdefault((seed, wanted.identity), wanted)
    return list(found.values())


def _split(question: Question, game: Game, values: Values) -> Split:
    """What each part of a game does in each seed."""
    parts, rows = len(game.parts), []
    for seed in question.study.seeds:
        found = {
            coalition: _numbers(values[seed, game.identity(coalition)], question.outcomes)
            for coalition in question.plan.coalitions(parts, seed)
        }
        baseline, full = found[0], found[whole(parts)]
        rows.append(
            (
                full - baseline,
                [found[alone(part)] - baseline for part in range(parts)],
                [found[without(part, parts)] - baseline for part in range(parts)],
                question.plan.values(found, parts, seed),
            )
        )
    shape = (len(rows), parts, len(question.outcomes))
    effect, single, others, shapley = (np.array(column) for column in zip(*rows, strict=True))
    shaped = [numbers.reshape(shape) for numbers in (single, others, shapley)]
    return Split(game.policy, game.kind, game.parts, question.outcomes, effect, *shaped)


def _numbers(row: dict[str, float], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([row[name] for name in names])
