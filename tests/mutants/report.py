"""The mutants in figures.

A table a file and a rule, and every survivor with the reason why nobody can notice it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.mutants.mutants import Mutant

EQUIVALENT = Path(__file__).parent / "equivalent.txt"
Verdicts = Mapping[str, str]
HEAD = """# Mutants

`make mutants` changes rules, levers, tables and the survey in {count:,} small ways, one at a time,
and runs the tests on each: an operation, a bound, a number, a branch, an argument, a name, an
answer. {killed:,} of them ({share}) turn a test red. The others are listed below with the reason
why nothing that anybody can see differs.

A mutant is made in memory, from the syntax tree of one module, and lives in a process of its own;
what has to notice it are tests that `make test` runs: those of its folder, and the tiny worlds of
`tests/golden/` with the `citizens` engine, in plain Python. Docstrings, descriptions, type hints,
imports and messages are left out. The operators stand in `tests/mutants/operators.py`, the reasons
in `tests/mutants/equivalent.txt`. `python -m tests.mutants PATH` tries one file or folder, those of
engines, society and analysis too, which are not scored here.

cosmic-ray was tried: it makes 1,340 mutants of the rules alone, most of them bit shifts of
fractions, and has no operator for a missing or misplaced argument, `min` for `max` or one column
for another; each costs it an interpreter of its own, and it writes them into the source tree.
mutmut leaves out decorated functions, and every rule is one.
"""


def reasons() -> dict[str, str]:
    """Why each mutant that is known to be equivalent is, by its key.

    ValueError for a line without a reason.
    """
    found: dict[str, str] = {}
    reason = ""
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            reason = line.removeprefix("# ")
        elif line.strip():
            if not reason:
                raise ValueError(f"{EQUIVALENT.name}: no reason above {line!r}")
            found[line] = reason
    return found


def written(mutants: Sequence[Mutant], verdicts: Verdicts) -> str:
    """The report as Markdown."""
    killed = sum(bool(verdicts[mutant.key]) for mutant in mutants)
    head = HEAD.format(count=len(mutants), killed=killed, share=_percent(killed, len(mutants)))
    files = _rows(mutants, verdicts, lambda mutant: f"`{mutant.file.removeprefix('nksim/')}`")
    rules = [m for m in mutants if m.file.startswith("nksim/rules/") and m.function != "module"]
    return "\n".join(
        [
            head,
            "## By file\n",
            *_table("file", files),
            "\n## By rule\n",
            *_table("rule", _rows(rules, verdicts, lambda mutant: f"`{mutant.function}`")),
            "\n## Survivors\n",
            *_survivors(mutants, verdicts),
            "",
        ]
    )


def survivors_text(mutants: Sequence[Mutant], verdicts: Verdicts) -> str:
    """The survivors for the terminal: those without a reason first, each on a line of its own."""
    known = reasons()
    alive = [mutant for mutant in mutants if not verdicts[mutant.key]]
    unknown = [f"{m.line:4} {m.key}" for m in alive if m.key not in known]
    wrong = [key for key in known if verdicts.get(key)]
    return "\n".join(
        [
            *unknown,
            *(f"noticed, though equivalent.txt says that it cannot be: {key}" for key in wrong),
            f"{len(mutants)} mutants, {len(mutants) - len(alive)} noticed"
            f" ({_percent(len(mutants) - len(alive), len(mutants))}), {len(unknown)} survivors"
            f" without a reason, {len(alive) - len(unknown)} with one",
        ]
    )


def _rows(
    mutants: Sequence[Mutant], verdicts: Verdicts, name: object
) -> list[tuple[str, int, int]]:
    assert callable(name)
    rows: dict[str, list[int]] = {}
    for mutant in mutants:
        row = rows.setdefault(name(mutant), [0, 0])
        row[0] += 1
        row[1] += bool(verdicts[mutant.key])
    return [(title, all_, killed) for title, (all_, killed) in rows.items()]


def _table(title: str, rows: Sequence[tuple[str, int, int]]) -> list[str]:
    return [
        f"| {title} | mutants | noticed | |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {name} | {all_} | {killed} | {_percent(killed, all_)} |"
            for name, all_, killed in rows
        ),
    ]


def _survivors(mutants: Sequence[Mutant], verdicts: Verdicts) -> list[str]:
    known = reasons()
    by_reason: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if not verdicts[mutant.key]:
            by_reason.setdefault(known.get(mutant.key, "**No reason known.**"), []).append(mutant)
    lines = []
    for reason, alive in by_reason.items():
        lines.append(f"- {reason}")
        for m in alive:
            lines.append(f"  - `{m.file.removeprefix('nksim/')}` `{m.function}`: `{m.name}`")
    return lines


def _percent(part: int, whole: int) -> str:
    return f"{100.0 * part / max(whole, 1):.1f}%"
