"""Cascades: trees of titles, tellings, chains of arrests, worked out by hand and in a run."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from nksim.analysis.cascades.forest import mean_distance
from nksim.analysis.cascades.graphs import graph_of
from nksim.analysis.cascades.history import History
from nksim.analysis.cascades.pictured import laid_out
from nksim.analysis.cascades.sentences import sentences_of
from nksim.analysis.cascades.traced import Traced
from nksim.core.errors import InputError, StoreError
from nksim.engines.lives import census
from nksim.engines.run import run
from nksim.scenario.scenario import Scenario
from nksim.society.building import build_society
from nksim.society.graph_export import write_graph
from tests.fixtures.histories import OF_ARRESTS, OF_EIGHT, history_by_hand
from tests.fixtures.lively import lively_scenario, weekly


@pytest.fixture(scope="module")
def eight() -> Traced:
    return Traced(history_by_hand())


@pytest.fixture(scope="module")
def arrested() -> Traced:
    return Traced(history_by_hand(OF_ARRESTS))


@pytest.fixture(scope="module")
def lively() -> Traced:
    """A small country in which everything happens."""
    world = lively_scenario(society={"size": 400})
    return Traced(lived(world))


def lived(world: Scenario) -> History:
    events = run(world, 2, events=True).events
    assert events is not None
    return History(world, 2, events, census(world, build_society(world, 2)))


def test_eight_people__make_the_tree_that_was_worked_out_by_hand(eight: Traced) -> None:
    """Ann's title reaches six people in seven holdings, four steps deep, in both provinces."""
    first, second = eight.cascades.to_dict("records")
    assert (first["citizen"], first["province"], first["arrival"]) == (0, "Ryanggang", "import")
    assert (first["holders"], first["people"], first["depth"]) == (7, 6, 4)
    assert (first["breadth"], first["weeks"]) == (2, 8)
    assert (first["provinces"], first["districts"]) == (2, 3)
    assert (first["copies_friend"], first["copies_household"], first["copies_market"]) == (3, 1, 1)
    assert (first["copies_kin"], first["copies_work"], first["copies_neighbour"]) == (1, 0, 0)
    # Steps between two of the seven: below each step lie 5, 1, 4, 2, 1 and 1 holdings.
    crossed = 5 * 2 + 1 * 6 + 4 * 3 + 2 * 5 + 1 * 6 + 1 * 6
    assert first["mean_distance"] == pytest.approx(2 * crossed / (7 * 6))
    assert (second["citizen"], second["holders"], second["depth"]) == (6, 1, 0)
    assert pd.isna(second["mean_distance"])


def test_a_holding__knows_its_generation_and_what_came_of_it(eight: Traced) -> None:
    """Dae had it in the third hand, gave it to two, and three more came to hold it in the end."""
    rows = eight.holdings.set_index("number")
    assert rows["generation"].tolist() == [0, 1, 1, 0, 2, 3, 3, 4]
    assert rows["copies"].tolist() == [2, 1, 0, 0, 2, 1, 0, 0]
    assert rows["holders"].tolist() == [7, 5, 1, 1, 4, 2, 1, 1]
    assert rows.loc[8, "tree"] == 0


def test_reproduction__is_of_those_who_came_to_hold_in_a_week(eight: Traced) -> None:
    """Of the two of week 2, one gave one copy; the two of week 6 gave one between them."""
    rows = eight.reproduction
    by_week = rows[rows["origin"] == "any"].set_index("week")
    assert by_week.loc[[1, 2, 5, 6, 9], "reproduction"].tolist() == [2.0, 0.5, 2.0, 0.5, 0.0]
    assert pd.isna(by_week.loc[4, "reproduction"])
    assert by_week.loc[10, "is_complete"]
    assert not by_week.loc[24, "is_complete"]
    chinese = rows[rows["origin"] == "chinese"]
    assert chinese["holders"].sum() == 0


def test_a_picture_of_a_tree__has_a_row_for_each_holding(eight: Traced) -> None:
    """Who copied stands below whom they copied from, and nobody on the same row."""
    drawn = laid_out(eight.holdings[eight.holdings["tree"] == 0])
    assert sorted(drawn["row"]) == list(range(7))
    copies = drawn[drawn["row_before"].notna()]
    assert (copies["row"] > copies["row_before"]).all()
    assert (copies["date"] > copies["date_before"]).all()


def test_a_copy_without_a_source__is_refused() -> None:
    """Half of a run's events make no trees."""
    with pytest.raises(StoreError, match="copy number=1 has no source"):
        _ = Traced(history_by_hand(OF_EIGHT[3:] + OF_EIGHT[:1])).holdings


def test_mean_distance__is_known_of_a_star_and_of_a_chain() -> None:
    """In a star of four two steps lie between most, in a chain up to three."""
    assert mean_distance(np.array([4, 1, 1, 1])) == pytest.approx(1.5)
    assert mean_distance(np.array([4, 3, 2, 1])) == pytest.approx(10 / 6)


