"""`signpost evaluate experts` on a tiny set: what is used for a question, measures, bad files."""

import json
from pathlib import Path

import pytest

from graph.database import Database
from tagging.evaluation.expert_metrics import measure
from tagging.evaluation.expert_topics import NoTopics, earlier, read_topics
from tagging.evaluation.experts import BM25, COUNT, ENGINE, RANDOM, evaluate

PEOPLE = [
    {"person_id": one, "judged_candidate": one != "dov"} for one in ("ada", "ben", "cyd", "dov")
]
DOCUMENTS = [
    {"doc_id": "d1", "text": "welding ships", "person_ids": ["ada"], "year": 2001},
    {"doc_id": "d2", "text": "welding steel", "person_ids": ["ben", "dov"], "year": 2005},
    {"doc_id": "d3", "text": "care homes", "person_ids": ["cyd"], "linked_doc_ids": ["d1"]},
]
TOPICS = [
    {"topic_id": "t1", "kind": "topic", "query": "welding"},
    {"topic_id": "t2", "kind": "document", "query": "welding steel", "exclude_doc_id": "d2"},
    {"topic_id": "t3", "kind": "routing", "query": "welding", "use_documents_before": "2003-01-01"},
]
QRELS = "t1\t0\tben\t1\nt1\t0\tada\t0\nt2\t0\tada\t2\nt3\t0\tada\t1\n"


def folder(at: Path) -> Path:
    for name, rows in (("people", PEOPLE), ("documents", DOCUMENTS), ("topics", TOPICS)):
        lines = "\n".join(map(json.dumps, rows))
        (at / f"{name}.jsonl").write_text(lines + "\n", encoding="utf-8")
    (at / "qrels.tsv").write_text(QRELS, encoding="utf-8")
    return at


def test_each_question_sees_only_the_documents_it_may(db: Database, tmp_path: Path) -> None:
    found = evaluate(db, read_topics(folder(tmp_path)), None, lambda *_: None)
    rows = {(row.kind, row.name): row.values for row in found.rows}
    assert {name for _, name in rows} == {ENGINE, RANDOM, COUNT, BM25}
    # Without d2, and before 2003, Ada alone has written about welding.
    assert rows["document", ENGINE]["MRR"][0] == rows["document", BM25]["P@5"][0] * 5 == 1
    assert rows["routing", ENGINE]["MAP"][0] == rows["routing", COUNT]["MAP"][0] == 1
    assert rows["topic", ENGINE]["MRR"][0] in (0.5, 1)
    assert found.lists == ("documents", "graph")
    assert db.read("MATCH (d:Document) RETURN count(d) AS n")[0]["n"] == 3


def test_measures() -> None:
    assert measure(["a", "x", "b"], {"a": 1, "b": 1, "c": 1}) == pytest.approx(
        ((1 + 2 / 3) / 3, 1, (1 + 0.5) / (1 + 0.63093 + 0.5), 0.4), abs=1e-4
    )
    assert measure([], {"a": 1}) == (0, 0, 0, 0)


def test_grades_that_are_votes_are_measured_too() -> None:
    assert measure(["b", "a"], {"a": 2000, "b": 1}) == pytest.approx((1, 1, 0.63093, 0.4), abs=1e-4)
    assert measure(["a"], {"a": 3, "b": 1})[2] == pytest.approx(7 / (7 + 1 / 1.58496), abs=1e-4)


@pytest.mark.parametrize(
    ("day", "before", "is_earlier"),
    [
        ("2014-12-31", "2015-01-01", True),
        ("2015", "2015-06-01", False),
        ("2014", "2015-06-01", True),
        ("2015-03-01", "2015", False),
        ("", "2015", False),
        ("999999999", "1400000000", True),
    ],
)
def test_what_is_earlier(day: str, before: str, is_earlier: bool) -> None:
    assert earlier(day, before) is is_earlier


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("people.jsonl", "{", "people.jsonl, line 1: this is not JSON"),
        ("documents.jsonl", '{"doc_id": "d"}', "documents.jsonl, line 1: text is missing"),
        ("qrels.tsv", "t1 ada", "qrels.tsv, line 1"),
        ("qrels.tsv", "", "None of the topics"),
        ("documents.jsonl", '{"doc_id": 1, "text": "", "person_ids": "ada"}', "is not a list"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said(
    tmp_path: Path, name: str, content: str, says: str
) -> None:
    (folder(tmp_path) / name).write_text(content, encoding="utf-8")
    with pytest.raises(NoTopics, match=says):
        read_topics(tmp_path)


def test_what_other_programs_write_is_read(tmp_path: Path) -> None:
    folder(tmp_path)
    people = '\ufeff{"person_id": "ada b."}\r\n\r\n{"person_id": 7, "name": null}\r\n'
    documents = (
        '{"doc_id": "é 1", "text": null, "title": null, "person_ids": null}\r\n  \r\n'
        '{"doc_id": 2, "text": "old", "person_ids": ["ada b."]}\r\n'
        '{"doc_id": 2, "text": "new", "person_ids": [7, 7]}'
    )
    qrels = "t1\t0\tada b.\t12\r\n\r\nt1\t0\tnobody\t1\nt1\t0\t7\t-1\ngone\t0\t7\t1\n"
    (tmp_path / "people.jsonl").write_bytes(people.encode())
    (tmp_path / "documents.jsonl").write_bytes(documents.encode())
    (tmp_path / "qrels.tsv").write_bytes(qrels.encode())
    found = read_topics(tmp_path)
    assert found.people == {"ada b.": "ada b.", "7": "7"}
    assert [(one.id, one.text, one.authors) for one in found.documents] == [
        ("é 1", "", ()),
        ("2", "new", ("7",)),
    ]
    assert [one.grades for one in found.topics] == [{"ada b.": 12.0, "nobody": 1.0}]


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoTopics, match=r"holds people\.jsonl"):
        read_topics(tmp_path)
