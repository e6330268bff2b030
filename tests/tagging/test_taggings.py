"""Saying what someone knows, and what the tagged person may do about it."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import audit, people, skills
from graph import taggings as store
from graph.database import Database
from graph.records import (
    Person,
    PersonKind,
    Ref,
    Skill,
    SkillStatus,
    Source,
    Tagging,
    TaggingKind,
    TaggingStatus,
)
from tagging import taggings
from tagging.contacts import add_contact
from tagging.errors import (
    Conflict,
    Invalid,
    NotFound,
    NotPermitted,
    PersonNotFound,
    SignInRequired,
    SkillNotFound,
    TaggingNotFound,
)
from tagging.permissions import NOBODY, OPERATOR, Viewer
from tests.conftest import shared_data

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
ADA, BEN, CYD, DOV = (
    Viewer(one, one.title(), ("adviser",)) for one in ("ada", "ben", "cyd", "dov")
)
BOSS = Viewer("boss", "Boss", ("administrator",))


@pytest.fixture
def office(db: Database) -> Database:
    """Ada's manager is Dov; Eve is an external contact known to Cyd; Gus has left."""
    everybody = [
        Person("ada", "Ada", manager=Ref("dov", "Dov")),
        *(Person(one, one.title()) for one in ("ben", "cyd", "dov", "boss")),
        Person("eve", "Eve", kind=PersonKind.EXTERNAL, known_by=(Ref("cyd", "Cyd"),)),
        Person("gus", "Gus", left=date(2026, 1, 31)),
    ]
    vocabulary = [
        Skill("welding", "welding", ("joining metal", "C++ welding")),
        Skill("visas", "visas and permits"),
        Skill("mig", "MIG", status=SkillStatus.RETIRED, replaced_by="welding"),
        Skill("fax", "fax", status=SkillStatus.RETIRED),
    ]
    db.transact(lambda tx: people.save(tx, everybody, None))
    people_links = [one for one in everybody if people.links_to_people(one)]
    db.transact(lambda tx: people.link_people(tx, people_links))
    db.transact(lambda tx: skills.save(tx, vocabulary))
    return db


def say(
    db: Database, viewer: Viewer = BEN, person: str = "ada", *typed: str, **rest: object
) -> taggings.Change:
    """Tag with welding, unless something else is typed."""
    rest = {"now": NOW} | rest
    return taggings.tag(db, viewer, person, typed or ("welding",), **rest)  # type: ignore[arg-type]


def known(db: Database, person: str = "ada") -> dict[str, int]:
    """Return what a person is found for, and how many others say so."""
    return {each.skill: each.taggers for each in store.knows(db, person)}


def status(db: Database, change: taggings.Change) -> TaggingStatus:
    """Return how the first statement of a change stands now."""
    found = store.get(db, change.statements[0].tagging.id)
    assert found is not None
    return found.tagging.status


def events(db: Database) -> int:
    """Return how many events are kept."""
    return int(db.read("MATCH (e:AuditEvent) RETURN count(e) AS n")[0]["n"])


def test_a_colleague_is_tagged_with_several_skills_at_once(office: Database) -> None:
    change = say(office, BEN, "ada", "Joining  Metal", "visas", level=4, note=" Ask\x00 first. ")
    assert change.message == "You said that Ada knows welding and visas and permits."
    assert known(office) == {"welding": 1, "visas": 1}
    tagging = change.statements[0].tagging
    assert (tagging.level, tagging.note, tagging.source) == (4, "Ask first.", Source.PEER)
    event = audit.get(office, change.event_id)
    assert event is not None
    assert event.actor == "ben"
    assert all(value is None for value in json.loads(event.before)["taggings"].values())


def test_the_source_is_self_manager_or_peer(office: Database) -> None:
    sources = [say(office, who).statements[0].tagging.source for who in (ADA, DOV, CYD)]
    assert sources == [Source.SELF, Source.MANAGER, Source.PEER]
    assert say(office, ADA, "ada", "visas").message == "You said that you know visas and permits."


@pytest.mark.parametrize("typed", ["welding", "WELDING", "joining metal", "c++ welding", "mig"])
def test_any_label_means_its_skill(office: Database, typed: str) -> None:
    assert say(office, BEN, "ada", typed).statements[0].skill.id == "welding"


