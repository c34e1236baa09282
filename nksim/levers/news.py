"""What people come to know of a policy: an announcement once, that bribes fail little by little."""

from __future__ import annotations

import numpy as np

from nksim.core.environment import Environment, Numbers

NEWS_RATE = 0.1  # a week: share of what is not known yet that people hear of bribes; assumed


def with_news(environment: Environment, bribe_news: Numbers | None = None) -> Environment:
    """The Environments of some weeks of a run, with what is known of them week by week.

    `bribe_news` is what is known of bribes in the first week, the truth by default.
    """
    return environment._replace(
        announcement=rises(environment.announced),
        warning=rises(environment.warned),
        bribe_news=known(environment.bribe_factor, bribe_news),
    )


def rises(level: Numbers) -> Numbers:
    """By how much a level rises in each week over the one before; 0 where it stays or falls.

    Level and rises have shape (weeks, provinces); the first week has nothing before it.
    """
    return np.maximum(np.diff(level, axis=0, prepend=level[:1]), 0.0)


def known(factor: Numbers, first: Numbers | None = None) -> Numbers:
    """A factor as people know it, who hear of changes by `NEWS_RATE` a week; (weeks, provinces).

    `first` is what they know in the first week, the truth by default.
    """
    news = np.empty_like(factor)
    before = factor[0] if first is None else first
    news[0] = before
    for week, now in enumerate(factor[1:], 1):
        before = before + NEWS_RATE * (now - before)
        news[week] = before
    return news
