"""nksim from Python: what users import."""

from __future__ import annotations

from pathlib import Path

import pytest

import nksim
from nksim.core.errors import InputError

WORLD = {
    "name": "small",
    "society": {"size": 120},
    "run": {"start": "2019-01-07", "until": "2019-06-30"},
    "levers": [{"name": "new-law", "lever": "law", "from": "2019-03-04"}],
}


def test_compare__gives_frames_and_leaves_nothing_behind() -> None:
    """A study in one call; without a folder its files go with the results."""
    scenario = nksim.load_scenario(WORLD)
    study = nksim.compare(
        scenario,
        {"no-law": scenario.without("new-law")},
        replicates=2,
        outcomes=["perceived_risk", "mean_bond"],
    )
    assert study.differences["outcome"].tolist() == [
        "deaths",
        "person_years_detained",
        "punished",
        "mean_bond",
        "perceived_risk",
    ]
    assert study.outcomes["scenario"].tolist() == ["small", "small", "no-law", "no-law"]
    folder = study.folder
    assert folder.exists()
    del study
    assert not folder.exists()


def test_broken_subclass__is_a_row_and_the_others_stand() -> None:
    """An exception in a user's own Citizen under one policy.

    Its runs fail by name, the baseline's are there.
    """

    class Broken(nksim.Citizen):
        def decide_report(self, tie, suspect):  # type: ignore[no-untyped-def]
            if self.here.severity[1] > 0.55:
                raise ZeroDivisionError("my rule")
            return super().decide_report(tie, suspect)

    given = WORLD | {
        "society": {"size": 400, "willingness_mean": 0.0, "border_district_share": 1.0},
        "media": {"import_rate_chinese": 1.0, "era_midpoint": 1995},
    }
    scenario = nksim.load_scenario(given)
    study = nksim.compare(
        scenario.without("new-law"), {"law": scenario}, replicates=2, citizen=Broken, jobs=1
    )
    assert set(study.outcomes["scenario"]) == {"small"}
    assert set(study.failures["error"]) == {"ZeroDivisionError: my rule"}
    with pytest.raises(InputError, match="leave folder out"):
        nksim.compare(scenario, {"law": scenario}, citizen=Broken, folder="somewhere")


def test_broken_graph__fails_alone(tmp_path: Path) -> None:
    """An alternative on a graph that cannot be a society is a row with its error."""
    (tmp_path / "broken.txt").write_text("a b c d\n")
    scenario = nksim.load_scenario(WORLD)
    broken = nksim.load_scenario(WORLD | {"network": {"file": str(tmp_path / "broken.txt")}})
    study = nksim.compare(scenario, {"broken": broken}, replicates=2, jobs=1)
    assert set(study.outcomes["scenario"]) == {"small"}
    assert study.failures["scenario"].tolist() == ["broken", "broken"]
    assert "is no weight" in study.failures["error"].iloc[0]
    assert study.differences.empty
