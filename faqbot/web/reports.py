"""The agent's door to the reports, as a workbook or as a page to print."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from faqbot.desk.office import Office
from faqbot.reports.document import Report
from faqbot.reports.page import page
from faqbot.reports.spreadsheet import MEDIA_TYPE, spreadsheet
from faqbot.staff.accounts import Account
from faqbot.staff.figures import Period
from faqbot.web import auth
from faqbot.web.requests import Name

# The page carries its style in itself and may run nothing.
_SEALED = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "cache-control": "no-store",
}


def router(office: Office) -> APIRouter:
    """The routes over an office."""
    api = APIRouter(prefix="/api/v1/desk", include_in_schema=False)
    Agent = Annotated[Account, Depends(auth.guard(office.accounts))]
    reports = office.reports
    kinds: dict[str, Callable[[Period, str], Report]] = {
        "monthly": reports.monthly,
        "work": reports.work,
        "fault": reports.fault,
        "periodic": reports.periodic,
        "log": reports.log,
    }

    @api.get("/report/{kind}")
    def report(
        agent: Agent,
        kind: Literal["monthly", "work", "fault", "periodic", "log"],
        first: date,
        last: date,
        system: Annotated[Name, Query()] = "",
        form: Literal["xlsx", "html"] = "xlsx",
    ) -> Response:
        made = kinds[kind](Period.between(first, last), system)
        if form == "html":
            return HTMLResponse(page(made), headers=_SEALED)
        return _workbook(made, f"{kind}-{first}-{last}.xlsx")

    return api


def _workbook(made: Report, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(spreadsheet(made), media_type=MEDIA_TYPE, headers=headers)
