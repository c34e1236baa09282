"""What `nksim new` and `nksim schema` write."""

from __future__ import annotations

from pathlib import Path

import pytest

from nksim.scenario import load_scenario
from nksim.scenario.catalogue import section_keys
from nksim.scenario.difference import describe_difference
from nksim.scenario.json_schema import json_schema
from nksim.scenario.levers import LEVER_SETTINGS
from nksim.scenario.template import template


@pytest.mark.parametrize("name", ["my-question", 'with "quotes"', "yes", "2020", "북한"])
def test_template__loads_and_changes_nothing_but_its_lever(tmp_path: Path, name: str) -> None:
    """A new scenario is the model as it stands with one example lever, under the name asked for."""
    path = tmp_path / "new.yaml"
    path.write_text(template(name), encoding="utf-8")
    scenario = load_scenario(path)
    assert scenario.name == name
    assert describe_difference(load_scenario({}), scenario.without("new-law")) == []


def test_template__shows_every_section_and_lever() -> None:
    """Whoever starts from the template sees all there is to set."""
    text = template("x")
    assert text.startswith("# yaml-language-server: $schema=nksim.schema.json\n")
    assert all(f"{section}:" in text for section in section_keys()[""])
    assert all(kind in text for kind in LEVER_SETTINGS)


def test_editor_schema__knows_numbers_with_sources_and_levers_by_kind() -> None:
    """An editor accepts what the program accepts."""
    schema = json_schema()
    assert "extends" in schema["properties"]
    assert "required" not in schema["$defs"]["ByLayer"]
    size = schema["$defs"]["Population"]["properties"]["size"]
    assert [form["type"] for form in size["anyOf"]] == ["integer", "object"]
    assert size["anyOf"][1]["required"] == ["value"]
    assert set(schema["properties"]["levers"]["items"]["discriminator"]["mapping"]) == set(
        LEVER_SETTINGS
    )
    assert {"name", "lever", "from"} <= set(schema["$defs"]["Law"]["required"])
