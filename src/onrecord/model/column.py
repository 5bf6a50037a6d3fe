"""TABLES: every table and column that leaves onrecord, with its meaning; the codebook is printed from here."""

from __future__ import annotations

from typing import Final, get_args

from onrecord.model.findings import ActorKind, Form, Kind, PlacePrecision, Precision, Status
from onrecord.model.table import Column, TableSpec

TOLLS: Final = ("killed", "injured", "displaced", "arrested")
SIDES: Final = ("for", "against", "abstain", "absent")


def _passage(of: str) -> tuple[Column, ...]:
    return (
        Column("start", "int", f"Where {of} begins in the text of the report as received, in code points from 0"),
        Column("end", "int", "Where it ends, exclusive"),
        Column("quotation", "text", "The text of the report from start to end"),
    )


EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER's sixteen types; the ontology's check holds them to data/events."""

_REPORT = (
    Column("report", "id", "Id of the report it was found in"),
    Column("report_name", "text", "What a person calls the report: file stem or given id"),
    Column("outlet", "text", "Who published the report; empty where not known"),
    Column("published", "date", "Day of publication of the report; empty where not known"),
)
_THIS = (
    Column("number", "int", "Integer alias of the id, below 2^31, for programs that cannot hold ids as text"),
    Column("id", "id", "Id made from content, unique alone"),
)
_PARENT = (Column("report", "id", "Id of the report it was found in"),)
_ORD = (Column("ord", "int", "Its place in the list, from 0"),)
_DATE = (
    Column("date_from", "date", "First day of the interval in which it falls; empty where the text does not say"),
    Column("date_to", "date", "Last day of the interval, inside; empty where the text does not say"),
    Column("date_precision", "text", "What kind of interval the text gives", get_args(Precision)),
    Column("date_text", "text", "The words of the report that give the date"),
    Column("date_rule", "text", "Name of the rule that understood them"),
    Column("date_anchor", "date", "The day the date was counted from"),
    Column("date_reason", "text", "Why the date is empty"),
)
_PLACE = (
    Column("place", "text", "Name of the place; empty where the text does not say"),
    Column("place_country", "text", "ISO 3166-1 alpha-3 code of the country the place lies in, or empty"),
    Column("place_precision", "text", "What kind of place", get_args(PlacePrecision)),
    Column("place_text", "text", "The words of the report that name the place"),
    Column("lat", "float", "Latitude, WGS 84 degrees; empty for a country, whose centre is never shown as a place"),
    Column("lon", "float", "Longitude, WGS 84 degrees"),
    Column("geonameid", "int", "GeoNames id of the place"),
    Column("place_reason", "text", "Why there are no coordinates"),
)

REPORTS = TableSpec("reports", "One news item exactly as received", (
    *_THIS,
    Column("name", "text", "What a person calls it: file stem or given id"),
    Column("outlet", "text", "Who published it; empty where not known"),
    Column("published", "date", "Day of publication; empty where not known"),
    Column("title", "text", "Its title"),
    Column("url", "text", "Its address"),
    Column("language", "text", "ISO 639-1 code of its language"),
    Column("origin", "text", "The file (and row) it was read from"),
    Column("length", "int", "Length of the text in code points"),
    Column("sha256", "text", "SHA-256 of the text in UTF-8: offsets hold for exactly this text"),
    Column("version", "text", "Version of the reader that made the reading"),
    Column("statements", "int", "How many statements were found"),
    Column("events", "int", "How many events were found"),
    Column("motions", "int", "How many motions were found"),
    Column("disputes", "int", "How many disputes were found in it alone"),
    Column("issues", "int", "How many times a step could not do its work"),
))  # fmt: skip

STATEMENTS = TableSpec("statements", "Somebody's speech or belief as the report gives it", (
    *_THIS, *_REPORT,
    Column("form", "text", "Direct: quoted whole. Mixed: quoted in part. Indirect: in the report's words", get_args(Form)),
    Column("kind", "text", "What the speaker does by it", get_args(Kind)),
    Column("polarity", "text", "denies: the speaker holds that the content is not so", ("affirms", "denies")),
    Column("speaker", "id", "Actor id of the speaker; empty where the text does not say, never guessed"),
    Column("speaker_name", "text", "Name of the speaker"),
    Column("speaker_country", "text", "Country code of the speaker"),
    Column("speaker_text", "text", "The speaker as printed"),
    Column("also_speakers", "list", "Others who share it: actor ids, or words as printed"),
    Column("addressee", "id", "Actor id of the one spoken to"),
    Column("targets", "list", "Actor ids of those accused, threatened or asked"),
    Column("about", "id", "Id of the event it is about"),
    Column("within", "id", "Id of the statement it stands in"),
    Column("reason", "text", "Why the speaker is empty"),
    Column("cue", "text", "The words that give it as speech: said, denied, according to"),
    *_passage("its content"),
))  # fmt: skip

EVENTS = TableSpec("events", "Who did what to whom, where, when, with a status and, where it is only said, by whom", (
    *_THIS, *_REPORT,
    Column("type", "text", "PLOVER event type", EVENT_TYPES),
    Column("modes", "list", "PLOVER modes"),
    Column("contexts", "list", "PLOVER contexts"),
    Column("status", "text", "How real the report makes it; only happened and ongoing are told as facts", get_args(Status)),
    Column("according_to", "id", "Id of the statement it is known through; empty where the report tells it itself"),
    Column("holder", "id", "Actor id of the speaker of that statement"),
    Column("holder_name", "text", "Name of the holder, or the holder as printed"),
    Column("actor", "list", "Actor ids of those who did it"),
    Column("actor_name", "list", "Their names, in the same order"),
    Column("actor_country", "list", "Their country codes, in the same order; empty where not known"),
    Column("recipient", "list", "Actor ids of those it was done to"),
    Column("recipient_name", "list", "Their names, in the same order"),
    Column("recipient_country", "list", "Their country codes, in the same order; empty where not known"),
    *_DATE, *_PLACE,
    *(Column(f"{kind}_{side}", "int", f"The {'least' if side == 'low' else 'most'} people {kind}, as the text gives it")
      for kind in TOLLS for side in ("low", "high")),
    Column("weapons", "list", "Weapons as printed"),
    Column("is_headline", "bool", "It stands in a headline"),
    *_passage("its trigger"),
))  # fmt: skip

PARTIES = TableSpec("parties", "Who stands in which role in which statement, event or motion", (
    Column("thing", "id", "Id of the statement, event or motion"), *_PARENT,
    Column("role", "text", "The role", (
        "actor", "recipient", "holder", "speaker", "also_speaker", "addressee", "target", "sponsor", "vetoed_by")),
    *_ORD,
    Column("actor", "id", "Actor id, or words as printed where no actor is known by them"),
    Column("name", "text", "Name of the actor"),
    Column("kind", "text", "Kind of actor", get_args(ActorKind)),
    Column("country", "text", "ISO 3166-1 alpha-3 code, a PLOVER non-state code, or empty"),
    Column("sector", "text", "PLOVER sector, or empty"),
    Column("office", "text", "Office as the text gives it"),
))  # fmt: skip

ACTORS = TableSpec("actors", "An actor in one report", (
    *_THIS, *_PARENT, *_ORD,
    Column("name", "text", "Name of the actor"),
    Column("kind", "text", "Kind of actor", get_args(ActorKind)),
    Column("country", "text", "ISO 3166-1 alpha-3 code, a PLOVER non-state code, or empty"),
    Column("sector", "text", "PLOVER sector, or empty"),
    Column("office", "text", "Office as the text gives it"),
    Column("mentions", "int", "How often the report mentions the actor"),
    *_passage("the first mention"),
))  # fmt: skip

MOTIONS = TableSpec("motions", "Something put to a council", (
    *_THIS, *_REPORT,
    Column("body", "text", "The council: UNSC and so on"),
    Column("instrument", "text", "Draft resolution, resolution, presidential statement, press statement, amendment"),
    Column("symbol", "text", "Document symbol"),
    Column("sponsors", "list", "Actor ids, or words as printed"),
    *(Column(f"votes_{side}", "int", f"Votes: {side}") for side in SIDES),
    Column("counts", "list", "Every count the text gives or its names add up to, as side=number"),
    Column("vetoed_by", "list", "Actor ids of those who vetoed it"),
    Column("outcome", "text", "What became of it", ("adopted", "not adopted", "vetoed", "withdrawn", "planned", "unknown")),
    Column("rule", "text", "The rule of the Charter that gave the outcome"),
    *_DATE,
    Column("notes", "list", "What a person should know of how it was read"),
    *_passage("the passage on it"),
))  # fmt: skip

VOTES = TableSpec("votes", "One member's vote on a motion, as the text gives it", (
    Column("motion", "id", "Id of the motion"), *_PARENT, *_ORD,
    Column("member", "id", "Actor id of the member, or words as printed"),
    Column("vote", "text", "The vote", SIDES),
    *_passage("the passage that gives it"),
))  # fmt: skip

DISPUTES = TableSpec("disputes", "Rival accounts of one event; onrecord never says which is true", (
    *_THIS,
    Column("report", "id", "Id of the report it was found in; empty where it goes over several reports"),
    Column("question", "text", "The question they answer differently"),
    Column("event", "id", "Id of the event in dispute"),
    Column("events", "list", "Ids of all events held to be the one in dispute"),
    Column("accounts", "int", "How many rival accounts there are"),
    Column("holders", "list", "Actor ids of all who hold one of them"),
))  # fmt: skip

ACCOUNTS = TableSpec("accounts", "One of the rival accounts of a dispute", (
    Column("dispute", "id", "Id of the dispute"),
    Column("report", "id", "Id of the report the dispute was found in; empty where it goes over several reports"),
    *_ORD,
    Column("account", "text", "The account, in the words of a holder"),
    Column("holders", "list", "Actor ids of those who hold it, or words as printed"),
    Column("holder_names", "list", "Their names, in the same order"),
    Column("statements", "list", "Ids of the statements that give it"),
))  # fmt: skip

TOLL_ROWS = TableSpec("tolls", "A count of people killed, injured, displaced or arrested", (
    *_PARENT,
    Column("event", "id", "Id of the event it belongs to; empty for the list of all tolls of the report"), *_ORD,
    Column("kind", "text", "What befell them", TOLLS),
    Column("low", "int", "The least the words allow"),
    Column("high", "int", "The most the words allow"),
    Column("hedge", "text", "The hedging words: almost, at least, dozens of"),
    *_passage("the count"),
))  # fmt: skip

PLACES = TableSpec("places", "A place the report names, used as a place", (
    *_PARENT, *_ORD, *_PLACE, *_passage("the name"),
))  # fmt: skip

TIMES = TableSpec("times", "A time expression of the report", (*_PARENT, *_ORD, *_DATE, *_passage("the expression")))

REGIONS = TableSpec("regions", "A stretch of the report that is not prose of the story; kept, never lost", (
    *_PARENT, *_ORD, Column("kind", "text", "Title, dateline, byline, credit, repeat, boilerplate"), *_passage("the stretch"),
))  # fmt: skip

ISSUES = TableSpec("issues", "Something a step could not do, with the reason; the other steps went on", (
    *_PARENT, *_ORD,
    Column("step", "text", "The step"),
    Column("reason", "text", "Why it could not"),
    *_passage("the stretch it was about"),
))  # fmt: skip

EVIDENCE = TableSpec("evidence", "Every stretch of text that a finding rests on", (
    Column("thing", "id", "Id of the actor, statement, event or motion"),
    Column("table", "text", "The table the finding stands in", ("actors", "statements", "events", "motions")),
    Column("role", "text", "What the stretch shows", (
        "mention", "content", "source", "cue", "trigger", "actor", "recipient", "when", "place", "weapon", "evidence", "ask")),
    *_ORD, *_PARENT, *_passage("the stretch"),
))  # fmt: skip

TABLES: Final[tuple[TableSpec, ...]] = (
    *(REPORTS, STATEMENTS, EVENTS, PARTIES, ACTORS, MOTIONS, VOTES, DISPUTES, ACCOUNTS),
    *(TOLL_ROWS, PLACES, TIMES, REGIONS, ISSUES, EVIDENCE),
)
