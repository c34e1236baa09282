"""Graph files and generators with anything in them: a society, or a refusal in words, and soon."""

from __future__ import annotations

import contextlib
import inspect
import json
import time
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from nksim.cli.app import app
from nksim.core.errors import InputError
from nksim.scenario.scenario import Scenario
from nksim.society.generators import parameters_of
from nksim.society.graph_sources import read_network
from tests.fuzz.effort import effort
from tests.fuzz.graphs import ARGUMENTS, FILES, GraphFile

SOON = 10.0  # seconds
GENERATORS = sorted(
    name
    for name in dir(nx)
    if str(getattr(getattr(nx, name), "__module__", "")).startswith("networkx.generators.")
)


@effort(60)
@given(
    file=FILES,
    weight=st.sampled_from(["ignored", "bond"]),
    layer=st.sampled_from(["friend", "kin"]),
)
def test_any_file__is_a_graph_or_refused(
    tmp_path: Path, file: GraphFile, weight: str, layer: str
) -> None:
    """Whatever a file holds, `nksim check` says its people or what is wrong with it."""
    path = tmp_path / f"graph{file.suffix}"
    path.write_bytes(file.content)
    (tmp_path / "world.yaml").write_text(
        f"network: {{file: graph{file.suffix}, weight: {weight}, layer: {layer}}}\n"
    )
    started = time.monotonic()
    done = CliRunner().invoke(app, ["check", str(tmp_path / "world.yaml"), "--json"])
    assert time.monotonic() - started < SOON
    (answer,) = json.loads(done.stdout)
    assert done.exit_code == (0 if answer["ok"] else 2), done.exception
    if answer["ok"]:
        assert answer["graphs"][0]["people"] >= 2
    else:
        assert all(fault["message"].isprintable() for fault in answer["faults"])
    assert {item.name for item in tmp_path.iterdir()} >= {path.name, "world.yaml"}


@effort(20)
@given(data=st.data())
def test_any_generator__makes_people_or_is_refused(data: st.DataObject) -> None:
    """Whatever is asked of a generator, it makes people, or a refusal says why not."""
    name = data.draw(st.sampled_from(GENERATORS))
    known = [key for key in parameters_of(name) if key != "seed"]
    keys = st.lists(st.sampled_from(known), unique=True) if known else st.just([])
    arguments = {key: data.draw(ARGUMENTS) for key in data.draw(keys)}
    started = time.monotonic()
    with contextlib.suppress(InputError, ValidationError):
        world = Scenario.model_validate({"network": {"generator": name, **arguments}})
        assert read_network(world, 1).found.people >= 2
    assert time.monotonic() - started < SOON


def test_every_generator__can_be_asked() -> None:
    """The list is not empty, and each can say its arguments."""
    assert len(GENERATORS) > 100
    assert all(inspect.signature(getattr(nx, name)) for name in GENERATORS)


@pytest.mark.parametrize("suffix", [".csv", ".gml", ".graphml"])
def test_large_file__is_read_soon(tmp_path: Path, suffix: str) -> None:
    """A file of a hundred thousand ties, or of as many lines of nothing, is no trap."""
    lines = {".csv": "a{0},b{0}\n", ".gml": "node [ id {0} ]\n", ".graphml": "<node id='{0}'/>"}
    text = "".join(lines[suffix].format(i) for i in range(50_000))
    wrapped = {".gml": f"graph [ {text} ]", ".graphml": f"<graphml><graph>{text}</graph></graphml>"}
    path = tmp_path / f"large{suffix}"
    path.write_text(wrapped.get(suffix, text))
    world = Scenario.model_validate({"network": {"file": str(path)}})
    assert read_network(world, 1).found.people in (50_000, 100_000)
