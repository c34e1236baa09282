"""A life in two worlds: one person's years under a baseline and under a policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from nksim.analysis.cascades.history import History
from nksim.api.arguments import attached, optional_path
from nksim.api.at_hand import study_at_hand
from nksim.api.file_names import file_name
from nksim.api.progress import Shown, check_progress, shown
from nksim.api.runs import Steps
from nksim.core.cards import card
from nksim.core.checks import checked_choice, checked_count
from nksim.core.clock import Clock
from nksim.core.errors import InputError
from nksim.engines.compiling import make_ready
from nksim.engines.contract import EngineName
from nksim.engines.lives import census
from nksim.engines.run import run as run_engine
from nksim.inference.replaying import chosen_run, stored_history
from nksim.inference.two_worlds.life import Life as Told
from nksim.inference.two_worlds.life import life_of, lived
from nksim.inference.two_worlds.picking import PICKS
from nksim.inference.two_worlds.pictured import life_picture
from nksim.inference.two_worlds.record import record_of
from nksim.inference.two_worlds.wording import sentences_of
from nksim.plots.life import life_figure
from nksim.plots.paper import Figure
from nksim.plots.sheet import picture
from nksim.running.progress import Progress
from nksim.scenario.identity import society_key
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.society import Society
from nksim.store.compared import compared_in
from nksim.store.manifest import MANIFEST
from nksim.store.results import Results, open_results
from nksim.store.writing import write_all, write_json, write_text
from nksim.studies.posterior import drawn
from nksim.studies.study import Study

Found = tuple[tuple[History, History], Society]
PASSES = 4  # times that a run's weeks pass: for events and for the life, in both worlds


@dataclass(frozen=True, eq=False)
class Life(Told):
    """What `nksim.life` gives.

    `.parting_week` and `.chain` say when the lives part and what began it, `.sentences` say it in
    words; `.years`, `.weeks` and `.events` are frames of both worlds; `.record` is what goes into
    JSON; `.figure()` draws, `.save(folder)` writes all of it.
    """

    @property
    def sentences(self) -> list[str]:
        """The parting and what led to it, in words."""
        return sentences_of(self)

    def _repr_html_(self) -> str:
        """The life as a notebook shows it: its sentences."""
        first, *others = self.sentences
        return card(f"A life in two worlds: {first}", {"": "\n".join(others)})

    @property
    def record(self) -> dict[str, Any]:
        """The whole life as plain values."""
        return record_of(self) | {"sentences": self.sentences}

    def figure(self) -> Figure:
        """Both lives week by week, from some years before the policy on."""
        return life_figure(life_picture(self))

    def save(self, folder: str | Path) -> list[Path]:
        """Write the life as text, JSON and PNG; StoreError where nothing can be written."""
        place = optional_path(folder, "folder") or Path()
        name = f"life-{self.citizen}-{file_name(self.names[1])}-{self.pair.worlds[0].seed}"
        files = {
            f"{name}.txt": write_text("\n".join([*self.sentences, ""])),
            f"{name}.json": write_json(self.record),
            f"{name}.png": picture(self.figure(), f"{name}.png"),
        }
        write_all(place, files)
        return [place / file for file in files]


def life(
    study: Scenario | Study | Results | str | Path,
    alternatives: Mapping[str, Scenario] | None = None,
    *,
    citizen: int | None = None,
    pick: str = "diverging",
    policy: str | None = None,
    seed: int | None = None,
    engine: EngineName = "compiled",
    progress: Shown = None,
) -> Life:
    """Tell one simulated person's years under the baseline of a study and under a policy.

    `study` is a scenario, with the alternatives by their names, or a study: loaded, its file, or a
    folder of compared runs, which are made again where they kept no events, and are checked by
    their hash. `citizen` is the number of a person; without it
    one is picked: typical, diverging or punished. `policy` is the name of an alternative, by
    default the first; `seed` that of the run, by default the study's first. Both `engine`s tell
    the same life.

    Raises InputError for what there is not, RunError if a run made again is another.

    >>> import nksim
    >>> short = {"society.size": 300, "run.until": "2013-12-29"}
    >>> quick = nksim.load_scenario("nksim:quick", short)
    >>> law = {"name": "law", "lever": "searches", "from": "2012-06-04", "rate_factor": 50}
    >>> strict = nksim.load_scenario(quick, {"levers": [law]})
    >>> found = nksim.life(quick, {"strict": strict})
    >>> found.parting_week >= found.policy_week
    True
    """
    check_progress(progress)
    checked_choice(engine, name="engine", allowed=get_args(EngineName))
    checked_choice(pick, name="pick", allowed=PICKS)
    if citizen is not None:
        checked_count(citizen, name="citizen", low=0, high=2**31 - 1)
    with shown(progress) as place:
        world = _Asked(policy, seed, engine)
        results = None if alternatives is not None else _results_of(study)
        if results is None:
            chosen = study_at_hand(study, alternatives, None, seed, ())
            found, society = _made(chosen, world, place)
        else:
            found, society = _stored(results, world, place)
        told = life_of(lived(found, society, engine), citizen, pick, place.advance)
    return attached(Life, told)


@dataclass(frozen=True)
class _Asked:
    """Which policy and seed are asked for, and which engine lives them."""

    policy: str | None
    seed: int | None
    engine: EngineName


def _results_of(study: object) -> Results | None:
    """The results that are given, or that lie in the folder that is given."""
    if isinstance(study, Results):
        return study
    if isinstance(study, str | Path) and (Path(study) / MANIFEST).is_file():
        return open_results(study)
    return None


def _made(study: Study, asked: _Asked, progress: Progress) -> Found:
    """Both worlds of a study, lived with the study's first seed, or with the one that it has."""
    names = [one.name for one in study.alternatives]
    policy = study.alternatives[names.index(_policy(asked.policy, names))]
    worlds = tuple(drawn(each, study.posterior, study.seed) for each in (study.baseline, policy))
    society = _society(worlds, study.seed)
    progress.begin(PASSES * _weeks(worlds[0]))
    first, second = (
        _history(world, study.seed, society, asked.engine, progress) for world in worlds
    )
    return (first, second), society


