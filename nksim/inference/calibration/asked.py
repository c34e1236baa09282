"""The folder of a fit: it says what it was made for, and another question is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nksim.core.errors import InputError, StoreError
from nksim.core.sources import digest_of
from nksim.inference.calibration.question import Question
from nksim.store.identity import model_version
from nksim.store.reading import read_json

# Rooms that decide what is asked of a run, what it answers, and how that is weighed.
FITTING = ("inference/calibration", "observations")
ASKED = "asked.json"
GO_ON = "nothing was changed in it: give another --out, or go on with what made it"


def open_folder(folder: Path, question: Question, table: int, seed: int) -> None:
    """Make the folder and say in it what it is for.

    InputError if it was made with another model, question, table or seed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    asked = _asked(question, table, seed)
    if (folder / ASKED).exists():
        _check(folder, asked)
    else:
        (folder / ASKED).write_text(json.dumps(asked, indent=1) + "\n", encoding="utf-8")


def load_asked(folder: Path) -> dict[str, Any]:
    """What a folder was made for.

    InputError if no fit lies in it, StoreError if what it says is damaged.
    """
    if not (folder / ASKED).exists():
        raise InputError(
            f"folder={folder} holds no fit; give the folder of a `nksim calibrate`, for example"
            " results/history-posterior"
        )
    found = read_json(folder / ASKED)
    if not _is_whole(found):
        raise StoreError(f"{folder / ASKED} is damaged and says nothing; make the fit again")
    return dict(found)


def _is_whole(found: Any) -> bool:
    kinds = {"parameters": dict, "targets": dict, "table": int, "seed": int}
    return isinstance(found, dict) and all(
        isinstance(found.get(name), kind) for name, kind in kinds.items()
    )


def _asked(question: Question, table: int, seed: int) -> dict[str, Any]:
    return {
        "model": model_version(),
        "code": digest_of(FITTING)[:8],
        "parameters": {prior.key: [prior.low, prior.high] for prior in question.priors},
        "targets": {row.id: [row.value, row.sd, row.bound] for row in question.observed},
        "scenario": getattr(question.simulate, "identity", ""),
        "table": table,
        "seed": seed,
    }


def _check(folder: Path, asked: dict[str, Any]) -> None:
    found = read_json(folder / ASKED)
    if not isinstance(found, dict):
        raise StoreError(f"{folder / ASKED} is damaged and says nothing; give another --out")
    other = [name for name in asked if found.get(name) != asked[name]]
    if other:
        words = ", ".join(_difference(name, found.get(name), asked[name]) for name in other)
        raise InputError(f"out={folder} was made with {words}; {GO_ON}")


def _difference(name: str, found: Any, asked: Any) -> str:
    return f"other {name}" if isinstance(asked, dict) else f"{name}={found} (asked for {asked})"
