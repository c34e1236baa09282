"""Studies, outcomes and goals as programs hand them over, checked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nksim.api.arguments import checked_scenario, optional_seed
from nksim.core.checks import checked_choice, checked_count, checked_list, checked_mapping, shown
from nksim.core.errors import InputError
from nksim.inference.goal import Goal
from nksim.observations.outcomes import OUTCOMES
from nksim.studies.study import MOST_REPLICATES, REPLICATES, Study, load_study, study_of

MAIN_OUTCOME = "watched_last_year_share"
LIMIT = 512  # replicates that until_resolved makes at most, unless another number is given


def study_at_hand(
    baseline: object,
    alternatives: object,
    replicates: int | None,
    seed: int | None,
    outcomes: tuple[str, ...],
) -> Study:
    """The study that is given, or that of a baseline and its alternatives."""
    times = None
    if replicates is not None:
        times = checked_count(replicates, name="replicates", low=2, high=MOST_REPLICATES)
    if alternatives is None and isinstance(baseline, str | Path):
        baseline = load_study([baseline])
    if isinstance(baseline, Study):
        study = baseline
    else:
        first = checked_scenario(baseline, "baseline")
        others = checked_mapping(
            alternatives, name="alternatives", advice="give scenarios by their names"
        )
        for name, scenario in others.items():
            checked_scenario(scenario, f"alternatives[{name!r}]")
        study = study_of(first, others, replicates=REPLICATES, seed=first.run.seed)
    return replace(
        study,
        replicates=times or study.replicates,
        seed=optional_seed(seed, study.seed),
        outcomes=outcomes or study.outcomes,
    )


def known_outcomes(outcomes: object) -> tuple[str, ...]:
    """Outcomes by name, or InputError for the first that is none."""
    known = [outcome.name for outcome in OUTCOMES]
    given = checked_list(outcomes, name="outcomes")
    return tuple(checked_choice(one, name="outcomes", allowed=known) for one in given)


def goal_of(width: float | None, outcome: str, limit: int, study: Study) -> Goal | None:
    """How narrow an interval shall be, if it shall; InputError for what is no goal."""
    known = study.outcomes or [one.name for one in OUTCOMES]
    if width is None:
        if outcome != MAIN_OUTCOME:
            checked_choice(outcome, name="outcome", allowed=known)
            raise InputError(
                f"outcome={outcome} is what until_resolved looks at, and that is not given; give"
                " both, or leave it out"
            )
        if limit != LIMIT:
            raise InputError(
                f"limit={shown(limit)} is how many replicates until_resolved makes at most, and"
                " that is not given; give both, or leave it out"
            )
        return None
    checked_choice(outcome, name="outcome", allowed=known)
    checked_count(limit, name="limit", low=2, high=MOST_REPLICATES)
    return Goal(width, outcome, limit)
