"""Suggestions about oneself, and what documents show of their authors."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph import covers, documents, people, skills, statements, suggestions
from graph.database import Database
from graph.records import Cover, Document, Person, Ref, Skill, Space
from tagging import evidence, taggings
from tagging.errors import NotPermitted, PersonNotFound, SignInRequired, SuggestionNotFound
from tagging.permissions import NOBODY, OPERATOR, Viewer
from tagging.reviewing import about_me as reviewing_about_me
from tagging.reviewing.found import save_found_about
from tests.suggested import found

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ADA, BEN = Viewer("ada", "Ada", ("adviser",)), Viewer("ben", "Ben", ("adviser",))
BIO = "I help people plan care. I also judge sheepdog trials, and I used to weld."
FOUND = (
    found(BIO, "plan care", "planning", 0.9, label="care planning"),
    found(BIO, "sheepdog trials", None, 0.6),
    found(BIO, "weld", "welding", 0.5),
)
REPORT = Document("report", "Care", BIO, authors=(Ref("ada", "Ada"),), published=date(2026, 1, 1))
NOTE = Document("note", "Notes", BIO + ".", authors=(Ref("ada", "Ada"),), space=Space.PERSONAL)


@pytest.fixture
def desk(db: Database) -> Database:
    """Ada gave a text about herself, which was read."""
    vocabulary = [Skill("planning", "care planning"), Skill("welding", "welding")]
    everybody = [Person("ada", "Ada"), Person("ben", "Ben")]
    db.transact(lambda tx: people.save(tx, everybody, None))
    db.transact(lambda tx: skills.save(tx, vocabulary))
    save_found_about(db, "ada", FOUND, NOW)  # type: ignore[arg-type]
    return db


def waiting(db: Database, viewer: Viewer = ADA) -> list[str]:
    return [item.label for item in reviewing_about_me.about_me(db, viewer)]


def key(db: Database, label: str) -> str:
    items = reviewing_about_me.about_me(db, ADA)
    return next(item.suggestion.id for item in items if item.label == label)


def said(db: Database) -> list[tuple[str, int | None]]:
    return sorted((one.skill.name, one.tagging.level) for one in statements.made_by(db, "ada"))


def test_nothing_is_said_before_a_yes_and_only_oneself_sees_it(desk: Database) -> None:
    assert waiting(desk) == ["care planning", "sheepdog trials", "welding"]
    assert waiting(desk, BEN) == []
    assert said(desk) == []
    with pytest.raises(SignInRequired):
        waiting(desk, NOBODY)
    with pytest.raises(NotPermitted):
        waiting(desk, OPERATOR)


def test_accepted_it_is_said_without_a_level_and_its_sentence_is_forgotten(desk: Database) -> None:
    one = key(desk, "care planning")
    change = reviewing_about_me.accept(desk, ADA, one, NOW)
    assert said(desk) == [("care planning", None)]
    assert waiting(desk) == ["sheepdog trials", "welding"]
    kept = suggestions.get(desk, one)
    assert kept is not None
    assert (kept.sentence, kept.features) == ("", {})
    taggings.undo(desk, ADA, change.event_id, LATER)
    assert waiting(desk) == ["care planning", "sheepdog trials", "welding"]


def test_a_new_topic_is_proposed_and_goes_again_when_undone(desk: Database) -> None:
    change = reviewing_about_me.accept(desk, ADA, key(desk, "sheepdog trials"), NOW)
    assert said(desk) == [("sheepdog trials", None)]
    assert "sheepdog trials" not in waiting(desk)
    skill = change.statements[0].skill.id
    taggings.undo(desk, ADA, change.event_id, LATER)
    assert skills.get(desk, skill) is None
    assert "sheepdog trials" in waiting(desk)


def test_refused_it_is_never_asked_again(desk: Database) -> None:
    one = key(desk, "welding")
    reviewing_about_me.refuse(desk, ADA, one, NOW)
    save_found_about(desk, "ada", FOUND, LATER)  # type: ignore[arg-type]
    assert waiting(desk) == ["care planning", "sheepdog trials"]
    kept = suggestions.get(desk, one)
    assert kept is not None
    assert kept.sentence == ""


def test_what_one_said_or_refuses_to_be_named_for_is_not_asked(desk: Database) -> None:
    taggings.tag(desk, ADA, "ada", ["care planning"], now=NOW)
    peer = taggings.tag(desk, BEN, "ada", ["welding"], now=NOW)
    taggings.hide(desk, ADA, peer.statements[0].tagging.id, NOW)
    assert waiting(desk) == ["sheepdog trials"]


def test_another_text_adds_to_what_waits_and_all_can_be_forgotten(desk: Database) -> None:
    more = [found("I mend nets.", "mend nets", None, 0.4)]
    save_found_about(desk, "ada", more, LATER)  # type: ignore[arg-type]
    assert "mend nets" in waiting(desk)
    reviewing_about_me.forget_about_me(desk, ADA)
    assert suggestions.of_person(desk, "ada") == []


def test_it_is_nobody_elses_to_answer(desk: Database) -> None:
    one = key(desk, "welding")
    for answer in (reviewing_about_me.accept, reviewing_about_me.refuse):
        with pytest.raises(SuggestionNotFound):
            answer(desk, BEN, one, NOW)
    with pytest.raises(PersonNotFound):
        save_found_about(desk, "nobody", (), NOW)


def cover(db: Database, document: str, *named: str) -> None:
    given = [Cover(Ref(one, ""), "suggestion", 0.9, f"On {one}.") for one in named]
    db.transact(lambda tx: covers.put(tx, document, given))


def test_what_someone_has_written_on_follows_what_the_viewer_may_see(desk: Database) -> None:
    desk.transact(lambda tx: documents.save(tx, [REPORT, NOTE]))
    cover(desk, "report", "planning")
    cover(desk, "note", "planning", "welding")
    seen = evidence.written_on(desk, BEN, "ada")
    assert [(one.skill.name, [d.id for d in one.documents], one.said) for one in seen] == [
        ("care planning", ["report"], False)
    ]
    taggings.tag(desk, ADA, "ada", ["planning"], now=NOW)
    own = evidence.written_on(desk, ADA, "ada")
    assert [(one.skill.name, len(one.documents), one.said) for one in own] == [
        ("care planning", 2, True),
        ("welding", 1, False),
    ]
    assert evidence.sentences(desk, BEN, "planning", [REPORT]) == {"report": "On planning."}
    with pytest.raises(SignInRequired):
        evidence.written_on(desk, NOBODY, "ada")


def test_what_someone_refuses_to_be_named_for_is_not_shown(desk: Database) -> None:
    desk.transact(lambda tx: documents.save(tx, [REPORT]))
    cover(desk, "report", "planning", "welding")
    peer = taggings.tag(desk, BEN, "ada", ["welding"], now=NOW)
    taggings.hide(desk, ADA, peer.statements[0].tagging.id, NOW)
    for viewer in (ADA, BEN):
        assert [one.skill.id for one in evidence.written_on(desk, viewer, "ada")] == ["planning"]


def test_a_superseded_edition_shows_nothing(desk: Database) -> None:
    desk.transact(lambda tx: documents.save(tx, [replace(REPORT, superseded=True)]))
    cover(desk, "report", "planning")
    assert evidence.written_on(desk, BEN, "ada") == ()
