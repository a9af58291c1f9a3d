"""What LINE demands of rich menus, their pictures, aliases and batches ("Rich menu" of the Messaging API reference)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image, UnidentifiedImageError

from faqbot.simulators.line.actions import check_action
from faqbot.simulators.line.faults import Fault, graphemes, length, objects, size

PICTURE_BYTES = 1_000_000
TYPES = {"image/jpeg": "JPEG", "image/png": "PNG"}
_ALIAS = re.compile(r"[a-z0-9_-]{1,32}")


def check_menu(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a rich menu object."""
    yield from _check_size(body.get("size"))
    if not isinstance(body.get("selected"), bool):
        yield Fault("must be specified", "selected")
    yield from length(body.get("name"), "name", 300)
    yield from length(body.get("chatBarText"), "chatBarText", 14, count=graphemes)
    yield from size(body.get("areas"), "areas", 20, least=0)
    for area, where in objects(body.get("areas"), "areas"):
        yield from _check_bounds(area.get("bounds"), body.get("size"), f"{where}.bounds")
        yield from check_action(area.get("action"), f"{where}.action", label=(0, 20))


def _check_size(extent: Any) -> Iterator[Fault]:
    match extent:
        case {"width": int(width), "height": int(height)}:
            if not 800 <= width <= 2500:
                yield Fault("must be between 800 and 2500", "size.width")
            if height < 250:
                yield Fault("must be at least 250", "size.height")
            elif width / height < 1.45:
                yield Fault("width / height must be at least 1.45", "size")
        case _:
            yield Fault("must be specified", "size")


def _check_bounds(bounds: Any, extent: Any, where: str) -> Iterator[Fault]:
    match bounds, extent:
        case (
            {"x": int(x), "y": int(y), "width": int(width), "height": int(height)},
            {"width": int(all_width), "height": int(all_height)},
        ):
            if min(x, y) < 0 or min(width, height) < 1 or x + width > all_width or y + height > all_height:
                yield Fault("must be within the rich menu", where)
        case _:
            yield Fault("must be specified", where)


def check_picture_file(picture: bytes, content_type: str, extent: Mapping[str, int]) -> Iterator[Fault]:
    """Faults of the picture of a rich menu of size `extent`."""
    if len(picture) > PICTURE_BYTES:
        yield Fault(f"must be at most {PICTURE_BYTES} bytes (is {len(picture)})")
    try:
        opened = Image.open(io.BytesIO(picture))
    except (UnidentifiedImageError, OSError):
        yield Fault("the picture could not be read")
        return
    if opened.format != TYPES.get(content_type):
        yield Fault(f"the picture is not {content_type}")
    if opened.size != (extent["width"], extent["height"]):
        yield Fault("The image size does not match the size of the rich menu")


def check_alias(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a request to create an alias."""
    if not _ALIAS.fullmatch(str(body.get("richMenuAliasId", ""))):
        yield Fault("must match ^[a-z0-9_-]{1,32}$", "richMenuAliasId")
    yield from check_alias_target(body)


def check_alias_target(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a request to point an alias to another menu."""
    yield from length(body.get("richMenuId"), "richMenuId", 100)


def check_batch(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Faults of a batch of links between users and menus."""
    operations = body.get("operations")
    yield from size(operations, "operations", 1000)
    needs = {"link": ("from", "to"), "unlink": ("from",), "unlinkAll": ()}
    for operation, where in objects(operations, "operations"):
        if operation.get("type") not in needs:
            yield Fault("must be link, unlink or unlinkAll", f"{where}.type")
        for name in needs.get(str(operation.get("type")), ()):
            yield from length(operation.get(name), f"{where}.{name}", 100)
