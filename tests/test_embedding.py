"""The embedded model: its two ways agree, none of them needs a network, and other models can be set."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from index.settings import IndexSettings
from index.store import embedding
from index.store.embedding import (
    BULK_FROM,
    EmbeddedModel,
    EmbeddingUnavailableError,
    engine_runs_here,
    passage_embeddings,
)
from index.store.embedding_weights import read_packed_model

needs_engine = pytest.mark.skipif(not engine_runs_here(), reason="the engine needs a processor with AVX2")

TEXTS = [
    "澄湖市数据管理局2024年部门预算\n第一部分 部门概况\n负责全市公共数据的归集、共享和开放。",
    "公务接待费12.50万元，比上年减少  1.20万元，主要原因是厉行节约。",
    "ＡＢＣ１２３　全角与半角 ½ ㈠ 繁體字：經費",
    "购置图书",
    "澄湖市图书馆购置图书、报刊和电子资源，开展全民阅读活动。" * 40,
]


def cosine(left: list[float], right: list[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True)) / math.hypot(*left) / math.hypot(*right)


@pytest.fixture(scope="module")
def bulk_model() -> EmbeddedModel:
    model = EmbeddedModel()
    model.prepare(BULK_FROM)
    return model


@needs_engine
def test_sentence_transformers_gives_the_vectors_of_the_engine(bulk_model: EmbeddedModel) -> None:
    light = EmbeddedModel().embed_documents(TEXTS)
    bulk = bulk_model.embed_documents(TEXTS)
    assert min(cosine(a, b) for a, b in zip(light, bulk, strict=True)) >= 0.9999


def test_vectors_have_length_one(bulk_model: EmbeddedModel) -> None:
    for vector in [*bulk_model.embed_documents(TEXTS), bulk_model.embed_query("公务接待费多少")]:
        assert len(vector) == 384
        assert math.hypot(*vector) == pytest.approx(1.0, abs=1e-4)


def test_questions_work_without_the_engine(bulk_model: EmbeddedModel, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = passage_embeddings(IndexSettings()).embed_query("图书馆有什么活动")
    monkeypatch.setattr(embedding, "engine_runs_here", lambda: False)
    assert cosine(bulk_model.embed_query("图书馆有什么活动"), expected) >= 0.9999


def test_nearest_passage_is_the_one_that_is_asked_for() -> None:
    model = passage_embeddings(IndexSettings())
    question = model.embed_query("图书馆怎样推广读书")
    scores = [cosine(question, vector) for vector in model.embed_documents(TEXTS)]
    assert max(range(len(TEXTS)), key=scores.__getitem__) == 4


def test_broken_characters_are_embedded_too() -> None:
    assert len(passage_embeddings(IndexSettings()).embed_query("预算\ud800\0多少")) == 384


def test_no_texts_give_no_vectors(bulk_model: EmbeddedModel) -> None:
    assert bulk_model.embed_documents([]) == []
    assert EmbeddedModel().embed_documents([]) == []


@needs_engine
def test_a_question_imports_no_torch() -> None:
    code = """
import os, sys
from index.settings import IndexSettings
from index.store.embedding import passage_embeddings
passage_embeddings(IndexSettings()).embed_query("公用经费")
assert not {"torch", "transformers", "sentence_transformers"} & set(sys.modules)
assert "OMP_NUM_THREADS" not in os.environ
"""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_a_named_model_goes_through_sentence_transformers(tmp_path: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "预算": 1, "决算": 2}, unk_token="[UNK]"))  # noqa: S106 - a word
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu").save(str(tmp_path / "m"))
    model = passage_embeddings(IndexSettings(embedding_model=str(tmp_path / "m")))
    (vector,) = model.embed_documents(["预算"])
    assert len(vector) == 8
    assert cosine(vector, model.embed_query("预算")) == pytest.approx(1.0, abs=1e-5)
    assert model.fingerprint != passage_embeddings(IndexSettings()).fingerprint


def test_a_model_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EmbeddingUnavailableError, match="embedding_model"):
        passage_embeddings(IndexSettings(embedding_model=str(tmp_path))).embed_query("预算")


def test_a_file_that_holds_no_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.bin").write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match=r"weights\.bin"):
        read_packed_model(tmp_path / "weights.bin")
