"""Skills in the store: saved exactly, once, with their links; read back the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import skills
from graph.database import Database
from graph.records import SaveCounts, Skill, SkillStatus

TREE = (
    Skill("a", "Alpha", ("al", "  al ", "Alpha"), "The first.", matches=("http://a.example/1",)),
    Skill("b", "Beta  carotene", broader=("a",), related=("c",), proposed_by="p1"),
    Skill("c", "Gamma", status=SkillStatus.RETIRED, replaced_by="b"),
)


def save(db: Database, *given: Skill) -> SaveCounts:
    return db.transact(lambda tx: skills.save(tx, given))


def test_saving_again_changes_nothing(db: Database) -> None:
    assert save(db, *TREE) == SaveCounts(added=("a", "b", "c"))
    token = skills.newest_change(db)
    assert save(db, *TREE) == SaveCounts(unchanged=("a", "b", "c"))
    assert skills.newest_change(db) == token


def test_a_skill_is_read_back_tidy(db: Database) -> None:
    save(db, *TREE)
    first, second, third = skills.get_many(db, ["a", "b", "c"])
    assert first.alternative_labels == ("al",)
    assert first.changed is not None
    assert replace(second, changed=None) == replace(TREE[1], label="Beta carotene")
    assert third.replaced_by == "b"
    assert skills.get(db, "nothing") is None


def test_a_change_of_links_alone_is_a_change(db: Database) -> None:
    save(db, *TREE)
    token = skills.newest_change(db)
    assert save(db, replace(TREE[1], broader=())).changed == ("b",)
    assert skills.newest_change(db) != token
    again = skills.get(db, "b")
    assert again is not None
    assert again.broader == ()


def test_links_to_what_is_not_there_are_left_out_until_it_is(db: Database) -> None:
    assert save(db, TREE[1]).added == ("b",)
    assert save(db, TREE[1]).unchanged == ("b",)
    save(db, TREE[0])
    assert save(db, TREE[1]).changed == ("b",)
    assert db.read("MATCH (s:Skill) WHERE s.label IS NULL RETURN s") == []


def test_neighbours_have_their_names(db: Database) -> None:
    save(db, *TREE)
    found = skills.with_neighbours(db, "a")
    assert found is not None
    assert [ref.name for ref in found.narrower] == ["Beta carotene"]
    retired = skills.with_neighbours(db, "c")
    assert retired is not None
    assert retired.replaced_by is not None
    assert retired.replaced_by.name == "Beta carotene"
    assert [ref.id for ref in retired.related] == ["b"]
    assert skills.with_neighbours(db, "nothing") is None


def test_pages_go_by_label_and_leave_retired_skills_out(db: Database) -> None:
    save(db, *TREE, Skill("z", "alpha"), Skill("y", "Beta carotene"))
    first = skills.page(db, limit=2)
    rest = skills.page(db, after=first.next_key, limit=2)
    assert [entry.id for entry in (*first.items, *rest.items)] == ["a", "z", "b", "y"]
    assert rest.next_key is None
    assert [entry.id for entry in skills.page(db, status=SkillStatus.RETIRED).items] == ["c"]
    assert [entry.id for entry in skills.page(db, under="a").items] == ["b"]
    assert first.items[0].narrower == 1


def test_the_label_rows_hold_what_the_index_needs(db: Database) -> None:
    save(db, *TREE)
    rows = {row.id: row for row in skills.all_labels(db)}
    assert rows["b"].broader == ("a",)
    assert (rows["c"].retired, rows["c"].replaced_by) == (True, "b")
    newest = max(row.changed for row in rows.values())
    assert {row.id for row in skills.labels_since(db, newest)} <= set(rows)
    assert skills.labels_since(db, newest + 60_000) == []
    assert skills.newest_change(db).skills == 3


def test_threads_that_save_the_same_skill_leave_one(db: Database) -> None:
    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(lambda _: save(db, TREE[0]), range(24)))
    assert sum(len(count.added) for count in counts) == 1
    assert db.read("MATCH (s:Skill) RETURN count(s) AS n") == [{"n": 1}]


labels = st.text(min_size=1, max_size=30).filter(lambda text: text.split() != [])


@given(
    st.lists(
        st.builds(
            Skill,
            id=st.sampled_from("abcdef"),
            label=labels,
            alternative_labels=st.lists(labels, max_size=3).map(tuple),
            broader=st.lists(st.sampled_from("abcdefg"), max_size=3).map(tuple),
            related=st.lists(st.sampled_from("abcdefg"), max_size=2).map(tuple),
            status=st.sampled_from(SkillStatus),
            replaced_by=st.none() | st.sampled_from("abc"),
        ),
        max_size=6,
    )
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_saved_twice_is_unchanged_the_second_time(
    db: Database, given_skills: list[Skill]
) -> None:
    save(db, *given_skills)
    again = save(db, *given_skills)
    assert (again.added, again.changed) == ((), ())
    assert set(again.unchanged) == {skill.id for skill in given_skills}
