"""Names by paraphrase (换个说法): words that no name explains, compared by sentence vectors with what people say.

The sayings are in data/paraphrases.toml, their vectors beside them; `python -m assistant.understand.linking.paraphrase`
makes those anew. `python -m benchmarks.paraphrase` measures over other sayings, and over things that no account is for,
how near is near enough.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final

from index.settings import IndexSettings
from index.store.embedding import EMBEDDED, EmbeddingUnavailableError, passage_embeddings

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR: Final = 0.94  # cosine from which a saying means the name
APART: Final = 0.01  # names whose sayings are nearer to one another than this cannot be told apart
_DATA: Final = files("assistant.understand").joinpath("data")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A name that words may mean, by the saying of it that is nearest to them."""

    name: str
    saying: str
    score: float


@cache
def sayings() -> tuple[tuple[str, str], ...]:
    """Names and what people say for them, in the order of their vectors."""
    read = tomllib.loads(_DATA.joinpath("paraphrases.toml").read_text(encoding="utf-8"))
    return tuple((name, saying) for name, said in read["said"].items() for saying in said)


def digest() -> str:
    """What the vectors were made of."""
    return hashlib.sha256("\n".join(saying for _, saying in sayings()).encode()).hexdigest()


def nearest(settings: IndexSettings, words: str) -> list[Meaning]:
    """The names that words may mean, nearest first; none without the embedded model."""
    if settings.embedding_model != EMBEDDED:
        return []
    vectors = _vectors()
    try:
        asked = passage_embeddings(settings).embed_query(words)
    except EmbeddingUnavailableError:
        return []
    best: dict[str, Meaning] = {}
    for (name, saying), score in zip(sayings(), (vectors @ asked).tolist(), strict=True):
        if name not in best or score > best[name].score:
            best[name] = Meaning(name, saying, score)
    return sorted(best.values(), key=lambda one: -one.score)


def meant(settings: IndexSettings, words: str) -> list[Meaning]:
    """The one name that words mean, or the several that they may mean alike; none where no name is near enough."""
    found = [one for one in nearest(settings, words) if one.score >= NEAR]
    return [one for one in found if one.score > found[0].score - APART]


@cache
def _vectors() -> Any:
    import numpy as np  # noqa: PLC0415 - not needed by figure questions

    with as_file(_DATA.joinpath("paraphrases.npz")) as path, np.load(path) as kept:
        if str(kept["made_of"]) != digest():
            raise ValueError(str(path))
        return kept["vectors"].astype(np.float64)


def write(texts: Sequence[str]) -> None:
    """Write the vectors of the sayings beside them."""
    import numpy as np  # noqa: PLC0415 - as above

    model = passage_embeddings(IndexSettings())
    vectors = np.array([model.embed_query(text) for text in texts], dtype=np.float16)
    with as_file(_DATA.joinpath("paraphrases.npz")) as path:
        np.savez_compressed(path, vectors=vectors, made_of=np.array(digest()))


if __name__ == "__main__":
    write([saying for _, saying in sayings()])
