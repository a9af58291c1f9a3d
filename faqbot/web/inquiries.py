"""The agent's door to the records: drafts, calls that are over, and what is done to them afterwards."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from faqbot.desk.desk import Desk
from faqbot.desk.office import Office
from faqbot.staff.accounts import Account
from faqbot.staff.inquiries import Inquiry, Sought, State
from faqbot.types import Audience
from faqbot.web import auth
from faqbot.web.models import Handoff
from faqbot.web.requests import Name
from faqbot.web.staff_models import Consequence, History, Kept, Link, Recorded, Touch, Written

_STAFF = Audience.STAFF


def router(desk: Desk, office: Office) -> APIRouter:
    """The routes over a desk and its office."""
    api = APIRouter(prefix="/api/v1/desk", include_in_schema=False)
    Agent = Annotated[Account, Depends(auth.guard(office.accounts))]
    records = office.inquiries

    @api.get("/drafts")
    def drafts(agent: Agent) -> list[Kept]:
        return [Kept.of(each) for each in records.drafts(agent)]

    @api.post("/draft", status_code=204)
    def draft(agent: Agent, written: Written) -> None:
        records.keep(agent, written.inquiry())

    @api.post("/discard", status_code=204)
    def discard(agent: Agent, touched: Touch) -> None:
        records.discard(agent, touched.id)

    @api.post("/record")
    def record(agent: Agent, recorded: Recorded) -> Kept:
        return Kept.of(records.record(agent, recorded.inquiry(), unanswered=recorded.unanswered))

    @api.post("/fault")
    def fault(agent: Agent, written: Written) -> Consequence | None:
        return _consequence(desk, office, agent, written.inquiry())

    @api.get("/inquiries")
    def found(
        agent: Agent,
        text: Annotated[Name, Query()] = "",
        system: Annotated[Name, Query()] = "",
        state: State | None = None,
        mine: bool = False,
    ) -> list[Kept]:
        states = (state,) if state and state is not State.DRAFT else Sought().states
        sought = Sought(text=text, system=system, states=states, agent=agent.name if mine else "")
        return [_with_deadlines(office, agent, each) for each in records.find(sought)]

    @api.get("/inquiry")
    def history(agent: Agent, id: Annotated[Name, Query()]) -> History:
        return _history(office, agent, id)

    @api.post("/amend")
    def amend(agent: Agent, written: Written) -> Kept:
        return Kept.of(records.amend(agent, written.inquiry()))

    @api.post("/reopen")
    def reopen(agent: Agent, touched: Touch) -> Kept:
        return Kept.of(records.reopen(agent, touched.id, touched.version))

    @api.post("/hand-over")
    def hand_over(agent: Agent, touched: Touch) -> Kept:
        return Kept.of(records.hand_over(agent, touched.id, touched.version, touched.to))

    return api


def _consequence(desk: Desk, office: Office, agent: Account, inquiry: Inquiry) -> Consequence | None:
    """What follows from a fault; None before its target is chosen."""
    found, sheet = office.faults.follow(agent, inquiry), office.faults.sheet(inquiry.system)
    target = sheet.target(inquiry.target) if sheet else None
    if found is None or target is None:
        return None
    contact = desk.contact(inquiry.system, target.contact, audience=_STAFF)
    return Consequence(
        passes_on=contact.department != desk.contact(inquiry.system, audience=_STAFF).department,
        begin_by=found.due.begin,
        restore_by=found.due.restore,
        message=found.message,
        contact=Handoff.of(contact),
        say=target.say,
        sample=target.sample,
    )


def _history(office: Office, agent: Account, id: str) -> History:
    links, whole = office.inquiries.history(id)
    told = [Link(version=c.version, at=c.at, by=c.by, act=c.act.value, digest=c.digest) for c in links]
    return History(inquiry=_with_deadlines(office, agent, office.inquiries.get(id)), links=told, whole=whole)


def _with_deadlines(office: Office, agent: Account, inquiry: Inquiry) -> Kept:
    """With what is still to be kept, also by those it was passed on to; what is resolved is owed nothing."""
    kept = Kept.of(inquiry)
    fault = None if inquiry.state is State.RESOLVED else office.faults.follow(agent, inquiry)
    if fault is None:
        return kept
    return kept.model_copy(update={"begin_by": fault.due.begin, "restore_by": fault.due.restore})
