"""A calibration as a whole: a posterior and what it says are left in a folder.

1. check ranges and figures
2. fit
3. find the best draw
4. say what the data inform, and check every published figure
5. leave posterior.csv (with draws of what no figure speaks of, from the whole of its ranges),
   informed.csv, predictive.csv (before and after the data), rounds.csv and calibration.json
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nksim.core.clock import Clock
from nksim.core.numerals import decimal
from nksim.inference.calibration.best import RUNS_AGAIN, Best, best_of
from nksim.inference.calibration.fit import Fit
from nksim.inference.calibration.fitting import Effort, check
from nksim.inference.calibration.fitting import fit as fit_question
from nksim.inference.calibration.informed import NOT, informed
from nksim.inference.calibration.observed import Observed
from nksim.inference.calibration.predictive import misses, predictive
from nksim.inference.calibration.priors import FITTED, kept, priors, unasked
from nksim.inference.calibration.question import Question, Simulate
from nksim.inference.calibration.remembering import Remembering
from nksim.inference.calibration.simulating import Simulator, until_asked
from nksim.running.progress import SILENT, Progress
from nksim.store.identity import model_version
from nksim.store.locking import writing_to
from nksim.store.writing import write_all, write_csv, write_json
from nksim.studies.axis import Axis
from nksim.studies.designs import points

if TYPE_CHECKING:
    import pandas as pd

    from nksim.scenario.scenario import Scenario

POSTERIOR, INFORMED, PREDICTIVE, ROUNDS, SUMMARY = (
    "posterior.csv",
    "informed.csv",
    "predictive.csv",
    "rounds.csv",
    "calibration.json",
)


@dataclass(frozen=True, eq=False)
class Calibration:
    """A fit, its best draw and what the data say of each number.

    `predictive` has every published figure beside the model's.
    """

    fit: Fit
    best: Best
    sample: pd.DataFrame
    informed: pd.DataFrame
    predictive: pd.DataFrame
    worth: float
    document: dict[str, Any]
    folder: Path

    @property
    def sentences(self) -> list[str]:
        """How far the fit came, what the data do not inform, what the model misses."""
        return [
            *shortfalls(self.fit, self.worth),
            self._uninformed,
            *(f"missed: {miss}" for miss in misses(self.predictive)),
        ]

    @property
    def _uninformed(self) -> str:
        unsaid = [str(key) for key in self.informed.loc[self.informed["data"] == NOT, "key"]]
        return (
            f"the data do not inform: {', '.join(unsaid)}"
            if unsaid
            else "the data inform every number at least somewhat"
        )

    @property
    def files(self) -> list[Path]:
        """The tables that are left."""
        names = (POSTERIOR, INFORMED, PREDICTIVE, ROUNDS, SUMMARY)
        return [self.folder / name for name in names]


def calibrate(
    scenario: Scenario,
    observed: Sequence[Observed],
    folder: Path,
    effort: Effort | None = None,
    *,
    keys: Sequence[str] = FITTED,
    call: Callable[[Simulate], Simulate] = lambda simulate: simulate,
    progress: Progress = SILENT,
    command: str = "",
) -> Calibration:
    """Fit and leave the results in a folder; goes on with what it holds.

    `call` says where runs are made.

    Raises InputError for ranges, figures, efforts and folders that will not do, and if scikit-learn
    is not installed.
    """
    effort, before = effort or Effort(), priors(scenario, keys)
    asked = until_asked(scenario, [row.id for row in observed])
    weeks = Clock(asked.run.start, asked.run.until).weeks
    progress.begin((effort.runs + RUNS_AGAIN) * weeks)
    simulate = _Called(call, Simulator(asked))
    question = Question(simulate, before, observed, weeks)
    check(question, effort)
    with writing_to(folder):
        found = fit_question(question, folder, effort, progress)
        remembered = Remembering(question, folder, progress)
        best = best_of(found, question, remembered, effort.seed, effort.jobs)
        after, table = informed(found, before), predictive(found, question.names)
        document = _document(scenario, found, best, after, effort, observed, keys, command)
        result = Calibration(
            found,
            best,
            _sample(scenario, found, keys, effort.seed),
            after,
            table,
            effort.worth,
            document,
            folder,
        )
        _leave(result)
    return result


def shortfalls(found: Fit, worth: float) -> list[str]:
    """Why what was found is less than what was asked for, a sentence each; nothing if it is not."""
    if found.effective_size >= worth:
        return []
    return [
        f"draws are worth {decimal(found.effective_size, 0)} of equal weight and not yet"
        f" worth={worth:g}, intervals are rough; with more --runs they become worth more"
    ]


class _Called:
    """A simulator that is called somewhere, and what it is."""

    def __init__(self, call: Callable[[Simulate], Simulate], simulator: Simulator) -> None:
        self._call, self.identity = call(simulator), simulator.identity

    def __call__(self, draw: Any, seed: int) -> dict[str, float]:
        return self._call(draw, seed)


def _document(
    scenario: Scenario,
    found: Fit,
    best: Best,
    after: pd.DataFrame,
    effort: Effort,
    observed: Sequence[Observed],
    keys: Sequence[str],
    command: str,
) -> dict[str, Any]:
    return {
        "command": command,
        "model": model_version(),
        "scenario": scenario.name,
        "people": scenario.society.size,
        "effort": asdict(replace(effort, jobs=0)),
        "seconds": round(found.seconds, 1),
        "runs": found.runs,
        "effective_size": round(found.effective_size, 1),
        "draws": found.counted,
        "deviation": found.deviation,
        "best": best.draw,
        "best_deviation": best.deviation,
        "least_deviation": float(found.distances.min()),
        "targets": [row.id for row in observed],
        "rounds": found.rounds.to_dict("records"),
        "numbers": after.to_dict("records"),
        "kept": {quantity.key: quantity.value for quantity in kept(scenario, keys)},
        "unasked": {quantity.key: quantity.range for quantity in unasked(scenario, keys)},
    }


def _sample(scenario: Scenario, found: Fit, keys: Sequence[str], seed: int) -> pd.DataFrame:
    """Equally weighted draws of the fitted numbers.

    Each stands beside a point of a Latin hypercube over the numbers that no figure speaks of.
    """
    import pandas as pd

    fitted = found.sample()
    open_ = [Axis.of(one) for one in unasked(scenario, keys)]
    return (
        pd.concat(
            [fitted, pd.DataFrame(points("latin-hypercube", open_, len(fitted), seed))], axis=1
        )
        if open_
        else fitted
    )


def _leave(result: Calibration) -> None:
    tables = {
        POSTERIOR: result.sample,
        INFORMED: result.informed,
        PREDICTIVE: result.predictive,
        ROUNDS: result.fit.rounds,
    }
    write_all(
        result.folder,
        {name: write_csv(frame, "%.6g") for name, frame in tables.items()}
        | {SUMMARY: write_json(result.document)},
    )