def test_a_new_word_becomes_a_proposed_skill_once(office: Database) -> None:
    first = say(office, BEN, "ada", "Dry stone walling")
    second = say(office, CYD, "ada", "dry  STONE walling")
    skill = skills.get(office, first.statements[0].skill.id)
    assert skill is not None
    assert (skill.label, skill.status, skill.proposed_by) == (
        "Dry stone walling", SkillStatus.PROPOSED, "ben",
    )  # fmt: skip
    assert second.statements[0].skill == first.statements[0].skill


def test_sent_twice_it_is_one_statement_and_one_event(office: Database) -> None:
    first = say(office, level=3)
    again = say(office, level=3, now=NOW + timedelta(seconds=2))
    assert again == first
    assert events(office) == 1


def test_sent_by_eight_threads_it_is_one_statement_and_one_event(office: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: say(office.with_bookmarks(()), level=3), range(48)))
    assert len({change.event_id for change in done}) == 1
    assert len(store.about(office, "ada")) == events(office) == 1
    assert known(office) == {"welding": 1}


def test_said_again_later_it_is_confirmed(office: Database) -> None:
    say(office, level=3, note="Ask.")
    tagging = say(office, now=LATER).statements[0].tagging
    assert (tagging.level, tagging.note) == (3, "Ask.")
    assert (tagging.made, tagging.confirmed) == (NOW, LATER)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"level": 6}, "level"),
        ({"level": 0}, "level"),
        ({"note": "x" * 501}, "note"),
        ({"kind": "hates"}, "kind"),
    ],
)
def test_what_cannot_be_used_is_named(
    office: Database, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        say(office, **fields)  # type: ignore[arg-type]
    assert refused.value.field == field


@pytest.mark.parametrize("typed", ["", " \u202e ", "x" * 81, "x" * 201, "!?", "fax"])
def test_words_that_cannot_be_a_skill_are_refused(office: Database, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        say(office, BEN, "ada", typed)
    assert refused.value.field == "skills"
    assert store.about(office, "ada") == []


def test_who_may_not_tag_and_who_cannot_be_tagged(office: Database) -> None:
    for viewer, error in ((NOBODY, SignInRequired), (OPERATOR, NotPermitted)):
        with pytest.raises(error):
            say(office, viewer)
    with pytest.raises(PersonNotFound):
        say(office, BEN, "nobody")
    with pytest.raises(Invalid, match="Gus has left"):
        say(office, BEN, "gus")


def test_naughty_strings_are_kept_as_they_are_or_refused(office: Database) -> None:
    for text in json.loads(shared_data("data", "hostile", "blns.json").read_text(encoding="utf-8"))[
        ::7
    ]:
        try:
            change = say(office, BEN, "ada", text, note=text)
        except Invalid:
            continue
        skill = store.get(office, change.statements[0].tagging.id).skill  # type: ignore[union-attr]
        assert say(office, CYD, "ada", text).statements[0].skill == skill
        assert not set("\x00\x1b\u202e\u2066") & set(skill.name)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=100), st.text(max_size=100))
def test_any_text_is_kept_or_refused(office: Database, words: str, note: str) -> None:
    try:
        change = say(office, BEN, "ada", words, note=note)
    except Invalid:
        return
    assert store.get(office, change.statements[0].tagging.id) is not None


def test_confirm_revise_and_withdraw_are_the_taggers(office: Database) -> None:
    said = say(office, level=3).statements[0].tagging.id
    confirmed = taggings.confirm(office, BEN, said, LATER).statements[0].tagging
    assert (confirmed.confirmed, confirmed.level) == (LATER, 3)
    revised = taggings.revise(office, BEN, said, level=None, note="New.", now=LATER)
    assert (revised.statements[0].tagging.level, revised.statements[0].tagging.note) == (
        None, "New.",
    )  # fmt: skip
    assert status(office, taggings.withdraw(office, BEN, said, LATER)) is TaggingStatus.WITHDRAWN
    assert known(office) == {}
    with pytest.raises(Conflict):
        taggings.confirm(office, BEN, said, LATER)
    assert status(office, say(office, now=LATER)) is TaggingStatus.ACTIVE
    for viewer in (CYD, ADA):
        for act in (taggings.confirm, taggings.withdraw):
            with pytest.raises(NotPermitted):
                act(office, viewer, said, LATER)
    with pytest.raises(TaggingNotFound):
        taggings.withdraw(office, BEN, "no.such.statement.knows", LATER)