def test_arrests__follow_one_another_as_people_name_each_other(arrested: Traced) -> None:
    """Bo was reported; Dae follows Bo, Eun follows Dae; Fa was searched, Gil stopped."""
    rows = arrested.arrests.set_index("citizen")
    assert rows["cause"].to_dict() == {1: "told", 3: "told", 4: "told", 5: "search", 6: "style"}
    assert rows["after"].to_dict() == {1: 2, 3: 1, 4: 0, 5: 0, 6: 0}
    assert rows.loc[3, "follows"] == rows.loc[1, "number"]
    assert rows.loc[4, "chain"] == rows.loc[1, "number"]
    assert rows.loc[[1, 3, 4], "teller"].tolist() == [7, 1, 3]
    assert rows["follows"].isna().to_dict() == {1: True, 3: False, 4: False, 5: True, 6: True}
    assert rows["sanction"].tolist() == ["criticism", "labour", "bribe", "prison", "criticism"]
    chains = arrested.chains.set_index("citizen")
    assert (chains.loc[1, "depth"], chains.loc[1, "weeks"], chains.loc[1, "people"]) == (2, 4, 3)
    assert len(chains) == 3


def test_tellings__say_who_told_on_whom_and_as_what(arrested: Traced) -> None:
    """Ho informs; Bo and Dae named friends under questioning."""
    rows = arrested.tellings
    assert rows["by_informant"].tolist() == [True, False, False]
    told = arrested.told.set_index(["event", "layer"])
    reported = told.loc[("report", "neighbour")]
    assert (reported["tellings"], reported["by_informants"], reported["arrests"]) == (1, 1, 1)
    named = told.loc[("name", "friend")]
    assert (named["tellings"], named["tellers"], named["suspects"], named["arrests"]) == (
        2,
        2,
        2,
        2,
    )
    assert told["tellings"].sum() == 3


def test_sentences__say_what_happened(eight: Traced, arrested: Traced) -> None:
    """And nothing of what did not."""
    titles, arrests = "\n".join(sentences_of(eight)), "\n".join(sentences_of(arrested))
    assert "2 titles arrived and were copied 6 times; 50% of them never were." in titles
    assert "7 holders in 2 provinces, 4 steps deep, over 8 weeks" in titles
    assert "Nobody was arrested." in titles
    assert "No title arrived." in arrests
    assert "told on 1 time by witnesses, 1 of them by informants" in arrests
    assert "5 arrests: 3 on somebody's word, 1 at a search, 1 for style alone." in arrests
    assert "2 of them followed the arrest of somebody who had named them; at most 2" in arrests


def test_every_copy__has_one_source_and_sizes_add_up(lively: Traced) -> None:
    """Whoever came to hold a title stands in exactly one tree."""
    holdings, events = lively.holdings, lively.history.events
    copies = holdings[holdings["event"] == "copy"]
    assert len(copies) > 50
    assert copies["source"].notna().all()
    assert copies["source"].isin(holdings["number"]).all()
    assert holdings.loc[holdings["event"] != "copy", "source"].isna().all()
    come = events["event"].isin(["import", "delivery", "copy"]).sum()
    assert lively.cascades["holders"].sum() == come == len(holdings)
    assert lively.cascades["holders"].tolist() == (
        holdings.groupby("tree", sort=True).size().tolist()
    )
    assert holdings["copies"].sum() == len(copies)


def test_arrests_on_somebodys_word__are_those_that_the_engine_counts() -> None:
    """Without searches every arrest for media comes from a case, and is known to."""
    world = lively_scenario(society={"size": 400}, enforcement={"search_rate": 0.0})
    observed = run(world, 2, events=True)
    assert observed.events is not None
    people = census(world, build_society(world, 2))
    arrests = Traced(History(world, 2, observed.events, people)).arrests
    told = arrests[arrests["cause"] == "told"]
    assert len(told) == weekly(observed, "arrests_told").sum() > 20
    assert told["telling"].notna().all()
    assert (told["telling"] < told["number"]).all()
    assert arrests["follows"].notna().sum() > 3


@pytest.mark.parametrize("kind", ["copies", "told", "arrests"])
def test_gexf__opens_with_all_that_is_known(lively: Traced, tmp_path: Path, kind: str) -> None:
    """Nodes have labels and who they are, edges their layer: what Gephi shows."""
    graph = graph_of(lively, kind)
    write_graph(graph, "gexf")(tmp_path / "graph.gexf")
    opened = nx.read_gexf(tmp_path / "graph.gexf")
    assert opened.is_directed()
    assert opened.number_of_nodes() == graph.number_of_nodes() > 5
    assert opened.number_of_edges() == graph.number_of_edges() > 3
    node = next(iter(opened.nodes(data=True)))[1]
    assert {"label", "province", "district", "age", "sex", "role"} <= set(node)
    assert isinstance(node["district"], int)
    edge = next(iter(opened.edges(data=True)))[2]
    assert edge["layer"] in ("household", "kin", "friend", "neighbour", "work", "market")


def test_the_graph_of_copies__is_a_forest_of_the_largest_trees(lively: Traced) -> None:
    """So many trees, each with all its holders, and an arrow for each copy."""
    graph = graph_of(lively, "copies", trees=3)
    assert nx.is_forest(graph.to_undirected())
    sizes = sorted(map(len, nx.weakly_connected_components(graph)))
    assert sizes == sorted(lively.cascades["holders"])[-3:]
    with pytest.raises(InputError, match="kind='ties' is not allowed"):
        graph_of(lively, "ties")
