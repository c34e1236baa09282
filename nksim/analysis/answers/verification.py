"""All known answers: an effort goes in, one row a case leaves, pass or fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nksim.analysis.answers import cascades, contagions, simulations
from nksim.analysis.answers.case import EFFORTS, Answer, Case, Effort
from nksim.analysis.answers.peers import peer
from nksim.core.errors import InputError

CASES: tuple[Case, ...] = (*contagions.CASES, *cascades.CASES, *simulations.CASES)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Verdict:
    """A case and what came of it."""

    case: Case
    answer: Answer

    def row(self) -> dict[str, object]:
        """The point where model and authority lie furthest apart, in plain values; `week` is empty where the answer is one number."""
        answer, worst = self.answer, self.answer.worst
        return {
            "case": self.case.name,
            "against": self.case.against,
            "week": worst + 1 if len(answer.found) > 1 else None,
            "found": float(answer.found[worst]),
            "expected": float(answer.predicted[worst]),
            "tolerance": float(answer.tolerance[worst]),
            "standard_error": float(answer.error[worst]),
            "allowance": answer.allowance,
            "agrees": answer.agrees,
        }


def verify_answers(
    size: str, progress: Progress | None = None, cases: tuple[Case, ...] = CASES
) -> list[Verdict]:
    """Examine every case with the effort of this size; raises InputError for an unknown size or a peer that is missing, before anything runs."""
    effort = _effort(size)
    for name in sorted({case.needs for case in cases} - {""}):
        peer(name)
    verdicts = []
    for done, case in enumerate(cases):
        verdicts.append(Verdict(case, case.examine(effort)))
        if progress is not None:
            progress(case.name, done + 1, len(cases))
    return verdicts


def _effort(size: str) -> Effort:
    if size not in EFFORTS:
        raise InputError(f"size={size} is not known (allowed: {', '.join(EFFORTS)})")
    return EFFORTS[size]
