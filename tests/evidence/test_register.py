"""The published figures, as rows."""

from __future__ import annotations

import pytest

from nksim.evidence import register


def test_figures__are_read_with_their_types() -> None:
    """A share is a number, a missing one is nothing, a date is a date."""
    first = register.targets()[0]
    assert (first.id, first.value, first.n, first.core, first.left_to) == (
        "C1",
        0.084,
        391,
        True,
        2000,
    )
    assert register.parameters()[1].low is None
    assert register.timeline()[1].until is not None
    assert sum(row.arrivals for row in register.arrivals()) > 30_000
    assert {row.year for row in register.trade()} == set(range(2019, 2026))


def test_ids__are_unique_and_have_sources() -> None:
    """A cited row id leads to one source."""
    tables = (register.targets(), register.parameters(), register.custody(), register.demography())
    rows = [row.id for table in tables for row in table]
    assert len(rows) == len(set(rows)) == len(register.sources())
    assert all(register.sources().values())


def test_people_held__are_told_by_kind_of_camp_and_year() -> None:
    """A number with the bounds within which it is believed to lie."""
    first = register.custody()[0]
    assert (first.id, first.quantity, first.year) == (
        "K1",
        "people_in_political_prison_camps",
        2013,
    )
    assert all(row.low <= row.value <= row.high for row in register.custody())


def test_age_and_death__are_told_as_they_were_published() -> None:
    """Shares, years and rates; what is a range stays in words."""
    rows = {row.id: row for row in register.demography()}
    assert (rows["D2"].value, rows["D2"].unit, rows["D2"].year) == ("0.678", "share", 2004)
    assert rows["D28"].value == "0.6e6 to 1e6"
    assert {row.status for row in rows.values()} == {"read"}


def test_unverified_figures__are_no_targets() -> None:
    """The model is never fitted to what nobody has read."""
    assert {target.status for target in register.targets()} <= {"read", "derived"}


def test_provinces__are_those_of_every_table() -> None:
    """The census lists the ten provinces in the order of all tables."""
    from nksim.scenario.provinces import PROVINCES

    assert tuple(row.province for row in register.provinces()) == PROVINCES


@pytest.mark.parametrize("table", register.TABLES)
def test_frame__has_a_row_for_each_figure(table: str) -> None:
    """For analysis the same tables come as pandas frames."""
    assert len(register.frame(table)) == len(getattr(register, table)())


def test_unknown_table__is_refused() -> None:
    """A slip in a table's name is answered with the names there are."""
    with pytest.raises(KeyError, match="the tables: targets"):
        register.frame("target")
