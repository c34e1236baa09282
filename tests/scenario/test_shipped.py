"""What comes with nksim is found by its name wherever nksim is installed, and wherever a file is
asked for.
"""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from nksim.core.errors import ScenarioError
from nksim.scenario.json_schema import json_schema
from nksim.scenario.loading import load_scenario
from nksim.scenario.shipped import located, shipped_files, shipped_name
from nksim.studies.posterior import load_posterior
from nksim.studies.study import is_study, load_study
from nksim.studies.sweep import is_sweep, load_sweep

ROOT = Path(__file__).parents[2]
NAMES = (
    "history",
    "quick",
    "country",
    "crackdown",
    "outside",
    "levers/law",
    "sweeps/fear",
    "posterior",
    "schema",
    "notebooks/first_run",
)


def test_names__stand_for_the_files_of_the_repository() -> None:
    """Every scenario, study, sweep and notebook has a name; nothing else does."""
    shipped = shipped_files()
    assert {f"nksim:{name}" for name in NAMES} <= shipped.keys()
    here = {*ROOT.glob("scenarios/**/*.yaml"), *ROOT.glob("notebooks/*.ipynb")}
    assert here <= set(shipped.values())
    besides = [ROOT / "scenarios" / name for name in ("nksim.schema.json", "posterior.csv")]
    assert len(shipped) == len(here) + sum(path.exists() for path in besides)
    for name, path in shipped.items():
        assert shipped_name(path) == name
    assert located("mine.yaml", Path("there")) == Path("there/mine.yaml")


@pytest.mark.parametrize("name", sorted(shipped_files()))
def test_whatever_is_shipped__can_be_read_under_its_name(name: str) -> None:
    """A name in place of a path: in Python as on the command line."""
    path = shipped_files()[name]
    if path.suffix != ".yaml":
        assert name != "nksim:posterior" or load_posterior(name).draws
    elif is_sweep(name):
        assert load_sweep(name).scenarios
    elif is_study(name):
        assert load_study([name]).alternatives
    else:
        assert load_scenario(name).name


def test_names__hold_in_files_of_ones_own(tmp_path: Path) -> None:
    """A scenario, a study and a sweep extend what is shipped from wherever they lie."""
    (tmp_path / "mine.yaml").write_text("{extends: nksim:quick, society: {size: 300}}")
    assert load_scenario(tmp_path / "mine.yaml").society.size == 300
    (tmp_path / "study.yaml").write_text(
        "baseline: nksim:quick\nalternatives:\n  no-wave: {without: [inspection-wave]}\n"
        "  law: {extends: nksim:quick, name: x}\n  third: mine.yaml\n"
    )
    assert len(load_study([tmp_path / "study.yaml"]).alternatives) == 3
    (tmp_path / "sweep.yaml").write_text(
        "scenario: nksim:quick\ndesign: grid\nvalues: {behaviour.w_risk: [1, 2]}\n"
    )
    assert len(load_sweep(tmp_path / "sweep.yaml").scenarios) == 2


def test_unknown_name__is_said_with_the_nearest(tmp_path: Path) -> None:
    """A slip of the pen is put right, with its place where it stands in a file."""
    with pytest.raises(ScenarioError, match="did you mean nksim:history"):
        load_scenario("nksim:histroy")
    with pytest.raises(ScenarioError, match="did you mean nksim:levers/law"):
        load_study(["nksim:quick", "nksim:law"])
    (tmp_path / "mine.yaml").write_text("name: x\nextends: nksim:qick\n")
    with pytest.raises(ScenarioError, match=r"mine\.yaml:2:1 .*did you mean nksim:quick"):
        load_scenario(tmp_path / "mine.yaml")


def test_schema__is_that_of_the_model() -> None:
    """The schema that is shipped is the one that would be written now: `nksim schema --out
    scenarios/nksim.schema.json`.
    """
    pinned = re.search(r"^pydantic==(\S+)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    if pinned is None or version("pydantic") != pinned[1]:
        pytest.skip("another release of pydantic words a schema otherwise")
    assert json.loads(located("nksim:schema").read_text(encoding="utf-8")) == json_schema()
