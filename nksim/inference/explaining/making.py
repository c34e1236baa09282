"""The runs that an explanation needs: made seed by seed on threads, kept line by line in a file."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Lock

from nksim.core.checks import checked_workers
from nksim.core.environment import Environments
from nksim.core.errors import NksimError, RunError
from nksim.inference.explaining.parts import Game
from nksim.inference.explaining.running import Past
from nksim.observations.observations import Observations
from nksim.observations.result import outcomes_of
from nksim.observations.stack import stacked
from nksim.running.batch import reason
from nksim.running.executors import PATIENCE_SECONDS, Stoppable
from nksim.running.progress import SILENT, Progress
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.store.identity import run_key
from nksim.store.journal import append_entry, entries
from nksim.store.locking import writing_to

RUNS = "runs.jsonl"
Numbers = dict[str, float]  # outcomes of one run
Values = dict[tuple[int, str], Numbers]  # by seed and identity


@dataclass(frozen=True, eq=False)
class Worlds:
    """The baseline that all runs share, with its Environments."""

    baseline: Scenario
    course: Environments

    def key(self, one: Wanted) -> str:
        """The name under which a run is kept."""
        return f"{run_key(self.baseline, one.seed)}-{one.identity}"


@dataclass(frozen=True, eq=False)
class Wanted:
    """A run that is needed: a coalition of a game in a seed."""

    seed: int
    identity: str
    game: Game
    coalition: int

    @property
    def start(self) -> int:
        """The week in which it parts from the baseline."""
        return self.game.start(self.coalition)


@dataclass(frozen=True, eq=False)
class Made:
    """The outcomes of all runs that are needed, how many were made, and how many were kept."""

    values: Values
    made: int
    kept: int


def make_runs(
    worlds: Worlds,
    wanted: Iterable[Wanted],
    folder: Path,
    jobs: int = 1,
    progress: Progress = SILENT,
) -> Made:
    """Make the runs that the folder does not hold; each is kept as soon as it is finished.

    Raises RunError for a run that fails, StoreError if the folder cannot be written.
    """
    jobs = checked_workers(jobs, name="jobs")
    everything = list(wanted)
    with writing_to(folder):
        journal = _Journal(worlds, folder / RUNS)
        left = [one for one in everything if one not in journal]
        kept = len(everything) - len(left)
        if left:
            _tell(left, kept, len(worlds.course), progress)
            seeds = _by_seed(left)
            _on_threads(seeds, jobs, progress, journal)
    values = {(one.seed, one.identity): journal.of(one) for one in everything}
    return Made(values, len(left), kept)


def _tell(left: list[Wanted], kept: int, weeks: int, progress: Progress) -> None:
    held = f"{kept} kept, " if kept else ""
    progress.say(f"runs: {held}{len(left)} to make, each from where it parts from the baseline")
    progress.begin(sum(weeks - one.start for one in left))


def _by_seed(left: list[Wanted]) -> list[list[Wanted]]:
    seeds: dict[int, list[Wanted]] = {}
    for one in left:
        seeds.setdefault(one.seed, []).append(one)
    return list(seeds.values())


@dataclass(eq=False)
class _Journal:
    """The runs of a folder: what is kept, and a way to keep more from several threads."""

    worlds: Worlds
    path: Path
    _known: dict[str, Numbers] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._known.update(entries(self.path))

    def __contains__(self, one: Wanted) -> bool:
        return self._key(one) in self._known

    def of(self, one: Wanted) -> Numbers:
        return self._known[self._key(one)]

    def keep(self, one: Wanted, observed: Observations) -> None:
        columns = outcomes_of(stacked([observed]), [self.worlds.baseline])
        numbers = {name: float(column[0, 0]) for name, column in columns.items()}
        key = self._key(one)
        with self._lock:
            self._known[key] = numbers
            append_entry(self.path, key, numbers)

    def _key(self, one: Wanted) -> str:
        return self.worlds.key(one)


def _on_threads(
    seeds: list[list[Wanted]], jobs: int, progress: Progress, journal: _Journal
) -> None:
    """Work on so many seeds at once; an interrupt or a failure stops all of them."""
    stop = Event()
    heard_by = Stoppable(progress, stop)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            _until_done([pool.submit(_seed, some, heard_by, journal) for some in seeds])
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _until_done(futures: list[Future[None]]) -> None:
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, PATIENCE_SECONDS, FIRST_EXCEPTION)
        for future in done:
            future.result()


def _seed(some: list[Wanted], progress: Progress, journal: _Journal) -> None:
    """The runs of one seed."""
    worlds, seed = journal.worlds, some[0].seed
    try:
        society = build_society(worlds.baseline, seed)
        past = Past(worlds.baseline, society, seed, worlds.course, progress)
        mixtures = [(one.start, partial(one.game.mixture, one.coalition)) for one in some]
        for place, observed in past.runs(mixtures):
            journal.keep(some[place], observed)
    except NksimError:
        raise
    except Exception as error:
        words = f"seed={seed} failed: {reason(error)}; what was finished before is kept"
        raise RunError(words) from error
