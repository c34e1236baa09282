"""The dask cluster at an address: any place where a dask scheduler answers.

A batch comes back whole, and one whose worker dies is given to another.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from nksim.core.errors import InputError, RunError
from nksim.running.backlog import Backlog
from nksim.running.batch import run_whole
from nksim.running.progress import Progress
from nksim.running.stretches import weeks_of
from nksim.store.identity import model_version

if TYPE_CHECKING:
    from nksim.store.finished import FinishedRun

CONNECT_SECONDS, WORKERS_SECONDS = 10, 60


@dataclass(frozen=True)
class Cluster:
    """The dask cluster at an address, `tcp://host:8786`."""

    address: str
    jobs: int = 1

    def finished(self, backlog: Backlog, progress: Progress) -> Iterator[FinishedRun]:
        """Yield the runs of each batch as it comes back.

        Raises InputError if nobody answers at the address, RunError if the cluster is lost.
        """
        distributed = _distributed()
        client = self._client(distributed)
        try:
            self._check_versions(client)
            futures = {
                client.submit(run_whole, batch, pure=False): batch for batch in backlog.batches
            }
            for future in distributed.as_completed(list(futures), loop=client.loop):
                yield from self._answer(future)
                progress.advance(weeks_of(futures.pop(future)))
        finally:
            client.close(timeout=1)

    @contextmanager
    def calling(self) -> Iterator[Callable[[Callable[..., Any]], Callable[..., Any]]]:
        """What makes of a function one that is called on the cluster.

        Its arguments and what it returns travel.
        """
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
        """A connection.

        The port is tried before a client is made, since one that finds nobody complains at length.
        """
        try:
            place = urlsplit(self.address)
            socket.create_connection(
                (place.hostname or "", place.port or 0), CONNECT_SECONDS
            ).close()
            return distributed.Client(self.address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            words = (
                f"scheduler={self.address}: no dask scheduler answers there"
                f" ({error or type(error).__name__})"
            )
            raise InputError(
                f"{words}; start one with `dask scheduler`, and give its address, for example"
                " tcp://127.0.0.1:8786"
            ) from None

    def _check_versions(self, client: Any) -> None:
        """InputError if there is no worker, or one with another model.

        Its runs would not be those of this one.
        """
        try:
            client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        except TimeoutError:
            raise InputError(
                f"scheduler={self.address} has no workers; start some with `dask worker"
                f" {self.address}`"
            ) from None
        here = model_version()
        others = sorted(
            {version for version in client.run(model_version).values() if version != here}
        )
        if others:
            raise InputError(
                f"scheduler={self.address}: workers have nksim {', '.join(others)} and this"
                f" is {here}; install the same there"
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
                f"scheduler={self.address} went away ({error}); finished runs are kept, and"
                " the same command goes on from there"
            ) from None
        except distributed.scheduler.KilledWorker as error:
            raise RunError(
                f"scheduler={self.address}: workers died again and again over the same runs"
                f" ({error}); give them more memory"
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
            "--scheduler needs dask.distributed, which is not installed; install it with: pip"
            " install 'nksim[cluster]'"
        ) from None
    _silence()
    return distributed


def _silence() -> None:
    """What matters of what dask and its loop have to say is said by our own messages.

    Each of their loggers has a level of its own.
    """
    names = [
        name
        for name in logging.root.manager.loggerDict
        if name.partition(".")[0] in ("distributed", "tornado", "asyncio")
    ]
    for name in ("distributed", "tornado", "asyncio", *names):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