def test_accept_and_dispute_are_the_tagged_persons(office: Database) -> None:
    said = say(office, level=3).statements[0].tagging.id
    assert taggings.accept(office, ADA, said, NOW).statements[0].tagging.accepted == NOW
    disputed = taggings.dispute(office, ADA, said, "Only once.", LATER).statements[0].tagging
    assert (disputed.status, disputed.reply) == (TaggingStatus.DISPUTED, "Only once.")
    assert known(office) == {}
    assert status(office, say(office, level=5, now=LATER)) is TaggingStatus.DISPUTED
    agreed = taggings.accept(office, ADA, said, LATER).statements[0].tagging
    assert (agreed.status, agreed.reply) == (TaggingStatus.ACTIVE, "")
    assert taggings.revise(
        office, BEN, said, level=1, note="", now=LATER
    ).statements[0].tagging.accepted is None  # fmt: skip
    for viewer in (BEN, CYD, BOSS):
        with pytest.raises(NotPermitted):
            taggings.accept(office, viewer, said, LATER)
        with pytest.raises(NotPermitted):
            taggings.dispute(office, viewer, said, "No.", LATER)
    with pytest.raises(Invalid):
        taggings.dispute(office, ADA, said, " \u202e ", LATER)


def test_a_veto_sticks_against_everyone_but_oneself(office: Database) -> None:
    said = say(office).statements[0].tagging
    say(office, CYD)
    taggings.hide(office, ADA, said.id, NOW)
    assert known(office) == {}
    assert status(office, say(office, DOV)) is TaggingStatus.HIDDEN
    assert "does not want to be found for welding" in say(office, DOV, now=LATER).message
    taggings.revise(office, BEN, said.id, level=5, note="", now=LATER)
    rows = [
        replace(said, tagger=one, source=Source.IMPORT, confirmed=LATER, kind=kind)
        for one in ("ben", "boss", "ada")
        for kind in TaggingKind
    ]
    taggings.load_taggings(office, OPERATOR, rows, "file")
    assert {each.tagging.status for each in store.about(office, "ada")} == {TaggingStatus.HIDDEN}
    assert known(office) == {}
    taggings.unhide(office, ADA, "welding", LATER)
    assert known(office) == {"welding": 4}


def test_tagging_oneself_lifts_the_veto_and_undo_sets_it_again(office: Database) -> None:
    taggings.hide(office, ADA, say(office).statements[0].tagging.id, NOW)
    change = say(office, ADA, now=LATER)
    assert known(office) == {"welding": 1}
    assert store.refused(office, ["ada"]) == {}
    taggings.undo(office, ADA, change.event_id, LATER)
    assert known(office) == {}
    assert store.refused(office, ["ada"]) == {("ada", "welding"): NOW}
    assert [each.tagger.id for each in store.about(office, "ada")] == ["ben"]


def test_a_disputed_statement_is_disputed_again_when_shown_again(office: Database) -> None:
    said = say(office).statements[0].tagging.id
    taggings.dispute(office, ADA, said, "Hardly.", NOW)
    taggings.hide(office, ADA, said, NOW)
    assert status(office, taggings.unhide(office, ADA, "welding", NOW)) is TaggingStatus.DISPUTED


def test_hiding_and_showing_twice_is_once(office: Database) -> None:
    said = say(office).statements[0].tagging.id
    hidden = taggings.hide(office, ADA, said, NOW)
    assert taggings.hide(office, ADA, said, LATER).event_id == hidden.event_id
    taggings.unhide(office, ADA, "welding", LATER)
    before = events(office)
    taggings.unhide(office, ADA, "welding", LATER)
    assert events(office) == before == 3
    with pytest.raises(SkillNotFound):
        taggings.unhide(office, ADA, "no-such", LATER)


def test_an_external_contact_is_spoken_for_by_who_knows_or_listed_them(office: Database) -> None:
    said = say(office, BEN, "eve").statements[0].tagging.id
    for viewer in (BEN, DOV):
        with pytest.raises(NotPermitted):
            taggings.hide(office, viewer, said, NOW)
    for viewer in (CYD, BOSS):
        hidden = taggings.hide(office, viewer, said, NOW)
        assert known(office, "eve") == {}
        assert audit.get(office, hidden.event_id).actor == viewer.person_id  # type: ignore[union-attr]
        taggings.unhide(office, viewer, "welding", LATER, person_id="eve")
    listed = add_contact(
        office, DOV, name="Fay Lin", organisation="Yard", phone="0118 496 0000",
        known_by="cyd", listing_note="Agreed by phone.", now=NOW,
    )  # fmt: skip
    about_fay = say(office, BEN, listed.id).statements[0].tagging.id
    taggings.hide(office, DOV, about_fay, NOW)
    assert known(office, listed.id) == {}


