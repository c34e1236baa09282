"""The sampler of a fit: one seed gives one posterior for any number of jobs.

pyABC proposes from the global stream of numpy and its samplers seed it from the clock. Here each
proposal seeds it from (seed, generation, number) under a lock that is let go when the model is
called; runs go on at the same time. A generation is full with the first n accepted proposals in the
order of their numbers, whichever was finished first. A run is told the deviation that its
generation allows, so that it may stop as soon as it is further off.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from math import inf
from threading import Lock, local
from typing import Any

import numpy as np

from nksim.inference.calibration.question import Simulate

SEED_BITS = 32
AHEAD = 4  # proposals a job
SPREAD = 2.0  # covariance of proposals about a draw, over that of the draws


@dataclass
class Keyed:
    """The model as pyABC calls it.

    `used` counts the runs of generations that were filled, `limit` is the deviation that this one
    allows.

    `generations` has a row a generation of this call: its number, runs, and deviation allowed, also
    of one that could not be filled.
    """

    simulate: Simulate
    names: Mapping[str, str]
    seed: int
    used: int = 0
    limit: float = inf
    generations: list[tuple[int, int, float]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _here: local = field(default_factory=local)

    def model(self, draw: Mapping[str, float]) -> dict[str, float]:
        """The statistics of a proposed draw.

        The next proposal may be made meanwhile.
        """
        seed = self._here.seed
        self._release()
        return self.simulate(
            {key: float(draw[name]) for name, key in self.names.items()}, seed, self.limit
        )

    def propose(self, simulate_one: Callable[[], Any], generation: int, number: int) -> Any:
        """One proposal with its run, as pyABC's particle."""
        self._here.seed = key_of(self.seed, generation, number)
        self._lock.acquire()
        self._here.held = True
        seed_pyabc(self._here.seed)
        try:
            return simulate_one()
        finally:
            self._release()

    def _release(self) -> None:
        if getattr(self._here, "held", False):
            self._here.held = False
            self._lock.release()


def seed_pyabc(seed: int) -> None:
    """Seed the one stream that pyABC draws from, numpy's global one."""
    np.random.seed(seed)  # noqa: TID251 - nowhere else


def key_of(seed: int, generation: int, number: int) -> int:
    """The seed of one proposal and of its run."""
    return int.from_bytes(
        sha256(f"{seed}:{generation}:{number}".encode()).digest()[: SEED_BITS // 8], "little"
    )


def keyed_sampler(
    pyabc: Any, keyed: Keyed, jobs: int, most_runs: int, tolerance: Callable[[int], float]
) -> Any:
    """A pyABC sampler that makes `jobs` proposals at once and none beyond `most_runs` altogether.

    `tolerance(t)` is what generation t allows.
    """

    class KeyedSampler(pyabc.sampler.Sampler):  # type: ignore[misc]
        def sample_until_n_accepted(
            self, n: int, simulate_one: Callable[[], Any], t: int, **_: Any
        ) -> Any:
            sample, accepted, number = self._create_empty_sample(), 0, 0
            keyed.limit = tolerance(t)
            for particle in in_order(
                lambda number: keyed.propose(simulate_one, t, number), jobs, most_runs - keyed.used
            ):
                sample.append(particle)
                accepted, number = accepted + particle.accepted, number + 1
                if accepted == n:
                    break
            self.nr_evaluations_ = number
            keyed.used += number
            keyed.generations.append((t, number, keyed.limit))
            sample.ok = accepted == n
            return sample

    return KeyedSampler()


def proposals(pyabc: Any) -> Any:
    """What proposes a draw from those of the generation before.

    A normal about one of them, with twice their covariance (Beaumont et al. 2009).

    PyABC's default is made for estimating a density; in ten dimensions it proposes too near to what
    was found, and weights must make up for it.
    """
    return pyabc.MultivariateNormalTransition(
        scaling=SPREAD, bandwidth_selector=lambda size, dimension: 1.0
    )


def in_order(work: Callable[[int], Any], jobs: int, most: int) -> Iterator[Any]:
    """Yield `work(0)`, `work(1)`, ... up to `most`, `jobs` of them under way at once.

    Others wait behind the one that is yielded next, so that a long one keeps nobody idle. When the
    reader ends, what is under way is waited for, and what is not is left.
    """
    with ThreadPoolExecutor(jobs) as pool:
        waiting: deque[Future[Any]] = deque()
        try:
            for number in range(most):
                waiting.append(pool.submit(work, number))
                if len(waiting) > AHEAD * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
