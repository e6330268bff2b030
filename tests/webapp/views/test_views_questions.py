"""The pages of questions: asked, answered, judged, passed on, declined, and closed to others."""

import re
from collections.abc import Callable

from tests import organisation
from tests.webapp.views.reading import Browser

TOPIC = "engineering-apprenticeships"
ASKED = {"text": "Which yards take apprentices over 19?", "skills": TOPIC, "way": "one", "key": "k"}


def ask(browse: Callable[..., Browser]) -> str:
    """Ask Idris as Rosa, and return the address of the question."""
    rosa = browse().client
    answer = rosa.post("/questions/new?to=idris", data=ASKED)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def test_from_asking_to_it_helped(browse: Callable[..., Browser]) -> None:
    address = ask(browse)
    rosa, idris = browse().client, browse(organisation.TAGGED).client
    assert "1 question" in idris.get("/").text
    assert "Which yards" in idris.get("/questions").text
    assert "Rosa Quill asks" in idris.get(address).text
    assert idris.post(f"{address}/answer", data={"text": "Drydock does."}).status_code == 303
    page = rosa.get(address).text
    assert "Drydock does." in page
    judged = re.search(r'action="(/answers/\w+/helped)"', page)
    assert judged
    assert rosa.post(judged[1], data={"word": "yes"}).status_code == 303
    assert "You said that it helped" in rosa.get(address).text
    assert "Your answer helped" in idris.get(address).text
    assert rosa.post(judged[1], data={"word": ""}).status_code == 303
    assert "It did not help" in rosa.get(address).text


def test_others_do_not_see_it(browse: Callable[..., Browser]) -> None:
    address = ask(browse)
    tobias = browse(organisation.HR).client
    assert tobias.get(address).status_code == 404
    assert tobias.post(f"{address}/answer", data={"text": "Me."}).status_code == 404
    assert "Which yards" not in tobias.get("/questions").text


def test_the_form_says_who_stands_in_and_who_cannot_be_asked(
    browse: Callable[..., Browser],
) -> None:
    rosa = browse().client
    away = rosa.get(f"/questions/new?to=tobias&skill={TOPIC}").text
    assert "goes to Idris" in away
    assert "engineering apprenticeships" in away
    assert "works elsewhere" in rosa.get(f"/questions/new?to=marguerite&skill={TOPIC}").text
    assert "cannot ask yourself" in rosa.get("/questions/new?to=rosa").text
    assert rosa.get("/questions/new").status_code == 200


def test_a_question_about_a_client_by_name_is_refused(browse: Callable[..., Browser]) -> None:
    rosa = browse().client
    typed = ASKED | {"text": "My client Mary Smith, born 3 May 1990, wants a yard."}
    answer = rosa.post("/questions/new?to=idris", data=typed)
    assert answer.status_code == 422
    assert "Leave out who the client is" in answer.text
    assert rosa.post("/questions/new?to=idris", data=ASKED | {"text": ""}).status_code == 422


def test_passing_on_and_not_me(browse: Callable[..., Browser]) -> None:
    address = ask(browse)
    idris = browse(organisation.TAGGED).client
    assert idris.get(f"{address}/pass?q=Tobias").status_code == 200
    preview = idris.get(f"{address}/not-me").text
    assert "Not me this time" in preview
    assert "Take me off engineering apprenticeships" in preview
    assert idris.post(f"{address}/not-me", data={"skill": TOPIC}).status_code == 303
    assert "Undo" in idris.get("/questions").text
    assert "closed" in browse().client.get(address).text


def test_the_asker_closes_it(browse: Callable[..., Browser]) -> None:
    address = ask(browse)
    assert browse(organisation.TAGGED).client.post(f"{address}/close").status_code == 403
    rosa = browse().client
    assert rosa.post(f"{address}/close").status_code == 303
    assert "taken back" in rosa.get(address).text