def _stored(results: Results, asked: _Asked, progress: Progress) -> Found:
    """Both worlds of a folder of compared runs."""
    compared = compared_in(results.folder)
    if compared is None:
        raise InputError(
            f"study={results.folder} holds no comparison; give a folder of `nksim compare`, or a"
            " study file"
        )
    if asked.engine != "compiled":
        raise InputError(f"engine={asked.engine}: stored runs are made again by engine=compiled")
    first = chosen_run(results, compared.baseline, asked.seed)
    name = _policy(asked.policy, compared.alternatives)
    runs = (first, chosen_run(results, name, first.seed))
    worlds = tuple(results.scenario_of(run) for run in runs)
    society = _society(worlds, first.seed)
    progress.begin(PASSES * _weeks(worlds[0]))
    one, other = (stored_history(results, run, Steps(progress)) for run in runs)
    return (one, other), society


def _policy(name: str | None, alternatives: Sequence[str]) -> str:
    return checked_choice(name or alternatives[0], name="policy", allowed=alternatives)


def _society(worlds: Sequence[Scenario], seed: int) -> Society:
    """The society of both worlds; InputError if they do not share one."""
    if len({society_key(world) for world in worlds}) > 1:
        one, other = (world.name for world in worlds)
        raise InputError(
            f"{one} and {other} have other people or ties; a life is told in two worlds that"
            " share them: leave society and network as they are in the baseline"
        )
    make_ready()
    return build_society(worlds[0], seed)


def _history(
    world: Scenario, seed: int, society: Society, engine: EngineName, progress: Progress
) -> History:
    hear = Steps(progress)
    made = run_engine(world, seed, engine=engine, events=True, society=society, progress=hear)
    assert made.events is not None
    return History(world, seed, made.events, census(world, society))


def _weeks(scenario: Scenario) -> int:
    return Clock(scenario.run.start, scenario.run.until).weeks
