"""Questions to the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from onrecord.errors import NotFound
from onrecord.model import Account, Dispute, Judgement
from onrecord.record import Record
from tests.record.readings import TEXT, made


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("query") / "record.db") as record:
        record.add_all(
            [
                made(),
                made(TEXT + " More.", name="later", published=date(2022, 1, 1), outlet="Other"),
                made(TEXT + " !", name="undated", published=None),
            ]
        )
        yield record


def test_an_actor_is_found_by_id_country_or_name(record: Record) -> None:
    assert record.events(actor="RUR").total == record.events(actor="rur").total == 6
    assert record.events(actor="ruritania").total == 6
    assert record.events(recipient="GRA").total == 3
    assert record.statements(speaker="petrova").total == record.statements(speaker="anna-petrova").total == 3
    assert record.statements(speaker="RUR").total == 3  # she speaks for it: her country, and named beside her
    assert record.statements(actor="RUR").total == 6  # she speaks, it is accused
    assert record.statements(speaker="its allies").total == 3
    assert record.events(actor="%").total == 0
    assert record.events(actor="").total == 0


def test_a_span_of_time_takes_what_overlaps_and_counts_the_undated(record: Record) -> None:
    found = record.events(since=date(2021, 3, 1), until=date(2021, 3, 1))
    assert (len(found), found.total, found.undated) == (3, 3, 6)
    assert record.events(until=date(2021, 2, 28)).total == 0
    assert record.events().undated is None
    said = record.statements(since=date(2021, 12, 31))
    assert ({row["report_name"] for row in said}, said.undated) == ({"later"}, 2)
    assert record.reports(until=date(2021, 12, 31)).undated == 1


def test_filters_narrow_together(record: Record) -> None:
    assert {row["status"] for row in record.events(type="ASSAULT")} == {"denied", "alleged"}
    assert record.events(status=["happened", "alleged"], place="zenda").total == 3
    assert record.events(place="RUR").total == 6
    assert record.statements(kind="deny", form="mixed", report="veto").total == 1
    assert record.statements(about=made().events[1].id).total == 1
    assert record.reports(outlet="Other")[0]["name"] == "later"
    assert record.motions(body="UNSC", outcome="vetoed", actor="GRA").total == 3
    assert record.events(report="nothing").total == 0


def test_pages_and_order(record: Record) -> None:
    names = [row["report_name"] for row in record.statements()]
    assert names == ["veto", "veto", "later", "later", "undated", "undated"]
    page = record.statements(limit=2, offset=1)
    assert (len(page), page.total) == (2, 6)
    assert list(page) == list(record.statements()[1:3])
    assert len(record.statements(offset=5)) == 1


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("never took", 3),
        ('"took place"', 3),
        ('"place took"', 0),
        ("ROCKETS", 3),
        ("graustark AND", 0),
        ("x' OR 1=1 --", 0),
        ("“", 3),
        ("*", 0),
        ("", 6),
    ],
)
def test_text_is_taken_literally(record: Record, words: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert record.statements(text=words).total == count
    monkeypatch.setattr("onrecord.record.query.has_full_text", lambda _: False)
    assert record.statements(text=words).total == count  # the same without FTS5


def test_text_of_reports(record: Record) -> None:
    assert record.reports(text="ambassador vetoed").total == 3
    assert record.reports(text="more").total == 1


def test_every_row_quotes_its_report(record: Record) -> None:
    for rows in (record.statements(), record.events(), record.motions()):
        for row in rows:
            report = record.get(row["report"]).report
            assert report is not None
            assert report["text"][row["start"] : row["end"]] == row["quotation"]


def test_holder_and_status_stand_on_the_event(record: Record) -> None:
    denied = record.events(status="denied")[0]
    assert (denied["holder"], denied["holder_name"], denied["killed_low"], denied["killed_high"]) == (
        "anna-petrova",
        "Anna Petrova",
        80,
        90,
    )
    alleged = record.events(status="alleged")[0]
    assert (alleged["holder"], alleged["holder_name"]) == (None, "Graustark’s envoy")
    assert denied["date_reason"] == "no time in its sentence"


def test_get_gives_evidence_in_context(record: Record) -> None:
    reading = made()
    found = record.get(reading.events[2].id[:12])
    assert (found.table, found.row["type"]) == ("events", "ASSAULT")
    trigger = next(row for row in found.evidence if row["role"] == "trigger")
    assert trigger["quotation"] == "bombed"
    assert trigger["before"].endswith("jets had ")
    assert trigger["after"].startswith(" Zenda")
    assert [row["kind"] for row in found.more["statements"]] == ["accuse"]
    assert found.more["disputes"].total == 1
    assert record.get(reading.statements[0].id).more["disputes"].total == 1
    assert len(record.get("later").more["events"]) == 3
    assert record.get("RUR").table == "actors"
    assert [row["holders"] for row in record.get(reading.disputes[0].id).more["accounts"]] == [["anna-petrova", "RUR"], ["GRA"]]


@pytest.mark.parametrize("id", ["nothing", "", "e", "99999999999", "%", "\ud800"])
def test_get_says_what_it_cannot_find(record: Record, id: str) -> None:
    with pytest.raises(NotFound):
        record.get(id)


def test_actors_over_all_reports(record: Record) -> None:
    first = record.actors()[0]
    assert (first["id"], first["reports"], first["mentions"], first["statements"], first["events"]) == ("RUR", 3, 6, 3, 6)
    assert record.actors(actor="petrova", kind="person").total == 1
    assert record.actors(country="GRA")[0]["id"] == "GRA"
    assert len(record.actors(limit=1, offset=1)) == 1


def test_rows_are_frames_and_hostile_text_is_inert(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        record.add(made(name="<script>alert(1)</script>"))
        rows = record.events()
    page = rows._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns)
    assert frame["killed_low"].tolist() == [pd.NA, 80, pd.NA] or frame["killed_low"].isna().tolist() == [True, False, True]
    arrow = rows.to_arrow()
    assert arrow.column("actor").to_pylist() == [row["actor"] for row in rows]
    assert arrow.column("date_from").to_pylist()[0] == date(2021, 3, 1)
    assert rows[:1].to_arrow().num_rows == 1
    assert rows[0:0].to_pandas().empty


def test_links_over_reports_take_the_place_of_those_within(tmp_path: Path) -> None:
    one, two = made(), made(TEXT + " More.")
    with Record.open(tmp_path / "record.db") as record:
        record.add_all([one, two])
        assert record.disputes().total == 2
        assert record.status().unlinked == 2
        wide = Dispute(
            "dwide",
            "Was Zenda bombed?",
            (Account("no", ("RUR",), (one.statements[0].id, two.statements[0].id)), Account("yes", ("GRA",), ())),
            one.events[1].id,
            (one.events[1].id, two.events[1].id),
        )
        same = Judgement(two.events[1].id, one.events[1].id, "same", "rule:place-and-day")
        mine = Judgement(one.events[1].id, two.events[1].id, "unsure", "Ann", made=date(2021, 4, 1))
        record.judge(mine)
        record.judge(mine)
        for _ in range(2):
            record.replace_links([wide], [same])
        assert [row["id"] for row in record.disputes()] == ["dwide"]
        assert record.disputes(report=one.report.id).total == 1
        assert record.disputes(actor="Graustark", text="zenda").total == 1
        assert record.disputes(actor="GRA").total == record.disputes(actor="rur").total == 1
        assert record.disputes(actor="").total == record.disputes(actor="Grau").total == 0
        assert record.disputes(event=two.events[1].id).total == 1
        assert record.disputes_across() == (wide,)
        assert {judgement.by for judgement in record.judgements()} == {"Ann", "rule:place-and-day"}
        assert record.get("dwide").more["statements"].total == 2
        assert record.get("dwide").more["accounts"][0]["holder_names"] == ["Ruritania"]
        assert (record.status().disputes_across, record.status().unlinked) == (1, 0)
        record.take_back(one.events[1].id, two.events[1].id, by="Ann", on=date(2021, 5, 1))
        with pytest.raises(NotFound):
            record.take_back(one.events[1].id, two.events[1].id, by="Ann", on=date(2021, 5, 1))
        assert len(record.judgements()) == 1
        assert len(record.judgements(standing=False, of=one.events[1].id)) == 2
        assert [finding.id for report, finding in record.findings() if report == one.report][:2] == [s.id for s in one.statements]