def test_nobody_hides_for_a_colleague(office: Database) -> None:
    said = say(office).statements[0].tagging.id
    for viewer in (BEN, DOV, BOSS, OPERATOR):
        with pytest.raises(NotPermitted):
            taggings.hide(office, viewer, said, NOW)


def test_who_reads_what(office: Database) -> None:
    say(office)
    say(office, CYD, "ada", "visas")
    taggings.hide(office, ADA, say(office).statements[0].tagging.id, NOW)
    taggings.withdraw(office, CYD, "cyd.ada.visas.knows", NOW)

    def read(viewer: Viewer) -> list[str]:
        return [one.tagger.id for one in taggings.statements_about(office, viewer, "ada")]

    assert sorted(read(ADA)) == ["ben", "cyd"]
    assert (read(BEN), read(CYD), read(DOV), read(BOSS)) == (["ben"], ["cyd"], [], [])
    with pytest.raises(PersonNotFound):
        taggings.statements_about(office, ADA, "nobody")
    with pytest.raises(SignInRequired):
        taggings.statements_about(office, NOBODY, "ada")


def test_undo_puts_back_what_was_and_is_recorded(office: Database) -> None:
    change = say(office, BEN, "ada", "welding", "knot tying")
    proposed = next(one.skill.id for one in change.statements if one.skill.id != "welding")
    undone = taggings.undo(office, BEN, change.event_id, LATER)
    assert store.about(office, "ada") == []
    assert known(office) == {}
    assert skills.get(office, proposed) is None
    assert audit.get(office, undone.event_id).action == "undo tag"  # type: ignore[union-attr]
    assert taggings.undo(office, BEN, change.event_id, LATER).event_id == undone.event_id
    assert events(office) == 2


def test_undoing_the_undo_of_a_new_word_says_that_the_word_has_gone(office: Database) -> None:
    change = say(office, BEN, "ada", "knot tying")
    undone = taggings.undo(office, BEN, change.event_id, LATER)
    with pytest.raises(Conflict, match="no longer there"):
        taggings.undo(office, BEN, undone.event_id, LATER)


def test_undo_restores_the_exact_state(office: Database) -> None:
    said = say(office, level=2, note="Before.").statements[0].tagging
    revised = taggings.revise(office, BEN, said.id, level=5, note="", now=LATER)
    taggings.undo(office, BEN, revised.event_id, LATER)
    assert store.get(office, said.id).tagging == said  # type: ignore[union-attr]
    withdrawn = taggings.withdraw(office, BEN, said.id, LATER)
    taggings.undo(office, BEN, withdrawn.event_id, LATER)
    assert store.get(office, said.id).tagging == said  # type: ignore[union-attr]


def test_undo_is_refused_once_somebody_changed_it(office: Database) -> None:
    said = say(office)
    withdrawn = taggings.withdraw(office, BEN, said.statements[0].tagging.id, NOW)
    taggings.hide(office, ADA, say(office, CYD).statements[0].tagging.id, NOW)
    for event in (said.event_id, withdrawn.event_id):
        with pytest.raises(Conflict):
            taggings.undo(office, BEN, event, LATER)
    assert known(office) == {}


def test_undo_of_hiding_notices_a_later_statement(office: Database) -> None:
    hidden = taggings.hide(office, ADA, say(office).statements[0].tagging.id, NOW)
    say(office, CYD)
    with pytest.raises(Conflict):
        taggings.undo(office, ADA, hidden.event_id, LATER)


def test_only_the_one_who_did_it_can_undo_it(office: Database) -> None:
    event = say(office).event_id
    for viewer in (ADA, BOSS, OPERATOR):
        with pytest.raises(NotPermitted):
            taggings.undo(office, viewer, event, LATER)
    with pytest.raises(NotFound):
        taggings.undo(office, BEN, "no-such-event", LATER)


def test_only_who_may_import_loads(office: Database) -> None:
    row = Tagging("ben", "ada", "welding", NOW, NOW)
    with pytest.raises(NotPermitted):
        taggings.load_taggings(office, ADA, [row], "file")
    assert taggings.load_taggings(office, BOSS, [row], "file", dry_run=True).added == (row.id,)
    assert store.about(office, "ada") == []
    taggings.load_taggings(office, BOSS, [row], "file")
    assert store.about(office, "ada")[0].tagging.batch == "file"
