"""Every column of every table, declared once: name, type, unit, meaning.

Axis labels, the data dictionary, the reference page and the engines' counters are made from this.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a table: `dtype` is the numpy name of its type, `unit` is written on axes."""

    name: str
    dtype: str
    unit: str
    meaning: str


def _count(name: str, meaning: str, unit: str = "people") -> Column:
    return Column(name, "int64", unit, meaning)


ORIGINS = ("chinese", "korean")
STYLES = ("fashion", "speech", "courtship")  # the fields of South Korean style
LAYERS = ("household", "kin", "friend", "neighbour", "work", "market")
AGE_BANDS = ("0-14", "15-29", "30-49", "50+")
SEXES = ("man", "woman")
ROLES = ("ordinary", "trader", "official", "informant")
SONGBUN = ("core", "wavering", "hostile")

# Counted by the engines every week for each cell of province, age band and sex.
CELL_COUNTS: tuple[Column, ...] = (
    _count("free", "Citizens at liberty at the end of the week"),
    _count("in_labour", "Citizens in labour training"),
    _count("in_prison", "Citizens in an ordinary prison camp"),
    _count("in_camp", "Citizens in a political prison camp"),
    _count("dead", "Citizens executed, for as long as they would have lived"),
    _count("births", "Children born, in the first week of a year for the year before", "people"),
    _count("natural_deaths", "Citizens who died of age or illness, in the same week"),
    _count("marriages", "Couples who married, by the husband's cell, in the same week", "couples"),
    _count("holding", "Citizens who hold a foreign title"),
    _count("holding_chinese", "Citizens who hold a Chinese or other title"),
    _count("holding_korean", "Citizens who hold a South Korean title"),
    _count("watching", "Citizens who watched a foreign title this week"),
    _count("watching_chinese", "Citizens who watched a Chinese or other title this week"),
    _count("watching_korean", "Citizens who watched a South Korean title this week"),
    _count("new_viewers", "Citizens who watched for the first time in their life"),
    _count(
        "new_viewers_chinese", "Citizens who watched a Chinese or other title for the first time"
    ),
    _count("new_viewers_korean", "Citizens who watched a South Korean title for the first time"),
    _count("ever_watched", "Citizens who have ever watched"),
    _count("ever_watched_chinese", "Citizens who have ever watched a Chinese or other title"),
    _count("ever_watched_korean", "Citizens who have ever watched a South Korean title"),
    _count("watched_last_year", "Citizens who watched within the last 52 weeks"),
    _count("offers", "Offers to watch together, by the host's cell", "offers"),
    _count("refusals", "Offers refused, by the host's cell", "offers"),
    _count("joint_viewings", "Pairs who watched together, by the host's cell", "pairs"),
    _count("solitary_viewings", "Citizens who watched alone"),
    _count("listening", "Citizens who tuned in to foreign broadcasts"),
    _count("copies", "Titles copied from a companion", "titles"),
    _count("imports_chinese", "Chinese or other titles brought over the border", "titles"),
    _count("imports_korean", "South Korean titles brought over the border", "titles"),
    _count("deliveries", "Titles delivered from outside", "titles"),
    _count(
        "acquired",
        "Origins of which a citizen came to hold a title, holding none before",
        "holdings",
    ),
    _count(
        "lost",
        "Origins of which a citizen's titles were lost, confiscated or surrendered",
        "holdings",
    ),
    Column(
        "title_age_chinese", "int64", "weeks", "Ages of the Chinese or other titles held, summed"
    ),
    Column("title_age_korean", "int64", "weeks", "Ages of the South Korean titles held, summed"),
    _count("searches", "Households searched, by the cell of their first member", "households"),
    _count("empty_searches", "Households searched in which nothing was found", "households"),
    _count("reports", "Reports by witnesses, by the suspect's cell", "reports"),
    _count("named", "Companions named under questioning", "people"),
    _count("cases_opened", "Cases opened on reports and names", "cases"),
    _count("cases_followed", "Cases followed up", "cases"),
    _count("cases_late", "Cases followed up 13 weeks or more after they were opened", "cases"),
    Column("case_weeks", "int64", "weeks", "Weeks that cases followed up had waited, summed"),
    _count("cases_dropped", "Cases followed up of which nothing could be proved", "cases"),
    _count("cases_lapsed", "Cases that lapsed unattended", "cases"),
    _count("backlog", "Cases that wait at the end of the week", "cases"),
    _count("arrests", "Citizens caught with media, whether they bribed their way out or not"),
    _count("arrests_told", "Of these, citizens on whom somebody had told"),
    _count("bribes", "Citizens caught with media who bribed their way out"),
    _count("criticised", "Sanctions for media: criticism session"),
    _count("sent_to_labour", "Sanctions for media: labour training"),
    _count("sent_to_prison", "Sanctions for media: ordinary prison camp"),
    _count("sent_to_camp", "Sanctions for media: political prison camp"),
    _count("executed", "Sanctions for media: death"),
    Column(
        "expected_deaths",
        "int64",
        "2^-20",
        "Chances that those caught are sentenced to death, summed: executions without their luck",
    ),
    _count("released", "Citizens released at the end of a term"),
    _count("public_sanctions", "Sanctions carried out in public", "sanctions"),
    _count("attending", "Attendances at public sanctions"),
    _count("confessions", "Citizens who turned in under leniency"),
    _count("style", "Citizens with foreign style of any field"),
    *(_count(f"style_{field}", f"Citizens with foreign {field}") for field in STYLES),
    _count("style_stops", "Citizens stopped for foreign style"),
    _count("style_arrests", "Citizens held for foreign style and nothing graver"),
    _count("style_bribes", "Of these, citizens who bribed their way out"),
    _count("style_punished", "Of these, citizens sanctioned: criticism, labour training, prison"),
    Column("perceived_risk", "int64", "2^-20", "Perceived risk, summed over living citizens"),
    Column("suspicion", "int64", "2^-20", "Suspicion, summed over living citizens"),
    Column(
        "suspicion_viewers",
        "int64",
        "2^-20",
        "Suspicion, summed over living citizens who watched within the last 52 weeks",
    ),
    Column("regime_trust", "int64", "2^-20", "Regime trust, summed over living citizens"),
    Column("knowledge", "int64", "2^-15", "Knowledge of the outside, summed over living citizens"),
)

