"""Suggestions for a document: kept once, answered, corrected, in batches, and undone."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import audit, covers, documents, knows, people, schema, skills, suggestions
from graph import taggings as statements
from graph.database import Database
from graph.records import (
    Analysis,
    Cover,
    Document,
    Person,
    Ref,
    Skill,
    SkillStatus,
    Space,
    Tagging,
)
from graph.suggestions import Answer
from tagging import reviewing, taggings
from tagging.errors import (
    Conflict,
    DocumentNotFound,
    Invalid,
    NotPermitted,
    SignInRequired,
    SuggestionNotFound,
)
from tagging.identity import skill_id
from tagging.permissions import NOBODY, OPERATOR, Viewer
from tests.suggested import Found, found, proposal

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
ADA = Viewer("ada", "Ada", ("adviser",))
BEN = Viewer("ben", "Ben", ("adviser",))
CURATOR = Viewer("cyd", "Cyd", ("curator",))
TEXT = (
    "# Care work in the North East\n\n"
    "Homes want people who plan care and listen well. "
    "Most teach **medication rounds** on the job.\n\n"
    "- Night shifts pay more.\n- Dementia coaching is new here.\n\n"
    "Vacancies rose by a fifth. Figures from the Office for Employment, March 2026.\n"
)
REPORT = Document(
    "report", "Care work", TEXT, authors=(Ref("ada", "Ada"),), owner=Ref("ada", "Ada")
)
FOUND = (
    found(TEXT, "plan care", "planning", 0.97, label="care planning", features={"exact": 1.0}),
    found(TEXT, "listen well", "listening", 0.72, kind="implied"),
    found(TEXT, "medication rounds", "medicines", 0.93),
    found(TEXT, "Dementia coaching", None, 0.55),
    found(TEXT, "Night shifts", "nights", 0.08),
)
PROPOSALS = (
    proposal(TEXT, "Vacancies rose", "lmi_types", "vacancies", 0.95),
    proposal(TEXT, "North East", "region", "North East", 0.91),
    proposal(TEXT, "Homes", "region", "Homes", 0.2),
    proposal(TEXT, "March 2026", "published", "2026-03-01", 0.6),
    proposal(TEXT, "Office for Employment", "official", "yes", 0.5),
)


@pytest.fixture
def desk(db: Database) -> Database:
    """Ada wrote and maintains a report on care work, which was just read."""
    prepare(db)
    return db


def prepare(db: Database) -> None:
    everybody = [Person(one, one.title()) for one in ("ada", "ben", "cyd")]
    vocabulary = [
        Skill("planning", "care planning", ("planning care",)),
        Skill("listening", "active listening"),
        Skill("medicines", "giving medicines"),
        Skill("nights", "night work"),
        Skill("drugs", "drug rounds", status=SkillStatus.RETIRED, replaced_by="medicines"),
        Skill("fax", "fax", status=SkillStatus.RETIRED),
    ]
    db.transact(lambda tx: people.save(tx, everybody, None))
    db.transact(lambda tx: skills.save(tx, vocabulary))
    db.transact(lambda tx: documents.save(tx, [REPORT]))
    read(db)


def read(
    db: Database, again: Sequence[Found] = FOUND, details: Sequence[object] = PROPOSALS
) -> reviewing.Saved:
    return reviewing.save_found(db, "report", again, details, NOW)  # type: ignore[arg-type]


def key(value: str, about: str = "skill") -> str:
    return suggestions.suggestion_id("report", about, value)


def give(db: Database, value: str, answer: str, about: str = "skill", **rest: object) -> str:
    rest = {"now": NOW, "viewer": ADA} | rest
    viewer = rest.pop("viewer")
    return reviewing.answer(db, viewer, key(value, about), answer, **rest).event_id  # type: ignore[arg-type]


def covered(db: Database) -> dict[str, str]:
    return {one.skill.name: one.source for one in covers.covers(db, "report")}


def seen(db: Database) -> reviewing.Review:
    return reviewing.review(db, ADA, "report")


def labels(items: Sequence[reviewing.Item]) -> list[str]:
    return [item.label for item in items]


def test_suggestions_wait_the_most_certain_first_with_their_evidence(desk: Database) -> None:
    review = seen(desk)
    assert labels(review.topics) == [
        "care planning", "giving medicines", "active listening", "Dementia coaching", "night work",
    ]  # fmt: skip
    first = review.topics[0]
    assert (first.surely, first.percent, first.kind) == ("certain", 97, "the words are there")
    assert first.suggestion.sentence == "Homes want people who plan care and listen well."
    assert [item.about for item in review.details] == [
        "Type of labour market information", "Region", "Published", "Official figures", "Region",
    ]  # fmt: skip
    assert documents.get(desk, "report").analysis is Analysis.DONE  # type: ignore[union-attr]
    assert covered(desk) == {}


def test_the_text_is_marked_where_the_evidence_stands(desk: Database) -> None:
    review = seen(desk)
    marked = {
        segment.of[0]: segment.text
        for block in review.text
        for paragraph in block.paragraphs
        for segment in paragraph.segments
        if segment.of
    }
    assert marked[key("planning")] == "plan care"
    assert marked[key("medicines")] == "medication rounds"
    assert review.text[0].paragraphs[0].kind == "heading"


def test_the_same_found_again_changes_nothing(desk: Database) -> None:
    before = schema.checksum(desk)
    assert read(desk) == reviewing.Saved(added=0, kept=10, removed=0)
    assert schema.checksum(desk) == before


def test_what_is_no_longer_found_goes_unless_it_was_answered(desk: Database) -> None:
    give(desk, "planning", "accepted")
    give(desk, "nights", "refused")
    assert read(desk, FOUND[2:3], ()).removed == 7
    review = seen(desk)
    assert labels(review.topics) == ["giving medicines"]
    assert labels(review.answered) == ["care planning", "night work"]
    assert covered(desk) == {"care planning": "suggestion"}


def test_accepted_it_is_covered_with_its_sentence_and_counts_for_the_author(desk: Database) -> None:
    said = Tagging("ben", "ada", "planning", NOW, NOW)
    desk.transact(lambda tx: statements.save(tx, [said]))
    assert knows.knows(desk, "ada")[0].documents == 0
    give(desk, "planning", "accepted")
    assert covers.covers(desk, "report") == [
        Cover(
            Ref("planning", "care planning"),
            "suggestion",
            0.985,
            "Homes want people who plan care and listen well.",
        )
    ]
    assert knows.knows(desk, "ada")[0].documents == 1
    item = seen(desk).answered[0]
    assert (item.answer, item.suggestion.by, item.suggestion.answered) == (
        "accepted",
        Ref("ada", "Ada"),
        NOW,
    )


def test_an_answer_is_in_the_audit_trail_and_undone_once(desk: Database) -> None:
    event = give(desk, "planning", "accepted")
    kept = audit.get(desk, event)
    assert kept is not None
    assert (kept.actor, kept.action, kept.subject) == ("ada", "answer", "report")
    with pytest.raises(NotPermitted):
        taggings.undo(desk, CURATOR, event, LATER)
    undone = taggings.undo(desk, ADA, event, LATER)
    assert covered(desk) == {}
    assert labels(seen(desk).topics)[0] == "care planning"
    assert taggings.undo(desk, ADA, event, LATER).message == "It is undone already."
    taggings.undo(desk, ADA, undone.event_id, LATER)
    assert covered(desk) == {"care planning": "suggestion"}


def test_sent_twice_it_is_given_once(desk: Database) -> None:
    event = give(desk, "planning", "accepted")
    assert give(desk, "planning", "accepted", now=LATER) == event
    assert len(audit.of_subject(desk, "report")) == 1


def test_an_answer_given_again_since_is_not_undone(desk: Database) -> None:
    event = give(desk, "planning", "accepted")
    give(desk, "planning", "refused", viewer=CURATOR, now=LATER)
    assert covered(desk) == {}
    with pytest.raises(Conflict):
        taggings.undo(desk, ADA, event, LATER)


def test_refused_it_stays_so_while_its_sentence_is_in_the_text(desk: Database) -> None:
    give(desk, "planning", "refused")
    other = found(TEXT, "Most", "planning", 0.99)
    read(desk, [other, *FOUND[1:]])
    assert seen(desk).answered[0].suggestion.sentence == FOUND[0].sentence
    assert "care planning" not in labels(seen(desk).topics)
    text = TEXT.replace("plan care and", "plan all care and")
    desk.transact(lambda tx: documents.save(tx, [replace(REPORT, text=text)]))
    read(desk, [found(text, "plan all care", "planning", 0.9)])
    assert labels(seen(desk).topics) == ["care planning"]
    assert seen(desk).answered == ()


def test_an_accepted_one_found_elsewhere_brings_its_evidence_along(desk: Database) -> None:
    give(desk, "planning", "accepted")
    read(desk, [found(TEXT, "Most", "planning", 0.99, features={"other": 1.0})])
    assert covers.covers(desk, "report")[0].evidence.startswith("Most teach")
    kept = seen(desk).answered[0].suggestion
    assert (kept.answer, kept.probability, kept.features) == (Answer.ACCEPTED, 0.97, {"exact": 1.0})


def test_corrected_to_a_label_an_id_or_new_words(desk: Database) -> None:
    give(desk, "planning", "corrected", skill="Giving  Medicines")
    assert covered(desk) == {"giving medicines": "suggestion"}
    assert labels(seen(desk).already) == ["giving medicines"]
    give(desk, "nights", "corrected", skill="listening")
    event = give(desk, "listening", "corrected", skill="hearing people out", now=LATER)
    assert set(covered(desk)) == {"giving medicines", "active listening", "hearing people out"}
    made = skills.get(desk, seen(desk).answered[0].suggestion.chosen.id)  # type: ignore[union-attr]
    assert made is not None
    assert (made.status, made.proposed_by) == (SkillStatus.PROPOSED, "ada")
    taggings.undo(desk, ADA, event, LATER)
    assert skills.get(desk, made.id) is None
    assert set(covered(desk)) == {"giving medicines", "active listening"}


def test_corrected_to_itself_it_is_accepted(desk: Database) -> None:
    give(desk, "planning", "corrected", skill="planning care")
    assert seen(desk).answered[0].answer == "accepted"


def test_a_new_term_becomes_a_proposed_topic_and_can_be_taken_back_and_given_again(
    desk: Database,
) -> None:
    event = give(desk, "dementia coaching", "accepted", "new term")
    assert covered(desk) == {"Dementia coaching": "suggestion"}
    undone = taggings.undo(desk, ADA, event, LATER)
    assert skills.get(desk, skill_id("Dementia coaching")) is None
    taggings.undo(desk, ADA, undone.event_id, LATER)
    assert covered(desk) == {"Dementia coaching": "suggestion"}


def test_what_file_or_people_say_is_left_alone(desk: Database) -> None:
    by_hand = Cover(Ref("planning", "care planning"), "person", 1.0, "")
    event = give(desk, "planning", "accepted")
    desk.transact(lambda tx: covers.put(tx, "report", [by_hand]))
    taggings.undo(desk, ADA, event, LATER)
    assert covered(desk) == {"care planning": "person"}
    assert labels(seen(desk).already) == ["care planning"]


def test_retired_skills_lead_to_their_successors(desk: Database) -> None:
    again = [
        found(TEXT, "medication rounds", "drugs", 0.99),
        found(TEXT, "shifts", "fax", 0.99),
        found(TEXT, "pay", "gone", 0.99),
        found(TEXT, "Night", "nights", 0.4),
    ]
    read(desk, again, ())
    assert labels(seen(desk).topics) == ["giving medicines", "night work"]
    retired = Skill("nights", "night work", status=SkillStatus.RETIRED, replaced_by="listening")
    desk.transact(lambda tx: skills.save(tx, [retired]))
    assert labels(seen(desk).topics) == ["giving medicines", "active listening"]
    give(desk, "nights", "accepted")
    assert covered(desk) == {"active listening": "suggestion"}
    gone = Skill("medicines", "giving medicines", status=SkillStatus.RETIRED)
    desk.transact(lambda tx: skills.save(tx, [gone]))
    assert seen(desk).topics == ()
    with pytest.raises(Conflict, match="no longer used"):
        give(desk, "medicines", "accepted")


def test_details_are_set_replaced_and_put_back(desk: Database) -> None:
    def report() -> Document:
        stored = documents.get(desk, "report")
        assert stored is not None
        return stored

    give(desk, "vacancies", "accepted", "lmi_types")
    give(desk, "2026-03-01", "accepted", "published")
    give(desk, "yes", "accepted", "official")
    first = give(desk, "North East", "accepted", "region")
    assert (report().lmi_types, report().published, report().official, report().region) == (
        ("vacancies",), date(2026, 3, 1), True, "North East",
    )  # fmt: skip
    second = give(desk, "Homes", "accepted", "region")
    assert report().region == "Homes"
    assert "North East" in labels(seen(desk).details)
    with pytest.raises(Conflict):
        taggings.undo(desk, ADA, first, LATER)
    taggings.undo(desk, ADA, second, LATER)
    assert report().region == "North East"
    taggings.undo(desk, ADA, first, LATER)
    assert report().region == ""
    give(desk, "vacancies", "refused", "lmi_types")
    assert report().lmi_types == ()
    with pytest.raises(Invalid):
        give(desk, "Homes", "corrected", "region", skill="x")


def test_a_detail_that_cannot_stand_is_not_proposed(desk: Database) -> None:
    odd = [
        proposal(TEXT, "Most", "lmi_types", "astrology", 0.9),
        proposal(TEXT, "Most", "published", "soon", 0.9),
        proposal(TEXT, "Most", "title", "Most", 0.9),
    ]
    read(desk, (), odd)
    assert seen(desk).waiting == ()


def test_a_batch_is_shown_before_it_is_done_and_undone_in_one_step(desk: Database) -> None:
    batch = reviewing.preview_batch(desk, ADA, "report", at_least=0.9, at_most=0.1)
    assert labels(batch.accept) == ["care planning", "giving medicines", "vacancies", "North East"]
    assert labels(batch.refuse) == ["night work"]
    give(desk, "medicines", "refused")
    done = reviewing.answer_batch(
        desk,
        ADA,
        "report",
        accept=[item.suggestion.id for item in batch.accept],
        refuse=[item.suggestion.id for item in batch.refuse],
        now=LATER,
    )
    assert done.message == "3 accepted and 1 refused."
    assert covered(desk) == {"care planning": "suggestion"}
    taggings.undo(desk, ADA, done.event_id, LATER)
    assert covered(desk) == {}
    assert documents.get(desk, "report").lmi_types == ()  # type: ignore[union-attr]
    assert labels(seen(desk).answered) == ["giving medicines"]


def test_a_batch_overwrites_no_detail_and_chooses_one_of_several(desk: Database) -> None:
    give(desk, "Homes", "accepted", "region")
    batch = reviewing.preview_batch(desk, ADA, "report", at_least=0.1)
    assert "North East" not in labels(batch.accept)
    with pytest.raises(Invalid, match="at least one"):
        reviewing.answer_batch(desk, ADA, "report", accept=["nonsense"], now=NOW)


def test_only_who_may_change_the_document_reviews_it(desk: Database) -> None:
    for viewer, error in ((NOBODY, SignInRequired), (BEN, NotPermitted)):
        with pytest.raises(error):
            reviewing.review(desk, viewer, "report")
        with pytest.raises(error):
            give(desk, "planning", "accepted", viewer=viewer)
        with pytest.raises(error):
            reviewing.preview_batch(desk, viewer, "report")
        with pytest.raises(error):
            reviewing.answer_batch(desk, viewer, "report", accept=[key("planning")], now=NOW)
    assert covered(desk) == {}
    give(desk, "planning", "accepted", viewer=OPERATOR)
    personal = replace(REPORT, space=Space.PERSONAL, skills=(Ref("planning", ""),))
    desk.transact(lambda tx: documents.save(tx, [personal]))
    with pytest.raises(DocumentNotFound):
        reviewing.review(desk, CURATOR, "report")


def test_what_is_not_there_is_said(desk: Database) -> None:
    with pytest.raises(SuggestionNotFound):
        give(desk, "welding", "accepted")
    with pytest.raises(DocumentNotFound):
        reviewing.save_found(desk, "nowhere", (), (), NOW)
    with pytest.raises(Invalid):
        give(desk, "planning", "perhaps")
    for words in ("", "  ", "fax", "!", "x" * 90):
        with pytest.raises(Invalid):
            give(desk, "planning", "corrected", skill=words)


ANSWERS = st.one_of(
    st.tuples(st.just("accepted"), st.just("")),
    st.tuples(st.just("refused"), st.just("")),
    st.tuples(st.just("corrected"), st.sampled_from(["planning", "nights", "a new word"])),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["planning", "listening", "dementia coaching"]), ANSWERS),
        st.integers(0, 8),
        st.just("read again"),
    ),
    max_size=9,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_in_any_order_of_answers_and_undos_covers_are_what_is_accepted(
    db: Database, steps: list[object]
) -> None:
    schema.wipe(db)
    prepare(db)
    events: list[str] = []
    for number, step in enumerate(steps):
        at = NOW + timedelta(minutes=number)
        if isinstance(step, tuple):
            value, (answer, skill) = step
            about = "skill" if value in ("planning", "listening") else "new term"
            events.append(give(db, value, answer, about, skill=skill, now=at))
        elif step == "read again":
            read(db)
        elif events:
            try:
                undone = taggings.undo(db, ADA, events[int(str(step)) % len(events)], at)
                events.append(undone.event_id)
            except Conflict:
                pass
        accepted = {
            item.suggestion.chosen.name
            for item in seen(db).answered
            if item.suggestion.chosen and item.suggestion.answer is not Answer.REFUSED
        }
        assert covered(db) == dict.fromkeys(accepted, "suggestion")
    if "a new word" not in covered(db):
        assert skills.get(db, skill_id("a new word")) is None


def test_answers_at_the_same_time_all_count(desk: Database) -> None:
    wishes = [
        ("planning", "accepted", "skill"),
        ("listening", "accepted", "skill"),
        ("medicines", "corrected", "skill"),
        ("dementia coaching", "accepted", "new term"),
        ("nights", "refused", "skill"),
        ("vacancies", "accepted", "lmi_types"),
    ]

    def one(wish: tuple[str, str, str]) -> str:
        value, answer, about = wish
        return give(desk.with_bookmarks(()), value, answer, about, skill="planning")

    with ThreadPoolExecutor(len(wishes)) as pool:
        events = list(pool.map(one, wishes))
    assert set(covered(desk)) == {"care planning", "active listening", "Dementia coaching"}
    with ThreadPoolExecutor(len(wishes)) as pool:
        list(pool.map(lambda event: taggings.undo(desk, ADA, event, LATER), events))
    assert covered(desk) == {}
    assert len(seen(desk).waiting) == len(FOUND) + len(PROPOSALS)
