"""Where each count stands: positions of columns as constants that kernels can name."""

from __future__ import annotations

from nksim.core.columns import CELL_COUNTS, LAYER_COUNTS, ORIGINS, SURVEY_COUNTS, index_of

_CELL, _LAYER, _SURVEY = (
    index_of(columns) for columns in (CELL_COUNTS, LAYER_COUNTS, SURVEY_COUNTS)
)

STATUS = tuple(
    _CELL[name] for name in ("free", "in_labour", "in_prison", "in_camp", "dead", "free")
)
BIRTHS = _CELL["births"]
NATURAL_DEATHS = _CELL["natural_deaths"]
MARRIAGES = _CELL["marriages"]
HOLDING = _CELL["holding"]
HOLDING_OF = tuple(_CELL[f"holding_{origin}"] for origin in ORIGINS)
WATCHING = _CELL["watching"]
WATCHING_OF = tuple(_CELL[f"watching_{origin}"] for origin in ORIGINS)
NEW_VIEWERS = _CELL["new_viewers"]
NEW_VIEWERS_OF = tuple(_CELL[f"new_viewers_{origin}"] for origin in ORIGINS)
EVER_WATCHED = _CELL["ever_watched"]
EVER_WATCHED_OF = tuple(_CELL[f"ever_watched_{origin}"] for origin in ORIGINS)
WATCHED_LAST_YEAR = _CELL["watched_last_year"]
OFFERS = _CELL["offers"]
REFUSALS = _CELL["refusals"]
JOINT_VIEWINGS = _CELL["joint_viewings"]
SOLITARY_VIEWINGS = _CELL["solitary_viewings"]
LISTENING = _CELL["listening"]
COPIES = _CELL["copies"]
IMPORTS_OF = tuple(_CELL[f"imports_{origin}"] for origin in ORIGINS)
DELIVERIES = _CELL["deliveries"]
ACQUIRED = _CELL["acquired"]
LOST = _CELL["lost"]
TITLE_AGE_OF = tuple(_CELL[f"title_age_{origin}"] for origin in ORIGINS)
SEARCHES = _CELL["searches"]
EMPTY_SEARCHES = _CELL["empty_searches"]
REPORTS = _CELL["reports"]
NAMED = _CELL["named"]
CASES_OPENED = _CELL["cases_opened"]
CASES_FOLLOWED = _CELL["cases_followed"]
CASES_LATE = _CELL["cases_late"]
CASE_WEEKS = _CELL["case_weeks"]
CASES_DROPPED = _CELL["cases_dropped"]
CASES_LAPSED = _CELL["cases_lapsed"]
BACKLOG = _CELL["backlog"]
ARRESTS = _CELL["arrests"]
ARRESTS_TOLD = _CELL["arrests_told"]
BRIBES = _CELL["bribes"]
CRITICISED = _CELL["criticised"]
SENT_TO_LABOUR = _CELL["sent_to_labour"]
SENT_TO_PRISON = _CELL["sent_to_prison"]
SENT_TO_CAMP = _CELL["sent_to_camp"]
EXECUTED = _CELL["executed"]
EXPECTED_DEATHS = _CELL["expected_deaths"]
RELEASED = _CELL["released"]
PUBLIC_SANCTIONS = _CELL["public_sanctions"]
ATTENDING = _CELL["attending"]
CONFESSIONS = _CELL["confessions"]
STYLE = _CELL["style"]
STYLE_OF = (_CELL["style_fashion"], _CELL["style_speech"], _CELL["style_courtship"])
STYLE_STOPS = _CELL["style_stops"]
STYLE_ARRESTS = _CELL["style_arrests"]
STYLE_BRIBES = _CELL["style_bribes"]
STYLE_PUNISHED = _CELL["style_punished"]
PERCEIVED_RISK = _CELL["perceived_risk"]
SUSPICION = _CELL["suspicion"]
SUSPICION_VIEWERS = _CELL["suspicion_viewers"]
KNOWLEDGE = _CELL["knowledge"]
REGIME_TRUST = _CELL["regime_trust"]

LAYER_TIES = _LAYER["ties"]
LAYER_OFFERS = _LAYER["layer_offers"]
LAYER_REFUSALS = _LAYER["layer_refusals"]
LAYER_JOINT_VIEWINGS = _LAYER["layer_joint_viewings"]
LAYER_COPIES = _LAYER["layer_copies"]
LAYER_COMPLICIT_TIES = _LAYER["complicit_ties"]
LAYER_BOND = _LAYER["bond"]
LAYER_COMPLICITY = _LAYER["complicity"]
LAYER_WORN_TIES = _LAYER["worn_ties"]
LAYER_ENDS_ASKED = _LAYER["ends_asked"]
LAYER_DOUBT = _LAYER["doubt"]
LAYER_BOND_COMPLICIT = _LAYER["bond_complicit"]
LAYER_ASKED_COMPLICIT = _LAYER["asked_complicit"]

ASKED = _SURVEY["weight"]
ASKED_EVER = _SURVEY["ever_watched"]
ASKED_EVER_OF = tuple(_SURVEY[f"ever_watched_{origin}"] for origin in ORIGINS)
ASKED_LAST_YEAR = _SURVEY["watched_last_year"]
ASKED_HABIT = tuple(
    _SURVEY[f"watched_{band}"] for band in ("almost_daily", "weekly", "monthly", "quarterly")
)
ASKED_RARELY = _SURVEY["watched_rarely"]
ASKED_SEARCHED = _SURVEY["home_searched"]
ASKED_WITNESSED = _SURVEY["witnessed_punishment"]
ASKED_PUNISHED = _SURVEY["ever_punished"]
ASKED_BRIBED = _SURVEY["ever_bribed"]
ASKED_STYLE = tuple(
    _SURVEY[name] for name in ("imitated_fashion", "imitated_speech", "imitated_courtship")
)
ASKED_YOUNG = _SURVEY["young"]
ASKED_YOUNG_FASHION = _SURVEY["young_fashion"]
ASKED_YOUNG_SPEECH = _SURVEY["young_speech"]
ASKED_YOUNG_WITNESSED = _SURVEY["young_witnessed"]
ASKED_WOMAN = _SURVEY["women"]
ASKED_BORDER = _SURVEY["border_province"]
ASKED_PYONGYANG = _SURVEY["pyongyang"]
ASKED_SILENCED = _SURVEY["silenced"]
SURVEY_WIDTH = len(SURVEY_COUNTS)
