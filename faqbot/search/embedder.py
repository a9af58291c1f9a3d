"""A seam for embedding models: any model that a deployment has on its own disk becomes one more view.

Nothing is ever downloaded. Built in is feature hashing (`latent`), which needs no model; a folder with an ONNX export
(`model.onnx`, `tokenizer.json`) is run by onnxruntime, any other by sentence-transformers, where those are installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from faqbot.errors import ModelError
from faqbot.search import latent
from faqbot.text.analyzer import Analyzer

Rows = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into rows of unit length; rows of the same fingerprint may be compared."""

    @property
    def name(self) -> str:
        """What an explanation calls the model."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a row."""
        ...

    @property
    def fingerprint(self) -> str:
        """Names what decides the rows: the model's own file, or how the built-in one reads."""
        ...

    def embed(self, texts: Sequence[str]) -> Rows:
        """Shape (len(texts), dimensions)."""
        ...


class HashedEmbedder:
    """The built-in one; see `latent`."""

    name = "latent"
    dimensions = latent.DIMENSIONS

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    @property
    def fingerprint(self) -> str:
        return f"latent {self.dimensions} {self._analyzer.fingerprint}"

    def embed(self, texts: Sequence[str]) -> Rows:
        rows = [latent.embed(self._analyzer.analyze(text)) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)


def open_model(folder: Path) -> Embedder:
    """The model in a folder.

    Raises:
        ModelError: there is none, or the library to run it is missing.
    """
    if not folder.is_dir():
        raise ModelError(f"埋め込みモデルのフォルダ {folder} がありません。")
    if (folder / "model.onnx").is_file():
        return OnnxEmbedder(folder)
    return SentenceEmbedder(folder)


class OnnxEmbedder:
    """`model.onnx` (input_ids, attention_mask → token vectors, averaged, or a vector a text) with its `tokenizer.json`."""

    def __init__(self, folder: Path) -> None:
        try:
            from onnxruntime import InferenceSession
            from tokenizers import Tokenizer
        except ImportError as error:
            raise ModelError(f"{folder} を使うには onnxruntime と tokenizers を入れてください。") from error
        try:
            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session: Any = InferenceSession(str(folder / "model.onnx"))
            self._tokenizer.enable_padding()
            self._inputs = {one.name for one in self._session.get_inputs()}
            self.name = folder.name
            self.dimensions = int(self.embed(["。"]).shape[1])
        except Exception as error:  # both libraries raise their own untyped errors
            raise ModelError(f"{folder} の model.onnx か tokenizer.json を読めません。") from error
        self.fingerprint = f"onnx {_digest(folder / 'model.onnx')}"

    def embed(self, texts: Sequence[str]) -> Rows:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        encoded = self._tokenizer.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        ids = np.array([one.ids for one in encoded], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        output = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        return unit(_averaged(output, mask) if output.ndim == 3 else output)


class SentenceEmbedder:
    """A folder in the form of sentence-transformers."""

    def __init__(self, folder: Path) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise ModelError(
                f"{folder} に model.onnx がありません。ほかの形のモデルを使うには sentence-transformers を入れてください。"
            ) from error
        try:
            self._model: Any = SentenceTransformer(str(folder), local_files_only=True)
            self.dimensions = int(self._model.get_sentence_embedding_dimension())
        except Exception as error:  # it raises what its many parts raise
            raise ModelError(f"{folder} を sentence-transformers のモデルとして読めません。") from error
        self.name = folder.name
        self.fingerprint = f"sentence-transformers {_digest(folder / 'config.json')}"

    def embed(self, texts: Sequence[str]) -> Rows:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        return unit(np.asarray(self._model.encode(list(texts), show_progress_bar=False)))


def unit(rows: NDArray[np.floating]) -> Rows:
    """Each row at length 1."""
    length = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / length, dtype=np.float32)


def _averaged(tokens: NDArray[np.floating], mask: NDArray[np.int64]) -> NDArray[np.floating]:
    kept = mask[:, :, np.newaxis]
    mean: NDArray[np.floating] = (tokens * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1)
    return mean


def _digest(path: Path) -> str:
    seen = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            seen.update(piece)
    return seen.hexdigest()[:16]
