"""The table of single events."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import nksim
from nksim.core.events import ACTS, COUNTED_BY, EVENT_RECORD, SANCTIONS, Event
from nksim.engines.event_order import in_order
from nksim.observations.tables import DECLARED
from nksim.rules import codes
from nksim.scenario.loading import load_scenario
from nksim.store.results import open_results
from nksim.store.saving import save_run
from tests.fixtures.lively import lively_scenario

LIVELY = {
    "run": {"start": "2012-01-01", "until": "2012-06-30"},
    "media": {"import_rate_chinese": 0.5, "nontrader_import_share": 1.0},
}


def test_events__carry_the_names_of_a_users_own_graph(tmp_path: Path) -> None:
    """Who offered what to whom is said by the names of the graph, also in a folder of results."""
    graph = nx.relabel_nodes(nx.watts_strogatz_graph(60, 6, 0.1, seed=1), lambda i: f"Kim {i}")
    nx.set_node_attributes(graph, "Ryanggang", "province")
    nx.write_graphml(graph, tmp_path / "kims.graphml")
    world = LIVELY | {"network": {"file": str(tmp_path / "kims.graphml")}}
    result = nksim.run(load_scenario(world), 1, events=True)
    names = nksim.build_society(load_scenario(world), 1).labels
    events = result.events
    assert names is not None
    assert events is not None
    assert len(events) > 10
    assert events["citizen_name"].tolist() == [names[i] for i in events["citizen"]]
    others = events["other"].fillna(-1).tolist()
    called = events["other_name"].fillna("").tolist()
    assert called == [names[i] if i >= 0 else "" for i in others]
    stored = open_results(save_run(result, tmp_path / "results")).events
    assert stored is not None
    assert stored["citizen_name"].tolist() == events["citizen_name"].tolist()


def test_events_of_a_built_society__have_no_names() -> None:
    """Nobody has given them any."""
    world = LIVELY | {"society": {"size": 300}}
    events = nksim.run(load_scenario(world), 1, events=True).events
    assert events is not None
    assert "citizen_name" not in events


def test_events__add_up_to_what_is_counted() -> None:
    """Every count of the series can be counted again from single events, in both engines."""
    levers = [
        {"name": "drive", "lever": "media_drive", "from": "2015-02-02", "drives_per_1000": 1000},
        {"name": "leniency", "lever": "confession_leniency", "from": "2015-05-04"},
        {"name": "radio", "lever": "broadcast", "from": "2015-03-02"},
        {"name": "law", "lever": "law", "from": "2015-03-02", "spreading": 1.0},
    ]
    world = lively_scenario(
        levers,
        run={"until": "2016-01-10"},
        life={"enabled": True},
        society={"size": 600},
        enforcement={"execution_share": 1.0},
        survey={"escapes_leave": True, "escapes_per_arrival": 1000.0},
    )
    result = nksim.run(world, 2, events=True)
    events, totals = result.events, result.series.query("province == 'all'").sum(numeric_only=True)
    assert events is not None
    seen = events["event"].value_counts()
    for event, columns in COUNTED_BY.items():
        assert seen[event.name.lower()] > 0, event
        if columns:
            assert seen[event.name.lower()] == totals[list(columns)].sum(), event
    sanctions = events.query("event == 'sanction'")
    media = sanctions.query("act != 'style'")["sanction"].value_counts()
    for kind, column in SANCTIONED.items():
        assert media[kind] == totals[column] > 0, kind
    style = sanctions.query("act == 'style'")["sanction"].value_counts()
    assert style["bribe"] == totals["style_bribes"]
    assert style[["criticism", "labour", "prison"]].sum() == totals["style_punished"] > 0
    assert style[["camp", "death"]].sum() == 0
    arrests = events.query("event == 'arrest'")["act"].value_counts()
    assert arrests["style"] == totals["style_arrests"]
    assert (arrests > 0).all()
    assert tuple(arrests.sort_index().index) == ACTS


SANCTIONED = {
    "bribe": "bribes",
    "criticism": "criticised",
    "labour": "sent_to_labour",
    "prison": "sent_to_prison",
    "camp": "sent_to_camp",
    "death": "executed",
}


def test_words__stand_for_the_codes_of_the_rules() -> None:
    """Acts and what follows them are told by the names of their codes."""
    acts = [codes.ACT_STYLE, codes.ACT_WATCH, codes.ACT_HOLD, codes.ACT_SPREAD, codes.ACT_SELL]
    assert [ACTS[act] for act in acts] == ["style", "watching", "holding", "spreading", "selling"]
    for kind in ("bribe", "criticism", "labour", "prison", "camp", "death"):
        assert SANCTIONS[getattr(codes, kind.upper())] == kind
    assert len(SANCTIONS) == 7


def test_a_copy__names_the_event_by_which_its_host_had_the_title() -> None:
    """From copy to copy one comes to an import or a delivery, and the title stays the same."""
    events = nksim.run(lively_scenario(), 2, events=True).events
    assert events is not None
    copies = events.query("event == 'copy'")
    assert len(copies) > 20
    sources = events.loc[copies["source"].astype(int)]
    assert set(sources["event"]) <= {"import", "delivery", "copy"}
    assert (sources["citizen"].to_numpy() == copies["other"].to_numpy()).all()
    assert (sources["title_week"].to_numpy() == copies["title_week"].to_numpy()).all()
    assert (sources["origin"].astype(str).to_numpy() == copies["origin"].astype(str)).all()
    assert (sources["number"].to_numpy() < copies["number"].to_numpy()).all()
    assert events.query("event != 'copy'")["source"].isna().all()


def test_events__are_the_declared_columns_and_name_who_told() -> None:
    """Whoever reports is named, with the tie on which it happened."""
    events = nksim.run(lively_scenario(), 2, events=True).events
    assert events is not None
    declared = [column.name for column in DECLARED["events"]]
    assert [*events.columns] == declared
    told = events.query("event in ('report', 'name')")
    assert told["reporter"].notna().all()
    assert (told["reporter"] != told["citizen"]).all()
    assert told["tie"].notna().all()
    assert events.query("event not in ('report', 'name')")["reporter"].isna().all()
    assert (events["number"].diff().dropna() == 1).all()


def test_events__change_nothing_that_is_counted() -> None:
    """Whether single events are kept or not, the same happens."""
    with_them, without = (
        nksim.run(lively_scenario(), 2, events=events) for events in (True, False)
    )
    assert with_them.state_hash == without.state_hash
    assert with_them.outcomes.equals(without.outcomes)
    assert without.events is None


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_a_week__is_that_of_all_its_columns(seed: int) -> None:
    """Whatever comes in which order, it stands by kind, citizen and the rest, as a sort has it."""
    luck = np.random.default_rng(seed)  # noqa: TID251 - made-up entries
    count = 3_000
    entries = np.zeros(count, EVENT_RECORD)
    columns = ("event", "citizen", "other", "tie", "origin", "title_week", "act", "reporter")
    for name, most in zip(columns, (len(Event), 40, 3, 3, 2, 3, 2, 2), strict=True):
        entries[name] = luck.integers(0 if name in columns[:2] else -1, most, count)
    order = in_order(entries, 40)
    expected = np.lexsort([entries[name] for name in reversed(columns)])
    assert np.array_equal(order, expected)
