from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import use_engine
from tests.fixtures.worlds import fake_run
from tests.fuzz.commands import answer_of

WORLD = """\
name: tiny
description: A small world
run: {start: 2019-01-07, until: 2019-12-31, seed: 3}
society:
  size: 400
  women_share: 0.52
behaviour:
  w_risk: {value: 2.5, range: [1, 4], source: assumed}
media:
  copy_chance: 0.3
levers:
  - name: new-law
    lever: law
    from: 2019-06-01
    until: 2019-10-01
    ramp_weeks: 4
    provinces: [Ryanggang]
    strength: 0.8
  - {name: border, lever: border_closure, from: 2019-03-01}
"""
OTHER = """\
extends: tiny.yaml
name: other
without: [border]
society: {size: 300}
network:
  generator: watts_strogatz_graph
  n: 60
  k: 4
  p: 0.1
  layer: friend
"""
STUDY = """\
name: what if
description: Two answers
baseline: tiny.yaml
replicates: 4
seed: 2
outcomes: [mean_bond, deaths]
alternatives:
  no-law: {without: [new-law]}
  harsher:
    levers:
      - {name: new-law, lever: law, from: 2019-06-01, strength: 1.0}
  file: other.yaml
  alone: {extends: tiny.yaml, levers: [{name: raids, lever: searches, from: 2019-02-01}]}
"""
SWEEP = """\
name: fear
description: Over two numbers
scenario: tiny.yaml
alternatives:
  no-law: {without: [new-law]}
design: latin-hypercube
points: 8
seed: 1
replicates: 2
values:
  behaviour.w_risk: prior
  media.copy_chance: {range: [0.1, 0.5], scale: log}
  levers.new-law.strength: [0.5, 1.0]
"""
GRID = """\
scenario: {extends: tiny.yaml}
design: grid
values:
  society.size: {range: [100, 400], steps: 3}
  media.copy_chance: [0.1, 0.2]
"""
POSTERIOR = "behaviour.w_risk,levers.new-law.strength\n2.5,0.5\n3.0,0.7\n2.0,1.0\n"
TARGETS = "id,value,sd_total\nC4,0.83,0.04\nC1,0.9,0.05\n"
FILES = {
    "tiny.yaml": WORLD,
    "other.yaml": OTHER,
    "study.yaml": STUDY,
    "sweep.yaml": SWEEP,
    "grid.yaml": GRID,
    "posterior.csv": POSTERIOR,
    "targets.csv": TARGETS,
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with one good file of each kind, made new for every input."""
    return Desk(tmp_path)


class Desk:
    """The folder in which a stranger works."""

    def __init__(self, root: Path) -> None:
        self.root, self.number = root, 0

    def laid(self, *, runs: bool = False, **changed: bytes) -> Path:
        """A fresh folder with the good files, and these with other content; `runs` in done/."""
        shutil.rmtree(self.root / str(self.number), ignore_errors=True)
        self.number += 1
        folder = self.root / str(self.number)
        folder.mkdir()
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        if runs:
            shutil.copytree(self._runs(), folder / "done")
        for name, content in changed.items():
            (folder / name.replace("_", ".")).write_bytes(content)
        return folder

    def _runs(self) -> Path:
        """A results folder, made once."""
        made = self.root / "made"
        if not made.exists():
            made.mkdir()
            (made / "tiny.yaml").write_text(WORLD, encoding="utf-8")
            answer_of(["run", "tiny.yaml", "--out", "done", "--quiet"], made)
        return made / "done"


@pytest.fixture
def quick_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are made up, pictures are not drawn, and what takes minutes says that it is not done."""
    from nksim.core.errors import RunError
    from nksim.running.forecast import Forecast

    def not_here(*_: object, **__: object) -> None:
        raise RunError("this takes too long for a test")

    use_engine(monkeypatch, fake_run)
    monkeypatch.setattr(
        "nksim.api.planning.forecast",
        lambda work, jobs: Forecast(len(work.tasks), 52, 1.0, 1.0, 1, 1, jobs, ()),
    )
    monkeypatch.setattr("nksim.api.comparing.plot_comparison", lambda *_: [])
    monkeypatch.setattr("nksim.api.sweeping.plot_sweep", lambda *given: given[-1])
    for slow in (
        "nksim.api.calibrating.fit_and_check",
        "nksim.api.explaining.explain_study",
        "nksim.api.sensitivity.analyse",
        "nksim.api.sensitivity.split_variance",
        "nksim.api.verifying.verify_answers",
        "nksim.api.verifying.compare_engines",
        "nksim.api.verifying.reproduce",
    ):
        monkeypatch.setattr(slow, not_here)
