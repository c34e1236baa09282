"""Questions to people: what they may do, by which chance, and by which luck.

A person does it where the luck lies below the chance; both are those of the citizens engine, which
is asked itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nksim.core.columns import LAYERS
from nksim.core.draws import Purpose
from nksim.core.events import Event
from nksim.engines.citizens.citizen import Citizen, Tie
from nksim.engines.citizens.moment import Moment
from nksim.inference.two_worlds.log import Happening
from nksim.rules.codes import COURTSHIP, FASHION, KOREAN, SPEECH
from nksim.rules.copying import copying
from nksim.rules.sanctioning import bribe, wealth_of
from nksim.rules.searching import searching
from nksim.rules.supplying import importing
from nksim.rules.taking_part import sells

TAKING_PART = ("cost_of_arrest", "domestic_appeal", "severity")


@dataclass(frozen=True)
class Asking:
    """A question about an event, and what else must be known of it.

    `official`: whether an official lives in the home; `styles`: the fields of style shown, as bits.
    """

    question: Question
    event: Happening
    official: bool = False
    styles: int = 0

    @property
    def who(self) -> int:
        """The number of the person who is asked."""
        number: int = getattr(self.event, self.question.who)
        return number

    @property
    def ends(self) -> tuple[int, int]:
        """The two on whose tie it is decided."""
        event = self.event
        return event.citizen, event.other if event.other >= 0 else event.reporter


@dataclass(frozen=True)
class Question:
    """What may be done, by whom of an event, and how its chance and its luck are found.

    `fields` are numbers of the Environment that go into it; `of_person`: whether beliefs do too;
    `scale` is the chance to come to the question at all.
    """

    what: str
    who: str
    chance: Callable[[Citizen, Tie, Asking], float]
    luck: Callable[[Moment, Tie, Asking], float]
    fields: tuple[str, ...] = TAKING_PART
    on_tie: bool = False
    of_person: bool = True
    scale: str = ""


def _chance_to_offer(citizen: Citizen, tie: Tie, asking: Asking) -> float:
    sale = sells(LAYERS.index(tie["layer"]), citizen.role)
    return _taking_part(citizen, tie, asking.event, sale)


def _chance_to_join(citizen: Citizen, tie: Tie, asking: Asking) -> float:
    return _taking_part(citizen, tie, asking.event, False)


def _taking_part(citizen: Citizen, tie: Tie, event: Happening, sale: bool) -> float:
    appeal = citizen.world.attraction(event.title_week)
    bond, complicity = tie["bond"], tie["complicity"]
    return citizen.chance_to_take_part(event.origin, appeal, bond, complicity, sale)


def _chance_alone(citizen: Citizen, _: Tie, asking: Asking) -> float:
    appeal = citizen.world.attraction(asking.event.title_week)
    return citizen.chance_to_take_part(asking.event.origin, appeal, 1.0, 1.0)


def _chance_to_listen(citizen: Citizen, _: Tie, __: Asking) -> float:
    return citizen.chance_to_take_part(KOREAN, 1.0, 1.0, 1.0)


def _chance_to_report(citizen: Citizen, tie: Tie, _: Asking) -> float:
    return citizen.chance_to_report(tie)


def _chance_to_turn_in(citizen: Citizen, _: Tie, __: Asking) -> float:
    share, leniency = citizen.world.c.confession_share, float(citizen.here.leniency)
    return share * leniency * citizen.perceived_risk


def _chance_to_bring(citizen: Citizen, _: Tie, asking: Asking) -> float:
    here = citizen.here
    rate = float(here.imports[asking.event.origin])
    return importing(rate, float(here.openness), citizen.role, citizen.world.c)


def _chance_to_copy(citizen: Citizen, _: Tie, __: Asking) -> float:
    factor = float(citizen.here.copying) if citizen.has_player else 0.0
    return copying(citizen.world.c.copy_chance, factor)


def _chance_of_search(citizen: Citizen, _: Tie, asking: Asking) -> float:
    return searching(float(citizen.here.search), asking.official, citizen.world.c)


def _chance_of_stop(citizen: Citizen, _: Tie, asking: Asking) -> float:
    citizen.styles = [bool(asking.styles & bit) for bit in (FASHION, SPEECH, COURTSHIP)]
    return citizen.chance_of_stop()


def _chance_to_bribe(citizen: Citizen, _: Tie, __: Asking) -> float:
    here, weight = citizen.here, citizen.world.c.bribe_wealth
    wealth = wealth_of(citizen.wealth_class)
    return bribe(wealth, float(here.bribe_base), float(here.bribe_factor), weight)


def _of_tie(purpose: Purpose) -> Callable[[Moment, Tie, Asking], float]:
    return lambda moment, tie, asking: moment.tie_draw(purpose, tie)


def _of_person(purpose: Purpose) -> Callable[[Moment, Tie, Asking], float]:
    return lambda moment, tie, asking: moment.draw(purpose, asking.who)


def _luck_of_report(moment: Moment, _: Tie, asking: Asking) -> float:
    return moment.draw(Purpose.REPORT, asking.event.reporter, asking.event.citizen)


def _luck_for_life(moment: Moment, _: Tie, asking: Asking) -> float:
    return moment.world.draw(Purpose.CONFESSOR, asking.who, always=True)


def _luck_of_import(moment: Moment, _: Tie, asking: Asking) -> float:
    return moment.half_draw(Purpose.IMPORT, asking.who, asking.event.origin)


def _luck_of_search(moment: Moment, _: Tie, asking: Asking) -> float:
    return moment.draw_of_home(Purpose.SEARCH, asking.who)


# By the kind of event: who would have done it, and how that is asked.
QUESTIONS: dict[Event, Question] = {
    Event.OFFER: Question(
        "offer", "citizen", _chance_to_offer, _of_tie(Purpose.OFFER), on_tie=True
    ),
    Event.VIEWING: Question("join", "other", _chance_to_join, _of_tie(Purpose.JOIN), on_tie=True),
    Event.REFUSAL: Question("join", "other", _chance_to_join, _of_tie(Purpose.JOIN), on_tie=True),
    Event.SOLITARY_VIEWING: Question(
        "watch alone",
        "citizen",
        _chance_alone,
        _of_person(Purpose.SOLITARY),
        scale="solo_chance",
    ),
    Event.LISTENING: Question(
        "listen",
        "citizen",
        _chance_to_listen,
        _of_person(Purpose.LISTEN),
        scale="listen_chance",
    ),
    Event.REPORT: Question(
        "tell",
        "reporter",
        _chance_to_report,
        _luck_of_report,
        ("reward", "campaign", "informants"),
        on_tie=True,
    ),
    Event.CONFESSION: Question(
        "turn in what they hold", "citizen", _chance_to_turn_in, _luck_for_life, ("leniency",)
    ),
    Event.IMPORT: Question(
        "bring a title",
        "citizen",
        _chance_to_bring,
        _luck_of_import,
        ("openness",),
        of_person=False,
    ),
    Event.COPY: Question(
        "copy",
        "citizen",
        _chance_to_copy,
        _of_tie(Purpose.COPY),
        ("copying", "players"),
        on_tie=True,
        of_person=False,
    ),
    Event.SEARCH: Question(
        "be searched",
        "citizen",
        _chance_of_search,
        _luck_of_search,
        ("search",),
        of_person=False,
    ),
    Event.STYLE_STOP: Question(
        "be stopped",
        "citizen",
        _chance_of_stop,
        _of_person(Purpose.STYLE_CHECK),
        ("style_check",),
        of_person=False,
    ),
    Event.SANCTION: Question(
        "buy one's way out",
        "citizen",
        _chance_to_bribe,
        _of_person(Purpose.BRIBE),
        ("bribe_base", "bribe_factor"),
        of_person=False,
    ),
}


def asked_of(event: Happening) -> Asking:
    """The question that an event answers."""
    return Asking(QUESTIONS[Event(event.event)], event)
