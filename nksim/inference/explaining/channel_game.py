"""A policy's channels as parts: each off where it follows the baseline's path."""

from __future__ import annotations

from dataclasses import dataclass

from nksim.analysis.shapley import whole
from nksim.analysis.splits import Kind, Part
from nksim.core.environment import Environments
from nksim.inference.explaining.parts import BASELINE, Mixture, chosen
from nksim.levers.channels import CHANNELS, Channel, acting, first_moved, mixed
from nksim.levers.policy import environments
from nksim.scenario.scenario import Scenario
from nksim.store.identity import short_hash


@dataclass(frozen=True, eq=False)
class ChannelGame:
    """The channels by which a policy acts; `key` is the hash of the policy."""

    policy: str
    key: str
    before: Environments
    after: Environments
    parts: tuple[Part, ...]
    kind: Kind = "channel"

    def start(self, coalition: int) -> int:
        """The first week in which one of these channels is moved."""
        moved = [first_moved(one, self.before, self.after) for one in self._on(coalition)]
        return min(moved, default=len(self.before))

    def identity(self, coalition: int) -> str:
        """The policy with the names of these channels."""
        if coalition == whole(len(self.parts)):
            return self.key
        if all(channel.learns for channel in self._on(coalition)):
            return BASELINE  # nothing happens from which there were more to learn
        return f"{self.key}:{'+'.join(channel.name for channel in self._on(coalition))}"

    def mixture(self, coalition: int) -> Mixture:
        """These channels as the policy has them, the others as the baseline."""
        on = self._on(coalition)
        follows = tuple(one.learns for one in CHANNELS if one.learns and one not in on)
        return Mixture(mixed(self.before, self.after, on), follows)

    def _on(self, coalition: int) -> list[Channel]:
        names = chosen(self.parts, coalition)
        return [channel for channel in CHANNELS if channel.name in names]


def channel_game(policy: Scenario, before: Environments) -> ChannelGame:
    """The game of a policy's channels; one that it does not touch is no part.

    `before` has the baseline's Environments.
    """
    after = environments(policy)
    parts = tuple(
        Part(channel.name, channel.title, put_in=channel.put_in)
        for channel in acting(before, after)
    )
    return ChannelGame(policy.name, short_hash(policy), before, after, parts)
