from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faqbot.errors import ModelError
from faqbot.search.embedder import HashedEmbedder, open_model
from faqbot.search.index import Index
from faqbot.search.searcher import Searcher
from faqbot.text.analyzer import Analyzer
from tests.conftest import ITEMS

WORDS = ("[UNK]", "毛", "布", "傘", "可", "燃")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one layer: a table of token vectors. Each character is a token."""
    onnx = pytest.importorskip("onnx", reason="builds a tiny model; comes with the dev dependencies")
    for library in ("onnxruntime", "tokenizers"):
        pytest.importorskip(library, reason="runs the tiny model; comes with the dev dependencies")
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers

    folder = tmp_path_factory.mktemp("model")
    table = numpy_helper.from_array(np.eye(len(WORDS), dtype=np.float32), "table")
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["vectors"])],
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "t"])],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", "t", len(WORDS)])],
        [table],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(made, str(folder / "model.onnx"))
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def test_an_onnx_model_embeds_texts_of_any_length_alike(model: Path) -> None:
    embedder = open_model(model)
    assert embedder.dimensions == len(WORDS)
    rows = embedder.embed(["毛布", "傘", "毛布毛布", "可燃の毛布"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert rows[0] @ rows[2] == pytest.approx(1.0, abs=1e-6)
    assert rows[0] @ rows[1] == pytest.approx(0.0, abs=1e-6)
    assert np.allclose(rows[0], embedder.embed(["毛布"])[0])


def test_a_model_is_one_more_view(model: Path, analyzer: Analyzer) -> None:
    embedder = open_model(model)
    first = Index.build(ITEMS, analyzer, embedder=embedder)
    index = Index.build(ITEMS[:-1], analyzer, previous=first, embedder=embedder)
    anew = Index.build(ITEMS[:-1], analyzer, embedder=embedder)
    assert np.allclose(index.dense[0].entries.whole, anew.dense[0].entries.whole)
    explained = Searcher(index).explain("毛布", "blanket")
    assert "dense" in {share.retriever for share in explained.shares}


def test_the_built_in_one_needs_no_model(analyzer: Analyzer) -> None:
    embedder = HashedEmbedder(analyzer)
    rows = embedder.embed(["毛布", "毛布の捨て方", "水筒"])
    assert rows.shape == (3, embedder.dimensions)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ありません"):
        open_model(tmp_path / "missing")
    with pytest.raises(ModelError):
        open_model(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"nothing")
    with pytest.raises(ModelError):
        open_model(tmp_path)
