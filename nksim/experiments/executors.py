"""Where bundles are worked on: threads of this process, or a dask cluster. Bundles go in, finished runs leave one by one.

Threads suffice here: the compiled engine lets other threads work, one compilation serves all, and each run is delivered
as soon as it is finished. A cluster is any address at which a dask scheduler answers; a bundle there comes back whole,
and one whose worker dies is given to another.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from nksim.core.checks import checked_workers
from nksim.core.errors import InputError, RunError
from nksim.experiments.bundle import Bundle, run_bundle, run_whole
from nksim.experiments.forks import Interrupted
from nksim.store.identity import model_version

if TYPE_CHECKING:
    from nksim.store.finished import FinishedRun

Advance = Callable[[int], None]
CONNECT_SECONDS, WORKERS_SECONDS = 10, 60
PATIENCE_SECONDS = 0.5


class Executor(Protocol):
    """What a place to work must do; it works on about `jobs` bundles at once."""

    @property
    def jobs(self) -> int:
        """Bundles at once."""

    def finished(self, bundles: Sequence[Bundle], advance: Advance) -> Iterator[FinishedRun]:
        """Yield each run as it is finished; `advance(weeks)` hears of progress from any thread."""


@dataclass
class Threads:
    """So many bundles at once in this process."""

    jobs: int = 1
    _stop: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.jobs = checked_workers(self.jobs, name="jobs")

    def finished(self, bundles: Sequence[Bundle], advance: Advance) -> Iterator[FinishedRun]:
        """Yield each run as it is finished; whatever breaks off the reader stops the runs under way and starts no others."""
        done: SimpleQueue[FinishedRun | BaseException | None] = (
            SimpleQueue()
        )  # the other kind may turn an interrupt into a RuntimeError of its lock
        with ThreadPoolExecutor(self.jobs) as pool:
            try:
                for bundle in bundles:
                    pool.submit(self._work, bundle, advance, done.put)
                yield from _until_ended(done, len(bundles))
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _work(
        self,
        bundle: Bundle,
        advance: Advance,
        deliver: Callable[[FinishedRun | BaseException | None], None],
    ) -> None:
        def step(weeks: int) -> None:
            if self._stop.is_set():
                raise Interrupted
            advance(weeks)

        try:
            for run in run_bundle(bundle, step):
                deliver(run)
            deliver(None)
        except BaseException as error:
            deliver(error)


def _until_ended(
    done: SimpleQueue[FinishedRun | BaseException | None], bundles: int
) -> Iterator[FinishedRun]:
    """What is delivered until every bundle has said that it ends."""
    from queue import Empty

    while bundles:
        try:
            item = done.get(timeout=PATIENCE_SECONDS)  # short, so that an interrupt is heard
        except Empty:
            continue
        if item is None:
            bundles -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            yield item


@dataclass(frozen=True)
class Cluster:
    """The dask cluster at an address, `tcp://host:8786`."""

    address: str
    jobs: int = 1

    def finished(self, bundles: Sequence[Bundle], advance: Advance) -> Iterator[FinishedRun]:
        """Yield the runs of each bundle as it comes back. InputError if nobody answers at the address, RunError if the cluster is lost."""
        distributed = _distributed()
        client = self._client(distributed)
        try:
            self._check_versions(client)
            futures = {client.submit(run_whole, bundle, pure=False): bundle for bundle in bundles}
            for future in distributed.as_completed(list(futures), loop=client.loop):
                yield from self._answer(future)
                advance(futures.pop(future).weeks)
        finally:
            client.close(timeout=1)

    @contextmanager
    def calling(self) -> Iterator[Callable[[Callable[..., Any]], Callable[..., Any]]]:
        """What makes of a function one that is called on the cluster; its arguments and what it returns travel."""
        client = self._client(_distributed())
        try:
            self._check_versions(client)
            yield (
                lambda function: (
                    lambda *given: self._answer(client.submit(function, *given, pure=False))
                )
            )
        finally:
            client.close(timeout=1)

    def _client(self, distributed: Any) -> Any:
        """A connection; before a client is made the port is tried, since a client that finds nobody complains at length."""
        try:
            place = urlsplit(self.address)
            socket.create_connection(
                (place.hostname or "", place.port or 0), CONNECT_SECONDS
            ).close()
            return distributed.Client(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            words = f"scheduler={self.address}: no dask scheduler answers there ({error or type(error).__name__})"
            raise InputError(
                f"{words}; start one with `dask scheduler`, and give its address, for example tcp://127.0.0.1:8786"
            ) from None

    def _check_versions(self, client: Any) -> None:
        """InputError if there is no worker, or one with another model: its runs would not be those of this one."""
        try:
            client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError:
            raise InputError(
                f"scheduler={self.address} has no workers; start some with `dask worker {self.address}`"
            ) from None
        here = model_version()
        others = sorted(
            {version for version in client.run(model_version).values() if version != here}
        )
        if others:
            raise InputError(
                f"scheduler={self.address}: workers have nksim {', '.join(others)} and this is {here}; install the same there"
            )

    def _answer(self, future: Any) -> Any:
        """What was worked out there; RunError if it cannot be had any more."""
        distributed = _distributed()
        try:
            return future.result()
        except (
            distributed.client.FutureCancelledError,
            distributed.comm.CommClosedError,
            OSError,
        ) as error:
            raise RunError(
                f"scheduler={self.address} went away ({error}); finished runs are kept, and the same command goes on from there"
            ) from None
        except distributed.scheduler.KilledWorker as error:
            raise RunError(
                f"scheduler={self.address}: workers died again and again over the same runs ({error}); give them more memory"
            ) from None


@contextmanager
def calling(scheduler: str | None) -> Iterator[Callable[[Callable[..., Any]], Callable[..., Any]]]:
    """What makes of a function one that is called on the cluster at an address, or here."""
    if scheduler is None:
        yield lambda function: function
        return
    with Cluster(scheduler).calling() as call:
        yield call


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise InputError(
            "--scheduler needs dask.distributed, which is not installed; install it with: pip install 'nksim[cluster]'"
        ) from None
    _silence()
    return distributed


def _silence() -> None:
    """What matters of what dask and its loop have to say is said by our own messages; each of their loggers has a level of its own."""
    names = [
        name
        for name in logging.root.manager.loggerDict
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio")
    ]
    for name in ("distributed", "tornado", "asyncio", *names):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
