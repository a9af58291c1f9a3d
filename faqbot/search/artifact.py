"""The trained parts in a file: an .npz of plain arrays with a JSON header; no pickle, so reading one runs no code of it."""

from __future__ import annotations

import json
import logging
import os
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faqbot.errors import ArtifactError
from faqbot.search.learned import Learned, Taught
from faqbot.search.ranker import Ranker
from faqbot.search.space import TermSpace

VERSION = 1
_log = logging.getLogger(__name__)
Arrays = Mapping[str, NDArray[Any]]


def save(learned: Learned, path: Path) -> None:
    """Write the file, replacing an older one at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    spaces = [*learned.spaces, *([learned.taught.space] if learned.taught else [])]
    header = {
        "version": VERSION,
        "fingerprint": learned.fingerprint,
        "digest": learned.digest,
        "spaces": [{"name": space.name, "blocks": space.blocks} for space in spaces],
        "judged": learned.taught.judged if learned.taught else [],
    }
    arrays: dict[str, Any] = {"header": _bytes(json.dumps(header)), **_arrays(spaces)}
    if learned.ranker:
        arrays |= {"ranker.weights": learned.ranker.weights, "ranker.trees": _bytes(learned.ranker.trees)}
    if learned.taught:
        arrays["taught.questions"] = learned.taught.questions
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        np.savez_compressed(file, **arrays)
    os.replace(partial, path)


def load(path: Path, fingerprint: str) -> Learned:
    """Read the file for an analyzer with this fingerprint.

    Raises:
        ArtifactError: it is no such file, or of another version of faqbot, the dictionary or the spellings.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            header = json.loads(_text(arrays["header"]))
            _check(path, header, fingerprint)
            return _learned(header, arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise ArtifactError(
            f"{path} を学習結果として読めません。faqbot train でつくり直してください。"
        ) from error


def _check(path: Path, header: Mapping[str, Any], fingerprint: str) -> None:
    if header["version"] != VERSION:
        raise ArtifactError(
            f"{path} は別の版の学習結果です（{header['version']}、使えるのは {VERSION}）。faqbot train でつくり直してください。"
        )
    if header["fingerprint"] != fingerprint:
        raise ArtifactError(
            f"{path} は別の辞書か表記の一覧で学習したものです。faqbot train でつくり直してください。"
        )


def _arrays(spaces: Sequence[TermSpace]) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    for space in spaces:
        arrays[f"{space.name}.terms"] = _bytes("\n".join(space.terms))
        arrays[f"{space.name}.rarity"] = space.rarity
        arrays[f"{space.name}.matrix"] = space.matrix.astype(np.float16)
        if space.narrow is not None:
            arrays[f"{space.name}.narrow"] = space.narrow
    return arrays


def _learned(header: Mapping[str, Any], arrays: Arrays) -> Learned:
    spaces = [_space(str(one["name"]), int(one["blocks"]), arrays) for one in header["spaces"]]
    ranker = (
        Ranker(arrays["ranker.weights"], _text(arrays["ranker.trees"])) if "ranker.trees" in arrays else None
    )
    taught = None
    if "taught.questions" in arrays:
        judged = tuple((int(q), str(i), float(share)) for q, i, share in header["judged"])
        taught = Taught(spaces.pop(), arrays["taught.questions"], judged)
    return Learned(str(header["fingerprint"]), str(header["digest"]), tuple(spaces), ranker, taught)


def _space(name: str, blocks: int, arrays: Arrays) -> TermSpace:
    terms = tuple(_text(arrays[f"{name}.terms"]).split("\n"))
    rarity = arrays[f"{name}.rarity"].astype(np.float32)
    matrix = arrays[f"{name}.matrix"].astype(np.float32)
    if not len(terms) == len(rarity) == len(matrix) or matrix.ndim != 2 or matrix.shape[1] % blocks:
        raise ValueError(f"{name}: shapes do not fit")
    narrow = arrays.get(f"{name}.narrow")
    return TermSpace(name, terms, rarity, matrix, blocks, narrow)


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)


def _text(array: NDArray[Any]) -> str:
    return array.tobytes().decode("utf-8")


class Shelf:
    """The artifacts of a data directory, by collection: `DATA/learned/<collection>.npz`, read again when it has changed."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "learned"
        self._read: dict[tuple[str, str], tuple[int, Learned]] = {}

    def path(self, collection: str) -> Path:
        """Where a collection's artifact is kept."""
        return self._folder / f"{collection}.npz"

    def find(self, collection: str, fingerprint: str) -> Learned | None:
        """The trained parts for an analyzer, or none where nothing usable is kept: the other views serve without them."""
        path = self.path(collection)
        try:
            changed = path.stat().st_mtime_ns
            if (known := self._read.get((collection, fingerprint))) and known[0] == changed:
                return known[1]
            learned = load(path, fingerprint)
        except FileNotFoundError:
            return None
        except ArtifactError as error:
            _log.warning("%s", error)
            return None
        self._read[collection, fingerprint] = changed, learned
        return learned
