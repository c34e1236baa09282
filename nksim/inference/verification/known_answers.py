"""All known answers: an effort goes in, one row a case leaves, pass or fail."""

from __future__ import annotations

from dataclasses import dataclass

from nksim.core.errors import InputError
from nksim.inference.verification import cascades, contagions, simulations
from nksim.inference.verification.case import EFFORTS, Answer, Case, Effort
from nksim.inference.verification.peers import peer
from nksim.running.progress import SILENT, Progress

CASES: tuple[Case, ...] = (*contagions.CASES, *cascades.CASES, *simulations.CASES)


@dataclass(frozen=True)
class Verdict:
    """A case and what came of it."""

    case: Case
    answer: Answer

    def row(self) -> dict[str, object]:
        """The point where model and authority lie furthest apart, in plain values.

        `week` is empty where the answer is one number.
        """
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
    size: str, progress: Progress = SILENT, cases: tuple[Case, ...] = CASES
) -> list[Verdict]:
    """Examine every case with the effort of this size, `small` or `large`.

    Raises InputError for an unknown size or a peer that is missing, before anything runs.
    """
    effort = _effort(size)
    for name in sorted({case.needs for case in cases} - {""}):
        peer(name)
    verdicts = []
    for done, case in enumerate(cases):
        verdicts.append(Verdict(case, case.examine(effort)))
        progress.say(f"{done + 1} of {len(cases)}: {case.name}")
    return verdicts


def _effort(size: str) -> Effort:
    if size not in EFFORTS:
        raise InputError(f"size={size} is not known (allowed: {', '.join(EFFORTS)})")
    return EFFORTS[size]