# Counted by the engines every week for each layer of ties.
LAYER_COUNTS: tuple[Column, ...] = (
    Column("ties", "int64", "ties", "Ties of the layer"),
    Column("layer_offers", "int64", "offers", "Offers to watch together"),
    Column("layer_refusals", "int64", "offers", "Offers refused"),
    Column("layer_joint_viewings", "int64", "pairs", "Pairs who watched together"),
    Column("layer_copies", "int64", "titles", "Titles copied"),
    Column(
        "complicit_ties", "int64", "ties", "Ties whose complicity is above the naming threshold"
    ),
    Column("bond", "int64", "2^-15", "Bonds, summed"),
    Column("complicity", "int64", "2^-15", "Complicity, summed"),
    Column("worn_ties", "int64", "ties", "Ties that lost bond to a punishment this week"),
    Column(
        "ends_asked",
        "int64",
        "people",
        "Ends of ties of whom it was worked out what they fear of the other; each every 64 weeks",
    ),
    Column("doubt", "int64", "2^-15", "What these fear of the other end being an informer, summed"),
    Column(
        "bond_complicit", "int64", "2^-15", "Bonds of the ties asked that are complicit, summed"
    ),
    Column("asked_complicit", "int64", "ties", "Ties asked that are complicit"),
)

# Counted every 13 weeks: once for the population (adults, free), once by the odds of escaping.
SURVEY_COUNTS: tuple[Column, ...] = (
    Column("weight", "int64", "2^-10", "All adults at liberty"),
    Column("ever_watched", "int64", "2^-10", "Have ever watched a foreign title"),
    Column("ever_watched_chinese", "int64", "2^-10", "Have ever watched a Chinese or other title"),
    Column("ever_watched_korean", "int64", "2^-10", "Have ever watched a South Korean title"),
    Column("watched_last_year", "int64", "2^-10", "Watched within the last 52 weeks"),
    Column(
        "watched_almost_daily", "int64", "2^-10", "Watching habit: more than four weeks in five"
    ),
    Column("watched_weekly", "int64", "2^-10", "Watching habit: two to four weeks in five"),
    Column("watched_monthly", "int64", "2^-10", "Watching habit: about one to two weeks in five"),
    Column(
        "watched_quarterly", "int64", "2^-10", "Watching habit: about one to three weeks in twenty"
    ),
    Column(
        "watched_rarely", "int64", "2^-10", "Watching habit: less, of those who have ever watched"
    ),
    Column("home_searched", "int64", "2^-10", "Home ever searched"),
    Column("witnessed_punishment", "int64", "2^-10", "Ever saw someone punished"),
    Column("ever_punished", "int64", "2^-10", "Ever punished"),
    Column("ever_bribed", "int64", "2^-10", "Ever bribed for a lighter punishment"),
    Column("imitated_fashion", "int64", "2^-10", "Has taken up foreign fashion"),
    Column("imitated_speech", "int64", "2^-10", "Has taken up foreign speech and song"),
    Column("imitated_courtship", "int64", "2^-10", "Has taken up foreign ways of courtship"),
    Column("young", "int64", "2^-10", "Aged 15-29"),
    Column("young_fashion", "int64", "2^-10", "Aged 15-29, has taken up foreign fashion"),
    Column("young_speech", "int64", "2^-10", "Aged 15-29, has taken up foreign speech and song"),
    Column("young_witnessed", "int64", "2^-10", "Aged 15-29, saw someone of their age punished"),
    Column("women", "int64", "2^-10", "Women"),
    Column("border_province", "int64", "2^-10", "From a province that borders China"),
    Column("pyongyang", "int64", "2^-10", "From Pyongyang"),
    Column(
        "silenced",
        "int64",
        "2^-10",
        "Willing where there is nothing to fear beyond the base, and not today",
    ),
)

# Counted at the end of each calendar year for each birth cohort, where people live and die.
COHORT_COUNTS: tuple[Column, ...] = (
    _count("living", "Citizens at liberty or detained"),
    _count("ever_watched", "Citizens who have ever watched"),
    _count("ever_watched_korean", "Citizens who have ever watched a South Korean title"),
    _count("watched_last_year", "Citizens who watched within the last 52 weeks"),
)
FIRST_COHORT, COHORT_YEARS, COHORTS = 1900, 5, 28  # years of birth 1900-04 to 2035-39

PROVINCE_COUNT = 10
CELLS_A_PROVINCE = len(AGE_BANDS) * len(SEXES)
SURVEY_EVERY = 13  # weeks from one survey of everybody to the next
SUM, END = 0, 1  # of a calendar year: counts summed over its weeks, and those of its last week
CELLS = PROVINCE_COUNT * CELLS_A_PROVINCE  # a cell is (province * age bands + age) * sexes + sex


def index_of(columns: tuple[Column, ...]) -> dict[str, int]:
    """The position of each column by its name."""
    return {column.name: position for position, column in enumerate(columns)}
