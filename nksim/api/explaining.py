"""Each policy's effect taken apart: what was put in, and what came out."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nksim.api.arguments import attached, check_workers, optional_path, results_in
from nksim.api.at_hand import LIMIT, MAIN_OUTCOME, goal_of, known_outcomes, study_at_hand
from nksim.api.file_names import distinct_file_names
from nksim.api.progress import Shown, check_progress, shown
from nksim.core.checks import checked_choice, checked_count, checked_list
from nksim.inference.explaining.explaining import DEFAULT_OUTCOMES, Question, explain_study
from nksim.inference.explaining.explaining import Explanation as Explained
from nksim.inference.explaining.plan import MOST_EXACT, MOST_PAIRS, Plan
from nksim.observations.costs_first import with_costs
from nksim.plots.explanation import plot_explanation
from nksim.scenario.scenario import Scenario
from nksim.studies.study import Study

FOLDER = "explain"  # in the folder of a study


@dataclass(frozen=True, eq=False)
class Explanation(Explained):
    """What `nksim.explain` gives.

    `.parts` is a frame with a row for each policy, outcome and part, `.shares` says how much of
    each effect is put in, `.sentences` say it in words, and `.figures()` draws.
    """

    def figures(self, folder: str | Path | None = None) -> list[Path]:
        """Draw a PNG for each policy into a folder, that of the runs by default."""
        place = optional_path(folder, "folder") or self.folder
        names = distinct_file_names(list(dict.fromkeys(self.parts["scenario"])))
        return [
            plot_explanation(
                self.parts[self.parts["scenario"] == policy],
                self.study.baseline.name,
                place / f"explain-{name}.png",
            )
            for policy, name in names.items()
        ]


def explain(
    baseline: Scenario | Study | str | Path,
    alternatives: Mapping[str, Scenario] | None = None,
    *,
    policies: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    replicates: int | None = None,
    seed: int | None = None,
    orderings: int = 1,
    exact: int = 6,
    until_resolved: float | None = None,
    outcome: str = MAIN_OUTCOME,
    limit: int = LIMIT,
    folder: str | Path | None = None,
    jobs: int | None = None,
    progress: Shown = None,
) -> Explanation:
    """Split each policy's effect among the settings of its levers, and among its channels.

    `baseline` and `alternatives` are those of `nksim.compare`; `policies` names the alternatives to
    explain, all by default, and `outcomes` what is looked at, five by default. Where there are at
    most `exact` parts all their coalitions are run, else `orderings` pairs of orders a seed.
    `until_resolved` adds replicates, up to `limit`, until the interval of every part's share of
    `outcome` is so narrow.

    Runs are kept in `explain` in the study's `folder` and not made twice; without a folder they go
    when the explanation does. Raises InputError for policies that differ from the baseline by more
    than levers, RunError if a run fails.

    >>> import nksim
    >>> short = {"society.size": 200, "run.until": "2012-12-30"}
    >>> scenario = nksim.load_scenario("nksim:quick", short)
    >>> searches = {"name": "more", "lever": "searches", "from": "2012-01-01", "rate_factor": 9}
    >>> more = nksim.load_scenario(scenario, {"levers": [searches]})
    >>> found = nksim.explain(scenario, {"more": more}, replicates=2)
    >>> list(found.parts["part"].unique())
    ['whole', 'learnt fear', 'learnt suspicion', 'searches', 'more.rate_factor']
    """
    check_workers(jobs, None)
    check_progress(progress)
    study = study_at_hand(baseline, alternatives, replicates, seed, known_outcomes(outcomes))
    names = with_costs(study.outcomes or DEFAULT_OUTCOMES)
    plan = Plan(
        checked_count(exact, name="exact", low=1, high=MOST_EXACT),
        checked_count(orderings, name="orderings", low=1, high=MOST_PAIRS),
    )
    question = Question(study, _policies(policies, study), names, plan)
    goal = None
    if until_resolved is not None:
        checked_choice(outcome, name="outcome", allowed=names)
        goal = goal_of(until_resolved, outcome, limit, study)
    with results_in(folder) as place, shown(progress) as heard_by:
        workers = jobs or os.cpu_count() or 1
        found = explain_study(question, place.path / FOLDER, workers, heard_by, goal)
    explained = attached(Explanation, found)
    place.belongs_to(explained)
    return explained


def _policies(names: Sequence[str], study: Study) -> tuple[str, ...]:
    """The policies to explain, in the order of the study."""
    known = [scenario.name for scenario in study.alternatives]
    given = [
        checked_choice(name, name="policies", allowed=known)
        for name in checked_list(names, name="policies")
    ]
    return tuple(name for name in known if name in given or not given)
