"""The official endpoints for rich menus, by LINE's own paths (messaging-api.yml)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from starlette.responses import JSONResponse, Response

from faqbot.simulators.line.gate import Call, Operation, Refusal, agree
from faqbot.simulators.line.menus import (
    TYPES,
    check_alias,
    check_alias_target,
    check_batch,
    check_menu,
    check_picture_file,
)
from faqbot.simulators.line.platform import Menu, Platform

MENUS = 1000
"""As many menus an account may have."""


class Menuing:
    """What the bot may do with rich menus."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._batches: dict[str, str] = {}

    def operations(self) -> tuple[Operation, ...]:
        """Method and path of each, with what is demanded of the body. A fixed path stands before one with a parameter."""
        menu, user = "/v2/bot/richmenu", "/v2/bot/user"
        alias = f"{menu}/alias"
        return (
            Operation("POST", menu, self._create, "RichMenuRequest", check_menu),
            Operation("POST", f"{menu}/validate", agree, "RichMenuRequest", check_menu),
            Operation("POST", f"{menu}/batch", self._batch, "RichMenuBatchRequest", check_batch),
            Operation("POST", f"{menu}/validate/batch", agree, "RichMenuBatchRequest", check_batch),
            Operation("GET", f"{menu}/progress/batch", self._progress),
            Operation("GET", f"{menu}/list", self._list),
            Operation("POST", alias, self._create_alias, "CreateRichMenuAliasRequest", check_alias),
            Operation("GET", f"{alias}/list", self._aliases),
            Operation("GET", f"{alias}/{{alias}}", self._get_alias),
            Operation(
                "POST", f"{alias}/{{alias}}", self._point, "UpdateRichMenuAliasRequest", check_alias_target
            ),
            Operation("DELETE", f"{alias}/{{alias}}", self._delete_alias),
            Operation("GET", f"{menu}/{{menu}}/content", self._picture),
            Operation("POST", f"{menu}/{{menu}}/content", self._upload, reads=False),
            Operation("GET", f"{menu}/{{menu}}", self._get),
            Operation("DELETE", f"{menu}/{{menu}}", self._delete),
            Operation("GET", f"{user}/all/richmenu", self._get_default),
            Operation("DELETE", f"{user}/all/richmenu", self._cancel_default),
            Operation("POST", f"{user}/all/richmenu/{{menu}}", self._set_default),
            Operation("GET", f"{user}/{{user}}/richmenu", self._get_linked),
            Operation("DELETE", f"{user}/{{user}}/richmenu", self._unlink),
            Operation("POST", f"{user}/{{user}}/richmenu/{{menu}}", self._link),
        )

    async def _create(self, call: Call) -> Mapping[str, Any]:
        if len(self._platform.menus) >= MENUS:
            raise Refusal(400, f"at most {MENUS} rich menus")
        menu = Menu(f"richmenu-{secrets.token_hex(16)}", call.body)
        self._platform.menus[menu.id] = menu
        return {"richMenuId": menu.id}

    async def _upload(self, call: Call) -> Mapping[str, Any]:
        menu = self._known(call["menu"])
        content_type = call.request.headers.get("content-type", "")
        if content_type not in TYPES:
            raise Refusal(415, f"The content type, {content_type}, is not supported")
        if menu.picture is not None:
            raise Refusal(400, "An image has already been uploaded to the richmenu")
        faults = list(check_picture_file(call.raw, content_type, menu.body["size"]))
        if faults:
            raise Refusal(400, faults[0].message, faults)
        menu.picture = (content_type, call.raw)
        return {}

    async def _picture(self, call: Call) -> Response:
        picture = self._known(call["menu"]).picture
        if picture is None:
            raise Refusal(404, "Not found")
        return Response(picture[1], media_type=picture[0])

    async def _get(self, call: Call) -> Mapping[str, Any]:
        return _shown(self._known(call["menu"]))

    async def _list(self, _: Call) -> Mapping[str, Any]:
        return {"richmenus": [_shown(menu) for menu in self._platform.menus.values()]}

    async def _delete(self, call: Call) -> Mapping[str, Any]:
        self._platform.delete_menu(self._known(call["menu"]).id)
        return {}

    async def _get_default(self, _: Call) -> Mapping[str, Any]:
        if not self._platform.default_menu:
            raise Refusal(404, "no default richmenu")
        return {"richMenuId": self._platform.default_menu}

    async def _set_default(self, call: Call) -> Mapping[str, Any]:
        self._platform.default_menu = self._pictured(call["menu"]).id
        self._platform.changed()
        return {}

    async def _cancel_default(self, _: Call) -> Mapping[str, Any]:
        self._platform.default_menu = ""
        self._platform.changed()
        return {}

    async def _get_linked(self, call: Call) -> Mapping[str, Any]:
        talk = self._platform.talks.get(call["user"])
        if talk is None or not talk.menu:
            raise Refusal(404, "the user has no richmenu")
        return {"richMenuId": talk.menu}

    async def _link(self, call: Call) -> Mapping[str, Any]:
        menu = self._pictured(call["menu"])
        if call["user"] not in self._platform.talks:
            raise Refusal(400, "The user is not a friend of this account")
        self._platform.talk(call["user"]).menu = menu.id
        self._platform.changed()
        return {}

    async def _unlink(self, call: Call) -> Mapping[str, Any]:
        if call["user"] in self._platform.talks:
            self._platform.talk(call["user"]).menu = ""
            self._platform.changed()
        return {}

    async def _create_alias(self, call: Call) -> Mapping[str, Any]:
        if call.body["richMenuAliasId"] in self._platform.aliases:
            raise Refusal(400, "conflict richmenu alias id")
        self._platform.aliases[call.body["richMenuAliasId"]] = self._target(call)
        return {}

    async def _point(self, call: Call) -> Mapping[str, Any]:
        self._platform.aliases[self._known_alias(call)] = self._target(call)
        return {}

    async def _get_alias(self, call: Call) -> Mapping[str, Any]:
        alias = self._known_alias(call)
        return {"richMenuAliasId": alias, "richMenuId": self._platform.aliases[alias]}

    async def _delete_alias(self, call: Call) -> Mapping[str, Any]:
        del self._platform.aliases[self._known_alias(call)]
        return {}

    async def _aliases(self, _: Call) -> Mapping[str, Any]:
        pairs = self._platform.aliases.items()
        return {"aliases": [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in pairs]}

    async def _batch(self, call: Call) -> Response:
        for operation in call.body["operations"]:
            if operation["type"] == "link":
                self._platform.relink(operation["from"], self._pictured(operation["to"]).id)
            else:
                self._platform.relink(operation.get("from", ""), "")
        self._batches[call.id] = (
            f"{datetime.fromtimestamp(self._platform.clock(), UTC):%Y-%m-%dT%H:%M:%S}.000Z"
        )
        return JSONResponse({}, 202)

    async def _progress(self, call: Call) -> Mapping[str, Any]:
        accepted = self._batches.get(call.request.query_params.get("requestId", ""))
        if accepted is None:
            raise Refusal(404, "Not found")
        return {"phase": "succeeded", "acceptedTime": accepted, "completedTime": accepted}

    def _known(self, menu: str) -> Menu:
        if menu not in self._platform.menus:
            raise Refusal(404, "richmenu not found")
        return self._platform.menus[menu]

    def _pictured(self, menu: str) -> Menu:
        if self._known(menu).picture is None:
            raise Refusal(400, "must upload richmenu image before applying it to user")
        return self._platform.menus[menu]

    def _target(self, call: Call) -> str:
        if call.body["richMenuId"] not in self._platform.menus:
            raise Refusal(400, "richmenu not found")
        return str(call.body["richMenuId"])

    def _known_alias(self, call: Call) -> str:
        if call["alias"] not in self._platform.aliases:
            raise Refusal(404, "richmenu alias not found")
        return call["alias"]


def _shown(menu: Menu) -> Mapping[str, Any]:
    return {"richMenuId": menu.id, **menu.body}
