"""Cascades: titles from hand to hand, who told on whom, and arrests that follow an arrest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nksim.analysis.cascades.graphs import GRAPHS, graph_of
from nksim.analysis.cascades.pictured import cascade_picture, telling_picture
from nksim.analysis.cascades.sentences import sentences_of
from nksim.analysis.cascades.traced import TABLES, Traced
from nksim.api.arguments import opened, optional_path
from nksim.api.file_names import file_name
from nksim.api.progress import Shown, check_progress, shown
from nksim.api.runs import Steps
from nksim.core.cards import card
from nksim.core.checks import checked_count
from nksim.core.clock import Clock
from nksim.core.errors import InputError
from nksim.inference.replaying import chosen_run, history_of, stored_history
from nksim.observations.result import Result
from nksim.plots.cascades import cascades_figure
from nksim.plots.paper import Figure
from nksim.plots.sheet import save_figure
from nksim.plots.telling import telling_figure
from nksim.society.graph_export import DirectedGraph, write_graph
from nksim.store.writing import write_all, write_csv

if TYPE_CHECKING:
    from nksim.society.society import Society
    from nksim.store.results import Results

FOLDER, TREES, MOST_TREES = "traces", 100, 1_000_000
FIGURES = ("cascades", "telling")


class TracePlots:
    """The two figures of what was traced."""

    def __init__(self, traced: Traced) -> None:
        self._traced = traced

    def cascades(self) -> Figure:
        """The largest tree through time, sizes of all, and the reproduction number."""
        return cascades_figure(cascade_picture(self._traced))

    def telling(self) -> Figure:
        """Who told on whom, what arrests came from, and how many follow one."""
        return telling_figure(telling_picture(self._traced))


class Traces(Traced):
    """What `nksim.traces` gives: tables as frames, graphs, figures.

    `.cascades` (a title's tree a row), `.holdings`, `.reproduction`, `.told`, `.tellings`,
    `.arrests`, `.chains`; `.graph("copies")` is a networkx graph, `.plot.cascades()` a figure,
    `.sentences` say it in words, `.save(folder)` writes all of it.
    """

    @property
    def plot(self) -> TracePlots:
        """Its matplotlib figures: `.plot.cascades()`, `.plot.telling()`."""
        return TracePlots(self)

    @property
    def sentences(self) -> list[str]:
        """What was found, in words."""
        return sentences_of(self)

    def _repr_html_(self) -> str:
        """The traces as a notebook shows them: their sentences."""
        name, seed = self.history.scenario.name, self.history.seed
        return card(f"Traces of {name}, seed {seed}", {"": " ".join(self.sentences)})

    def graph(self, kind: str = "copies", trees: int | None = None) -> DirectedGraph:
        """The graph of `copies` (of the `trees` largest trees), of who `told`, or of `arrests`."""
        return graph_of(self, kind, trees)

    def save(self, folder: str | Path, *, trees: int = TREES) -> list[Path]:
        """Write every table as CSV, the graphs as GEXF for Gephi, and the figures as PNG.

        The graph of copies holds so many of the largest trees. StoreError where nothing can be
        written.
        """
        place = optional_path(folder, "folder") or Path()
        checked_count(trees, name="trees", low=1, high=MOST_TREES)
        files = {f"{name}.csv": write_csv(getattr(self, name)) for name in TABLES}
        graphs = {f"{kind}.gexf": write_graph(self.graph(kind, trees), "gexf") for kind in GRAPHS}
        write_all(place, files | graphs)
        return [*(place / name for name in (*files, *graphs)), *self.figures(place)]

    def figures(self, folder: str | Path) -> list[Path]:
        """Draw both figures as PNG into a folder."""
        place = optional_path(folder, "folder") or Path()
        return [save_figure(getattr(self.plot, name)(), place / f"{name}.png") for name in FIGURES]


def traces(
    results: Result | Results | str | Path,
    *,
    scenario: str | None = None,
    seed: int | None = None,
    society: Society | None = None,
    progress: Shown = None,
) -> Traces:
    """Trace titles, tellings and arrests in the single events of one run.

    `results` is a run in memory (with the `society` that it was given, if it was), or a folder, of
    which the run of this `scenario` and `seed` is taken, by default the first. A run that has kept
    no events is made again, and is checked to be the same by the hash of its last state. Raises
    InputError for a run that there is not, RunError if the run made again is another.

    >>> import nksim
    >>> result = nksim.run(nksim.load_scenario("nksim:quick", {"society.size": 300}), events=True)
    >>> found = nksim.traces(result)
    >>> int(found.cascades["holders"].sum()) == len(found.holdings)
    True
    """
    check_progress(progress)
    if isinstance(results, Result):
        if scenario is not None or seed is not None:
            raise InputError("scenario and seed choose a run of a folder; this is one run already")
        return _of_result(results, society, progress)
    if society is not None:
        raise InputError("society belongs to a run in memory; runs of a folder have their own")
    return _of_folder(opened(results), scenario, seed, progress)


def trace_folder(results: Results, found: Traces) -> Path:
    """Where the traces of a stored run are written if nobody says."""
    name = f"{file_name(found.history.scenario.name)}-{found.history.seed}"
    return results.folder / FOLDER / name


def _of_result(result: Result, society: Society | None, progress: Shown) -> Traces:
    with shown(progress) as place:
        if result.observations.events is None:
            place.begin(result.observations.weeks)
        return Traces(history_of(result, Steps(place), society))


def _of_folder(results: Results, scenario: str | None, seed: int | None, progress: Shown) -> Traces:
    run = chosen_run(results, scenario, seed)
    with shown(progress) as place:
        if not run.events:
            of = results.scenario_of(run).run
            place.say(f"{run.scenario}, seed {run.seed} kept no events: it is made again")
            place.begin(Clock(of.start, of.until).weeks)
        return Traces(stored_history(results, run, Steps(place)))
