"""A resident never reaches a staff entry: by text, id, choice, action, suggestion, category, menu or turn (requirement C9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faqbot.desk.desk import Desk
from faqbot.errors import InvalidInput, NotFound
from faqbot.store.base import Store
from faqbot.types import Action, Audience, Category, Collection, Do, Topic
from tests.conftest import GOMI, ITEMS, entry
from tests.serving import serving

SECRET = "シークレット手順"
STAFF_ONLY = Collection(
    name="inside",
    title="庁内",
    audience=Audience.STAFF,
    owner="情報課",
    categories=(Category(name="鍵"),),
    topics=(Topic(id="top", title=SECRET, entries=("secret",)),),
)
ENTRY = entry(
    "secret",
    f"{SECRET}を知りたい",
    f"{SECRET}の答え",
    collection="inside",
    category="鍵",
    phrasings=(SECRET,),
)
WAYS = [*Do]


@pytest.fixture
def shared(store: Store, make_desk: Callable[[Store], Desk]) -> Desk:
    """A desk with a collection for residents and one for staff."""
    desk = make_desk(store)
    for collection, entries in ((GOMI, ITEMS), (STAFF_ONLY, (ENTRY,))):
        desk.describe(collection)
        desk.take_in(collection.name, entries)
    return desk


@pytest.fixture
def staff_turn(shared: Desk) -> str:
    """The turn of an agent's question, its id fallen into a resident's hands."""
    reply = shared.ask("inside", SECRET, audience=Audience.STAFF, channel="desk", session="agent")
    assert reply.answer
    return reply.turn_id


@pytest.fixture
def client(shared: Desk) -> Iterator[httpx.Client]:
    with serving(shared, "gomi") as address, httpx.Client(base_url=address, timeout=30) as opened:
        yield opened


def tried(call: Callable[[], object]) -> str:
    """What a resident gets to see, whatever the desk does."""
    with suppress(NotFound, InvalidInput):
        return repr(call())
    return ""


@pytest.mark.parametrize("collection", ["inside", "gomi"])
@pytest.mark.parametrize("do", WAYS)
def test_no_action_leads_there(shared: Desk, staff_turn: str, do: Do, collection: str) -> None:
    for target in ("secret", "top", "=鍵", "top/secret", SECRET, ""):
        for turn in (staff_turn, ""):
            act = Action(do, turn, target)
            seen = tried(lambda act=act: shared.act(collection, act, audience=Audience.PUBLIC, channel="web"))  # type: ignore[misc]
            assert f"{SECRET}の答え" not in seen
            assert f"{SECRET}を知りたい" not in seen


@pytest.mark.parametrize("text", [SECRET, "secret", "1", "メニュー", f"{SECRET}と毛布", "この中にない"])
def test_no_text_leads_there_even_in_the_session_of_an_agent(
    shared: Desk, staff_turn: str, text: str
) -> None:
    with pytest.raises(NotFound):
        shared.ask("inside", text, audience=Audience.PUBLIC, channel="web", session="agent")
    reply = shared.ask("gomi", text, audience=Audience.PUBLIC, channel="web", session="agent")
    assert f"{SECRET}の答え" not in repr(reply)
    assert "secret" not in {hit.entry.id for hit in reply.candidates}
    assert "secret" not in {option.action.target for option in reply.options}


def test_no_list_shows_it(shared: Desk) -> None:
    public = {"audience": Audience.PUBLIC}
    assert [c.name for c in shared.collections(**public)] == ["gomi"]
    assert SECRET not in repr(shared.suggest("gomi", SECRET, **public))
    for look in (
        lambda: shared.suggest("inside", SECRET, **public),
        lambda: shared.entries("inside", **public),
        lambda: shared.entries("inside", category="鍵", **public),
        lambda: shared.search("inside", SECRET, **public),
        lambda: shared.explain("inside", SECRET, "secret", **public),
        lambda: shared.collection("inside", **public),
        lambda: shared.contact("inside", **public),
    ):
        with pytest.raises(NotFound):
            look()


def test_a_turn_of_the_staff_is_not_there(shared: Desk, staff_turn: str) -> None:
    for call in (
        lambda: shared.choose(staff_turn, "secret", audience=Audience.PUBLIC),
        lambda: shared.choose(staff_turn, None, audience=Audience.PUBLIC),
        lambda: shared.feedback(staff_turn, solved=False, audience=Audience.PUBLIC),
        lambda: shared.open_entry("inside", "secret", audience=Audience.PUBLIC, channel="web"),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_staff_collection_and_none_are_told_alike(shared: Desk) -> None:
    told = []
    for name in ("inside", "nowhere"):
        with pytest.raises(NotFound) as refused:
            shared.ask(name, "毛布", audience=Audience.PUBLIC, channel="web")
        told.append(str(refused.value).replace(name, "…"))
    assert told[0] == told[1]


@given(
    target=st.text(max_size=20)
    | st.sampled_from(["secret", "top", "=鍵", "=鍵/@か", "top/+0", "../inside/top"])
)
def test_no_guess_leads_there(shared: Desk, target: str) -> None:
    for do in WAYS:
        act = Action(do, "", target)
        assert f"{SECRET}の答え" not in tried(
            lambda act=act: shared.act("gomi", act, audience=Audience.PUBLIC, channel="web", session="s")  # type: ignore[misc]
        )


@pytest.mark.parametrize("collection", ["inside", "gomi"])
def test_no_route_leads_there(client: httpx.Client, staff_turn: str, collection: str) -> None:
    answers = [
        client.post("/api/v1/ask", json={"collection": collection, "text": SECRET, "session": "agent"}),
        client.post("/api/v1/choose", json={"turn": staff_turn, "entry": "secret"}),
        client.post("/api/v1/choose", json={"turn": staff_turn, "entry": None}),
        client.post("/api/v1/choose", json={"collection": collection, "entry": "secret"}),
        client.post("/api/v1/feedback", json={"turn": staff_turn, "solved": False}),
        client.get("/api/v1/suggest", params={"collection": collection, "q": "シーク"}),
        client.get("/api/v1/categories", params={"collection": collection, "category": "鍵"}),
        *(
            client.post(
                "/api/v1/act",
                json={
                    "collection": collection,
                    "session": "agent",
                    "action": {"do": do.value, "turn": turn, "target": target},
                },
            )
            for do in WAYS
            for turn in (staff_turn, "")
            for target in ("secret", "top", "=鍵")
        ),
    ]
    for answer in answers:
        assert f"{SECRET}の答え" not in answer.text
        assert f"{SECRET}を知りたい" not in answer.text
        if collection == "inside":
            assert answer.status_code in (404, 422), answer.request.url
