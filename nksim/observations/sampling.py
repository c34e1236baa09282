"""Sampling error of a survey: what so many interviews find, a draw keyed by seed and question.

The only place that names numpy's generators: a binomial draw of interviews needs a distribution,
and each question of each cohort owns its key, so that a question more leaves the answers to all
others as they were.
"""

from __future__ import annotations

import zlib

import numpy as np

from nksim.core.draws import Purpose, stream


def draw_share(seed: int, question: str, share: float, interviews: int) -> float:
    """The share that so many interviews would find where the true share is `share`."""
    return float(_generator(seed, question).binomial(interviews, share)) / interviews


# Counter-based; its key is a stream keyed by the seed, the purpose and the question.
def _generator(seed: int, question: str) -> np.random.Generator:  # noqa: TID251
    key = int(stream(seed, Purpose.SURVEY, zlib.crc32(question.encode())))
    return np.random.Generator(np.random.Philox(key=key))  # noqa: TID251
