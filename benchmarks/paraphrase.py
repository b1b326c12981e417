"""How well what people say is taken for the name that they mean, by how near it has to be.

Run: python -m benchmarks.paraphrase. Over sayings that are not among those of the project, and over things that no
account is for: the share that is taken for the right name, and what is wrongly taken.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from assistant.understand.linking.paraphrase import APART, NEAR, nearest
from index.settings import IndexSettings

_LIMITS = (0.90, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96)


def main() -> None:
    """Print recall and precision for several limits; the one in use is marked."""
    data = tomllib.loads(Path(__file__).with_name("paraphrases.toml").read_text(encoding="utf-8"))
    asked = [(saying, name) for name, said in data["meant"].items() for saying in said]
    asked += [(thing, "") for thing in data["nothing"]["things"]]
    found = [(name, nearest(IndexSettings(), saying)[:2]) for saying, name in asked]
    right = sum(bool(name) for name, _ in found)
    for limit in _LIMITS:
        taken = [
            (name, best) for name, (best, second) in found if best.score >= limit and best.score - second.score >= APART
        ]
        hits = sum(best.name == name for name, best in taken)
        nothing = sum(not name for name, _ in taken)
        precision = hits / len(taken) if taken else 1.0
        told = f"{limit:.2f}{' *' if limit == NEAR else '  '} recall {hits / right:.2f}, precision {precision:.3f}"
        others = f"{len(taken) - hits - nothing} other names"
        print(f"{told}; {others}, {nothing} of {len(found) - right} things without a name")


if __name__ == "__main__":
    main()
