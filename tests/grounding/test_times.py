"""Times: what phrases mean against a reference date, and where documents leave them open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from onrecord.grounding import find_times, normalise
from onrecord.language import Document

# text, reference date, start, end, precision: the conventions of news.
CASES = """
last Wednesday|2017-04-13|2017-04-12|2017-04-12|day
Wednesday|2017-04-13|2017-04-12|2017-04-12|day
on Wednesday|2017-04-12|2017-04-12|2017-04-12|day
Tuesday|2017-04-12|2017-04-11|2017-04-11|day
last Tuesday|2017-04-07|2017-04-04|2017-04-04|day
Friday|2017-04-12|2017-04-07|2017-04-07|day
next Friday|2017-04-12|2017-04-21|2017-04-21|day
this Friday|2017-04-12|2017-04-14|2017-04-14|day
will meet on Friday|2017-04-12|2017-04-14|2017-04-14|day
early Friday|2017-04-07|2017-04-07|2017-04-07|day
Thursday night|2017-04-07|2017-04-06|2017-04-06|day
late on Tuesday|2017-04-12|2017-04-11|2017-04-11|day
yesterday|2017-04-12|2017-04-11|2017-04-11|day
today|2017-04-12|2017-04-12|2017-04-12|day
tomorrow|2017-04-12|2017-04-13|2017-04-13|day
the day before|2017-04-12|2017-04-11|2017-04-11|day
two days ago|2017-04-12|2017-04-10|2017-04-10|day
eight days earlier|2017-04-12|2017-04-04|2017-04-04|day
April 4|2017-04-12|2017-04-04|2017-04-04|day
on 4 April|2017-04-12|2017-04-04|2017-04-04|day
the April 4 attack|2017-04-12|2017-04-04|2017-04-04|day
December 20|2017-04-12|2016-12-20|2016-12-20|day
Aug. 21, 2013|2017-04-12|2013-08-21|2013-08-21|day
21 August 2013|2017-04-12|2013-08-21|2013-08-21|day
the 4th of April|2017-04-12|2017-04-04|2017-04-04|day
last week|2017-04-12|2017-04-03|2017-04-09|week
this week|2017-04-12|2017-04-10|2017-04-16|week
next week|2017-04-12|2017-04-17|2017-04-23|week
earlier this week|2017-04-12|2017-04-10|2017-04-12|week
last month|2017-04-12|2017-03-01|2017-03-31|month
this month|2017-04-12|2017-04-01|2017-04-30|month
next month|2017-04-12|2017-05-01|2017-05-31|month
in February|2017-04-12|2017-02-01|2017-02-28|month
in September|2017-04-12|2016-09-01|2016-09-30|month
last September|2017-04-12|2016-09-01|2016-09-30|month
in early March|2017-04-12|2017-03-01|2017-03-10|month-part
in late 2016|2017-04-12|2016-10-01|2016-12-31|year-part
in 2013|2017-04-12|2013-01-01|2013-12-31|year
last year|2017-04-12|2016-01-01|2016-12-31|year
earlier this year|2017-04-12|2017-01-01|2017-04-12|year-part
three years ago|2017-04-12|2014-01-01|2014-12-31|year
six years ago|2017-04-12|2011-01-01|2011-12-31|year
over the weekend|2017-04-12|2017-04-08|2017-04-09|weekend
last weekend|2017-04-12|2017-04-08|2017-04-09|weekend
last summer|2017-04-12|2016-06-01|2016-08-31|season
since 2011|2017-04-12|2011-01-01|2017-04-12|open-interval
between 2011 and 2013|2017-04-12|2011-01-01|2013-12-31|interval
from April 4 to April 7|2017-04-12|2017-04-04|2017-04-07|interval
over the past three days|2017-04-12|2017-04-09|2017-04-12|interval
the past six years|2017-04-12|2011-04-12|2017-04-12|interval
in the first quarter of 2017|2017-04-12|2017-01-01|2017-03-31|quarter
the 1990s|2017-04-12|1990-01-01|1999-12-31|decade
in mid-March|2017-04-12|2017-03-11|2017-03-20|month-part
at 6:30 a.m. on Tuesday|2017-04-04|2017-04-04|2017-04-04|day
Monday|2017-01-02|2017-01-02|2017-01-02|day
Sunday|2017-01-01|2017-01-01|2017-01-01|day
in December|2017-01-05|2016-12-01|2016-12-31|month
in January|2017-12-20|2017-01-01|2017-01-31|month
next January|2017-12-20|2018-01-01|2018-01-31|month
by the end of the year|2017-04-12|2017-12-31|2017-12-31|day
from 4 to 7 April|2017-04-12|2017-04-04|2017-04-07|interval
October 25-26, 2016|2017-04-12|2016-10-25|2016-10-26|interval
between March and May|2017-07-12|2017-03-01|2017-05-31|interval
from April to June 2016|2017-07-12|2016-04-01|2016-06-30|interval
in recent days|2017-04-12|2017-04-05|2017-04-12|interval
in the first four months of 2018|2018-06-20|2018-01-01|2018-04-30|year-part
Friday of last week|2017-04-12|2017-04-07|2017-04-07|day
in August this year|2018-12-19|2018-08-01|2018-08-31|month
late last month|2017-04-12|2017-03-21|2017-03-31|month-part
two weeks ago|2017-04-12|2017-03-27|2017-04-02|week
two days after April 4|2017-04-12|2017-04-06|2017-04-06|day
9/11|2017-04-12|2001-09-11|2001-09-11|day
25/12/2016|2017-04-12|2016-12-25|2016-12-25|day
post-2011|2017-04-12|2011-01-01|None|open-interval
before 2011|2017-04-12|None|2010-12-31|open-interval
29 February|2017-04-12|2016-02-29|2016-02-29|day
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines())
def test_phrase(case: str) -> None:
    text, reference, start, end, precision = case.split("|")
    found = normalise(text, date.fromisoformat(reference))
    assert found is not None
    assert (str(found.start), str(found.end), found.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "text",
    ["for five years",
     "the 30-year-old man", "every Friday", "2,000 people", "30 February 2017", "he may go", "they march on", "",
     "Theresa", "\u0000", "early early early early"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    found = normalise(text, date(2017, 4, 12))
    assert found is None or text == "every Friday"  # the habit is seen by find_times, which knows the word before


def test_ambiguous_order_of_day_and_month_stays_open() -> None:
    found = normalise("04/12/2017", date(2017, 4, 12))
    assert found is not None and found.start is None and found.reason


@pytest.mark.parametrize("text", ["hours after the warning", "the day after the vote", "Five months on"])
def test_counted_from_an_event_stays_open(text: str) -> None:
    found = normalise(text, date(2017, 4, 12))
    assert found is not None and found.start is None and found.reason


@pytest.mark.parametrize("reference", [date.min, date.max])
@pytest.mark.parametrize("text", ["last week",
     "next year", "six hundred years ago", "next century", "December 20", "over the past 9999 years",
                                  "earlier this month", "next winter", "999999999 days ago"])  # fmt: skip
def test_the_ends_of_the_calendar(text: str, reference: date) -> None:
    normalise(text, reference)


Read = Callable[..., Document]


def _spans(document: Document) -> dict[str, tuple[str, str]]:
    return {document.doc[m.start : m.end].text: (str(m.when.start), m.when.reason or m.when.rule) for m in find_times(document)}


@pytest.mark.model
def test_the_verb_decides_the_direction(read_document: Read) -> None:
    document = read_document(
        "The minister arrived on Tuesday. The ministers will meet on Friday. The talks were held on Monday.",
        published=date(2017, 4, 13),
    )
    assert {text: found[0] for text, found in _spans(document).items()} == {
        "Tuesday": "2017-04-11", "Friday": "2017-04-14", "Monday": "2017-04-10"
    }  # fmt: skip


@pytest.mark.model
def test_future_in_the_past(read_document: Read) -> None:
    document = read_document("His office announced it would host the ministers on Friday.", published=date(2017, 4, 13))
    assert _spans(document)["Friday"][0] == "2017-04-14"


@pytest.mark.model
def test_no_publication_date_leaves_relative_expressions_open(read_document: Read) -> None:
    document = read_document("The council voted on Wednesday. The war began in March 2011.")
    found = _spans(document)
    assert found["Wednesday"] == ("None", "no publication date")
    assert found["March 2011"][0] == "2011-03-01"


@pytest.mark.model
def test_a_date_at_the_head_is_an_anchor_and_the_rule_says_so(read_document: Read) -> None:
    document = read_document("Sun 22 Feb 2015 Four people were killed on Saturday in the town, a monitor said.")
    assert _spans(document)["Saturday"] == ("2015-02-21", "weekday-past, dateline")


@pytest.mark.model
def test_the_day_before_is_counted_from_the_day_just_named(read_document: Read) -> None:
    document = read_document(
        "Troops entered the town on April 4. The day before, shells fell there.", published=date(2017, 4, 12)
    )
    assert _spans(document)["The day before"][0] == "2017-04-03"


@pytest.mark.model
def test_habits_and_names_are_no_dates(read_document: Read) -> None:
    document = read_document(
        "Theresa May spoke of the March 14 Alliance. People protest every Friday.", published=date(2017, 4, 12)
    )
    assert _spans(document) == {}


@pytest.mark.model
def test_evidence_is_the_text_as_received(read_document: Read) -> None:
    text = "It happened,  on  Friday ."
    document = read_document(text, published=date(2017, 4, 12))
    for mention in find_times(document):
        evidence = mention.when.evidence
        assert text[evidence.start : evidence.end] == evidence.text


def test_a_long_line_takes_linear_time() -> None:
    normalise("early " * 20_000, date(2017, 4, 12))
    normalise("from Monday " * 10_000, date(2017, 4, 12))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("They spoke of a 2012 mortar attack on the port.", ["2012"]),
        ("A 2000 pound bomb fell.", []),
        ("A 2000 strong crowd marched.", []),
    ],
)
def test_a_year_before_its_noun(read_document: Read, text: str, years: list[str]) -> None:
    assert list(_spans(read_document(text, published=date(2017, 4, 13)))) == years


SAME = [
    (
        "In 2013 the council failed to act. The vote in August that year was close.",
        "August that year",
        "2013-08-01",
        "2013-08-31",
    ),
    ("The war began in March 2011. Later that month troops took the town.", "Later that month", "2011-03-01", "2011-03-31"),
    ("He was jailed in May 2014. He was freed later that year.", "later that year", "2014-01-01", "2014-12-31"),
    ("They met in the 1990s. In August of the same year they fell out.", "August of the same year", None, None),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "phrase", "start", "end"), SAME, ids=[s[1] for s in SAME])
def test_that_year_is_the_year_last_spoken_of(
    text: str, phrase: str, start: str | None, end: str | None, read_document: Callable[..., Document]
) -> None:
    found = find_times(read_document(text, published=date(2018, 4, 9)))
    when = next(m.when for m in found if m.when.evidence.text == phrase)
    assert (when.start and str(when.start), when.end and str(when.end)) == (start, end)
