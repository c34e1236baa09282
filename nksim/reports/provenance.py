"""Where results come from: commands, seeds, hashes, versions. Nothing of the day or the machine."""

from __future__ import annotations

import shlex
from hashlib import sha256

from nksim.core.numerals import counted
from nksim.reports.words import Words
from nksim.store.results import Results

Pairs = tuple[tuple[str, str], ...]


def provenance(results: Results, words: Words) -> Pairs:
    """What is noted, each with its name."""
    manifest, seeds = results.manifest, sorted({run.seed for run in results.runs})
    hashes = {run.scenario: run.scenario_hash for run in results.runs}
    versions = ", ".join(f"{name} {number}" for name, number in manifest.versions)
    return (
        (words("provenance.command"), manifest.command or words("provenance.unknown")),
        (words("provenance.report"), report_command(results, words)),
        (words("provenance.runs"), f"{len(results.runs):,}"),
        (words("provenance.seeds"), _in_short(seeds)),
        (
            words("provenance.scenarios"),
            "; ".join(f"{name} {hashes[name]}" for name in results.scenario_names),
        ),
        (words("provenance.hash"), hash_of_states(results)),
        (words("provenance.versions"), versions),
    )


def hash_of_states(results: Results) -> str:
    """One hash of the final states of all runs, in their order."""
    states = "\n".join(f"{run.key} {run.state_hash}" for run in results.runs)
    return sha256(states.encode()).hexdigest()[:16]


def report_command(results: Results, words: Words) -> str:
    """What to type to make the report again."""
    language = "" if words.language == "en" else f" --language {words.language}"
    return f"nksim report {shlex.quote(str(results.folder))}{language}"


def _in_short(seeds: list[int]) -> str:
    """Seeds in a row by the first and last, others by how many there are."""
    if len(seeds) > 1 and seeds[-1] - seeds[0] == len(seeds) - 1:
        return f"{seeds[0]}-{seeds[-1]}"
    few = ", ".join(map(str, seeds[:20]))
    return few if len(seeds) <= 20 else f"{few} ... ({counted(len(seeds), 'seed')})"
