"""The maker of mutants.

What it changes, what it leaves alone, and that its list of equivalent ones is no older than the
code.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.journal import Journal
from tests.mutants.killing import root
from tests.mutants.mutants import mutants_of
from tests.mutants.report import reasons, written
from tests.mutants.targets import FURTHER, SCORED, chosen


def made(source: str, folder: Path) -> dict[str, str]:
    """The source of every mutant, by its name."""
    file = folder / "made.py"
    file.write_text(source, encoding="utf-8")
    return {mutant.name: ast.unparse(mutant.tree) for mutant in mutants_of(file, folder)}


@pytest.mark.parametrize(
    ("line", "mutants"),
    [
        ("x = a + b", {"x = a - b", "x = a", "x = b"}),
        ("x = a * 0.5", {"x = a / 0.5", "x = a", "x = 0.5", "x = a * 0.55"}),
        ("x = a < b", {"x = a <= b", "x = a >= b"}),
        ("x = a == b", {"x = a != b"}),
        ("x = not a", {"x = a"}),
        ("x = a and b", {"x = a or b", "x = a", "x = b"}),
        ("x = 1", {"x = 2", "x = 0"}),
        ("x = 0.0", {"x = 1.0"}),
        ("x = True", {"x = False"}),
        ("x = -a", {"x = a"}),
        ("x = min(a, b)", {"x = max(a, b)"}),
        ("x = f(a, b)", {"x = f(b, a)"}),
        ("x = f(a, k=b)", {"x = f(a)"}),
        ("x = a if b else c", {"x = a if False else c", "x = a if True else c"}),
        ("x = (a, b)", {"x = (b,)", "x = (a,)"}),
        ("x = a[b:c]", {"x = a[:c]", "x = a[b:]"}),
        ("x += a", {"x -= a", "pass"}),
        ("f()", {"pass"}),
        ("x = [a for a in b if a]", {"x = [a for a in b]"}),
        ("if a:\n    x = b", {"if False:\n    x = b", "if True:\n    x = b"}),
        ("x = a['this'], a['that']", {"x = (a['that'], a['that'])", "x = (a['this'], a['this'])"}),
        ("def f() -> float:\n    return a", {"def f() -> float:\n    return a * 1.1"}),
        ("def f() -> bool:\n    return a", {"def f() -> bool:\n    return not a"}),
    ],
)
def test_a_line__is_changed_in_every_way(line: str, mutants: set[str], tmp_path: Path) -> None:
    """Each operator makes these, and none is made twice."""
    found = made(line, tmp_path)
    missing = mutants - set(found.values())
    assert not missing, found
    assert len(set(found.values())) == len(found)
    assert ast.unparse(ast.parse(line)) not in found.values()


def test_what_nobody_runs__is_left_alone(tmp_path: Path) -> None:
    """Words, hints, imports and what only type checkers read make no mutants."""
    source = '''"""A module of 1 line."""
from a import b
if TYPE_CHECKING:
    import c
Numbers = NDArray[f(1, 2)]
def rule(x: Literal[1, 2] = a) -> Literal[3, 4]:
    """Between 0 and 1."""
    assert x > 0
    raise ValueError(1)
Column(a, b, c, "Describes 1 + 1")
'''
    assert set(made(source, tmp_path)) == {
        "Column(a, b, c, 'Describes 1 + 1') -> pass (left out)",
        "Column(a, b, c, 'Describes 1 + 1') -> Column(b, a, c, 'Describes 1 + 1')"
        " (arguments swapped)",
        "Column(a, b, c, 'Describes 1 + 1') -> Column(a, c, b, 'Describes 1 + 1')"
        " (arguments swapped)",
    }


def test_equivalent_mutants__are_still_made() -> None:
    """A reason for a mutant that is no longer made is taken out.

    None is given for a file that is not scored.
    """
    files = {key.split(" ")[0] for key in reasons()}
    scored = {path.relative_to(root()).as_posix() for target in SCORED for path in target.files()}
    assert files <= scored
    keys = {mutant.key for file in files for mutant in mutants_of(root() / file, root())}
    assert not set(reasons()) - keys


def test_targets__exist_with_their_tests() -> None:
    """And are found by the path of any file in them."""
    for target in (*SCORED, *FURTHER):
        assert target.files(), target.path
        assert all((root() / test).exists() for test in target.tests if test.startswith("tests/"))
    (found,) = chosen(["nksim/rules/appeal.py"])
    assert (found.path, found.tests) == ("nksim/rules/appeal.py", SCORED[0].tests)
    assert chosen([]) == list(SCORED)


def test_the_journal__forgets_what_other_tests_had_said(tmp_path: Path) -> None:
    """A verdict is one of these tests on this module."""
    first, second, *_ = mutants_of(root() / "nksim/rules/appeal.py", root())
    journal = Journal(tmp_path / "journal")
    journal.write(first, ("tests/rules/test_rules.py",), "test_x")
    again = Journal(tmp_path / "journal")
    assert again.verdict(first, ("tests/rules/test_rules.py",)) == "test_x"
    assert again.verdict(first, ("tests/rules/test_by_hand.py",)) is None
    assert again.verdict(second, ("tests/rules/test_rules.py",)) is None


def test_the_report__has_a_row_a_file_and_a_rule(tmp_path: Path) -> None:
    """Figures add up, and a survivor is listed."""
    mutants = mutants_of(root() / "nksim/rules/appeal.py", root())
    verdicts = {mutant.key: "" if at == 0 else "test" for at, mutant in enumerate(mutants)}
    text = written(mutants, verdicts)
    count = len(mutants)
    row = f"| {count} | {count - 1} | {100.0 * (count - 1) / count:.1f}% |"
    assert f"| `rules/appeal.py` {row}" in text
    assert f"| `appeal` {row}" in text
    assert f"`{mutants[0].name}`" in text
