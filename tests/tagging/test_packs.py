"""Packs: what goes in and in which order, that nothing is kept, and links that end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph import demand, documents, people, schema, skills, taggings
from graph.database import Database
from graph.records import Document, Person, Ref, Skill, Space, Tagging
from tagging import packs, saved_packs
from tagging.errors import Invalid, NotFound, NotPermitted
from tagging.packs import Pack, PackQuery
from tagging.permissions import Viewer
from tagging.vocabulary import Vocabulary, VocabularyCache

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ANA = Viewer("ana", "Ana Reid", ("adviser",))
BEN = Viewer("ben", "Ben Okoro", ("adviser",))
LOCAL = Document(
    "local",
    "Care in Thrushby",
    "Care homes in Thrushby had 40 vacancies. The bus stops outside.",
    summary="Forty vacancies, most of them days.",
    region="Thrushby",
    published=date(2026, 5, 1),
)
GIVEN = (
    replace(LOCAL, id="country", title="Care", region="", geography="national", summary=""),
    replace(LOCAL, id="county", title="Care in the county", region="Carrshire", maturity=2),
    replace(LOCAL, id="proven", title="Care, county-wide", region="Carrshire", maturity=5),
    replace(LOCAL, id="away", title="Care in Port Carrow", region="Port Carrow"),
    LOCAL,
    replace(LOCAL, id="old", title="Care in Thrushby before", published=date(2021, 1, 1)),
    replace(LOCAL, id="gone", title="Care in Thrushby, once", superseded=True),
    replace(LOCAL, id="adults", title="Care for adults", audience=("adults",)),
    replace(LOCAL, id="hard", title="Care statistics", use="mediated"),
    replace(LOCAL, id="mine", title="Care notes", space=Space.PERSONAL, owner=Ref("ana", "Ana")),
    replace(LOCAL, id="ours", title="Care, for us", space=Space.TEAM, team=Ref("north", "North")),
)


@pytest.fixture
def store(db: Database) -> Database:
    """Documents on care near and far; Ana of the north team, and Ben who knows about it."""
    staff = [
        Person("ana", "Ana Reid", place=Ref("t", "Thrushby"), team=Ref("north", "North")),
        Person("ben", "Ben Okoro", place=Ref("p", "Port Carrow"), phone="01632 960141"),
    ]
    db.transact(lambda tx: people.save(tx, staff))
    db.transact(lambda tx: skills.save(tx, [Skill("care", "care work")]))
    db.transact(lambda tx: documents.save(tx, GIVEN))
    db.transact(lambda tx: taggings.save(tx, [Tagging("ana", "ben", "care", NOW, NOW)]))
    return db


@pytest.fixture
def words(store: Database) -> Vocabulary:
    return VocabularyCache().current(store)


def pack(db: Database, words: Vocabulary, text: str = "care", **given: object) -> Pack:
    query = PackQuery(text, **given)  # type: ignore[arg-type]
    return packs.assemble(db, ANA, words, query, NOW)


def ids(found: tuple[packs.PackDocument, ...]) -> list[str]:
    return [one.document.id for one in found]


def test_the_nearest_come_first_then_the_proven(store: Database, words: Vocabulary) -> None:
    made = pack(store, words, region="Thrushby", audience="young people")
    assert made.title == "Care in Thrushby, for young people"
    assert ids(made.sheet) == ["local", "ours", "proven", "county", "country"]
    assert ids(made.mediated) == ["hard"]
    assert set(ids(made.more)) == {"old", "away"}
    assert made.sheet[0].summary == "Forty vacancies, most of them days."
    assert made.sheet[0].own_words
    assert not made.sheet[-1].own_words
    assert made.sheet[-1].where == "the whole country"


def test_figures_are_the_local_ones_with_their_documents(
    store: Database, words: Vocabulary
) -> None:
    figures = pack(store, words, region="Thrushby").figures
    assert figures[0][0] == "Care homes in Thrushby had 40 vacancies."
    assert "country" not in {one.document.id for _, one in figures}


def test_people_are_named_with_how_to_reach_them(store: Database, words: Vocabulary) -> None:
    people_to_ask = pack(store, words, "care work").people
    assert [result.person.id for result in people_to_ask] == ["ben"]
    assert people_to_ask[0].reach.first


def test_the_adviser_chooses_and_orders(store: Database, words: Vocabulary) -> None:
    made = pack(store, words, documents=("away", "hard", "local", "nowhere", "away"))
    assert ids(made.sheet) == ["away", "local"]
    assert ids(made.mediated) == ["hard"]
    assert made.out_of_sight == 1
    assert pack(store, words, documents=()).sheet == ()
    assert ids(pack(store, words, "", documents=("local",)).sheet) == ["local"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": "client: John Smith, care work"}, "q"),
        ({"text": "care for QQ 12 34 56 C, or AB 12 34 56 C"}, "q"),
        ({"text": "care", "note": "Ring her on 07700 900123"}, "note"),
        ({"text": "care", "region": "Thrushby, TS24 7BG"}, "region"),
        ({"text": "x" * 201}, "q"),
        ({"text": "care", "note": "x" * 601}, "note"),
        ({"text": "care", "audience": "everyone"}, "audience"),
    ],
)
def test_what_tells_of_a_client_is_refused(
    store: Database, words: Vocabulary, given: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        packs.assemble(store, ANA, words, PackQuery(**given), NOW)
    assert refused.value.field == field


def test_nothing_is_kept_unless_it_is_saved(store: Database, words: Vocabulary) -> None:
    before = schema.checksum(store)
    assert pack(store, words, "quantum basketry").people == ()
    pack(store, words)
    assert schema.checksum(store) == before
    assert demand.unmet(store, NOW.date() - timedelta(1)) == []


def test_a_saved_pack_is_opened_by_its_link_for_90_days(store: Database, words: Vocabulary) -> None:
    query = PackQuery("care", "Thrushby", "young people", "Start here.")
    saved = saved_packs.save(store, ANA, words, query, NOW)
    assert len(saved.id) >= 24
    again, opened = saved_packs.open_again(store, BEN, words, saved.id, NOW)
    assert again == saved
    assert ids(opened.sheet) == ["local", "proven", "county", "country"]
    assert opened.out_of_sight == 1
    assert opened.query.note == "Start here."
    assert saved_packs.mine(store, ANA, NOW) == (saved,)
    for moment in (NOW + saved_packs.OPEN_FOR, NOW + timedelta(days=400)):
        with pytest.raises(NotFound):
            saved_packs.find(store, BEN, saved.id, moment)
    with pytest.raises(NotPermitted):
        saved_packs.delete(store, BEN, saved.id, NOW)
    saved_packs.delete(store, ANA, saved.id, NOW)
    with pytest.raises(NotFound):
        saved_packs.find(store, ANA, saved.id, NOW)
