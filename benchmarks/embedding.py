"""Time and memory of sentence vectors: a first question cold, and passages by the engine and by sentence-transformers.

Run: python -m benchmarks.embedding [passages]. Each row is a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from index.settings import IndexSettings
from index.store.embedding import BULK_FROM, EmbeddedModel, PassageEmbeddings, passage_embeddings

_SENTENCE = "澄湖市数据管理局统筹全市公共数据的归集、共享和开放，推进政务服务热线建设，本年安排预算{0}.{0}0万元。"


def _passages(count: int) -> list[str]:
    """Make passages of about 250 characters."""
    return ["".join(_SENTENCE.format(number * 7 + part) for part in range(5)) for number in range(count)]


def _measure(way: str, count: int) -> None:
    start = time.perf_counter()
    model: PassageEmbeddings
    if way == "question":
        model = passage_embeddings(IndexSettings())
        model.embed_query("公务接待费为什么减少")
        cold = time.perf_counter() - start
        for number in range(20):
            model.embed_query(f"第{number}项工作任务是什么")
        each = (time.perf_counter() - start - cold) / 20
        print(f"question: first after {cold:.2f} s, then {each * 1000:.0f} ms each", end="")
    else:
        model = EmbeddedModel()
        model.prepare(BULK_FROM if way == "sentence-transformers" else 1)
        loaded = time.perf_counter() - start
        passages = _passages(count)
        for first in range(0, count, BULK_FROM - 1):
            model.embed_documents(passages[first : first + BULK_FROM - 1])
        whole = time.perf_counter() - start
        print(f"{way}: {count} passages in {whole:.1f} s, of which loading {loaded:.1f} s", end="")
    print(f"; {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def main() -> None:
    """Measure each way in a process of its own."""
    count = sys.argv[1] if len(sys.argv) > 1 else "150"
    for way in ("question", "engine", "sentence-transformers"):
        subprocess.run([sys.executable, "-m", "benchmarks.embedding", way, count], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:  # noqa: PLR2004 - the way and the count, from main
        _measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
