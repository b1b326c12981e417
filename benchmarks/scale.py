"""How answering keeps up with the number of loaded documents: milliseconds a question, answers a second, memory.

Run: python -m benchmarks.scale [--documents N …] [--home FOLDER] [FILES…]. FILES (the samples, when none are given) are
read once; the rest of an index of N documents is made from their rows, in SQL, with other places in the names of the
organizations. Every size is measured in a process of its own, in processor time, so that what else runs on the machine
counts little; ratios hold better than milliseconds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLES: Final = Path(__file__).parents[1] / "samples" / "documents"
PLACE: Final = "澄湖"
# tables of the store with the columns that hold ids of other rows
_TABLES: Final = {
    "tables": {"document_id": "documents"},
    "passages": {"document_id": "documents"},
    "names": {"document_id": "documents"},
    "facts": {"document_id": "documents", "table_id": "tables"},
    "statements": {"document_id": "documents", "table_id": "tables"},
    "indicators": {"document_id": "documents", "table_id": "tables"},
    "projects": {"document_id": "documents", "table_id": "tables"},
    "checks": {"document_id": "documents"},
    "operands": {
        "check_id": "checks", "document_id": "documents", "fact_id": "facts", "statement_id": "statements",
        "indicator_id": "indicators",
    },
}  # fmt: skip
_FIRST: Final = "云青白金玉石松柏桂梅兰竹莲荷枫杨柳榆桐杉"
_SECOND: Final = "川江河溪泉潭港湾滩洲岛岭峰谷原坪塘浦津渡桥关城堡寨坊里亭台阁楼庄园林田坡沟坝"
_ASKED: Final = (
    "{place}市数据管理局2025年公务接待费多少",
    "{place}市图书馆2025年电费预算是多少",
    "{place}数据局2024年决算里工会经费多少",
    "{place}市图书馆2024年图书文献购置多少钱",
    "{place}市数据管理局2025年三公经费一共多少",
    "{place}市数据局2025年项目支出占总支出的比例",
    "{place}市图书馆2025年水费和电费加起来多少",
    "{place}市数据管理局2025年机关运行经费比上年减少多少",
    "{place}图书馆2025年30217多少",
    "{place}市数据局2025年商品和服务支出里最多的三项",
)


def places() -> Iterator[str]:
    """Invented places, the sample's own first."""
    yield PLACE
    for second, first in itertools.product(_SECOND, _FIRST):
        yield f"{first}{second}"
    for first, second, third in itertools.product(_FIRST, _SECOND, _SECOND):
        yield f"{first}{second}{third}"


def grow(home: Path, documents: int) -> None:
    """Add copies of the loaded documents to an index, under other places, until it holds so many."""
    connection = sqlite3.connect(home / "yusuan.sqlite3")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    own = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    copies = [(k, place) for k, place in zip(range(-(-documents // own)), places(), strict=False)][1:]
    connection.execute("CREATE TEMP TABLE copies (k INTEGER PRIMARY KEY, place TEXT)")
    connection.executemany("INSERT INTO copies VALUES (?, ?)", copies)
    step = {
        table: connection.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
        for table in (*_TABLES, "documents", "organizations", "organization_names")
    }
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    later = indexes.fetchall()
    for name, _ in later:
        connection.execute(f"DROP INDEX {name}")
    renamed = {"organizations": ("name",), "organization_names": ("name",), "documents": ("name", "path", "sha256")}
    for table, columns in renamed.items():
        references = {"organization_id": "organizations"} if table != "organizations" else {}
        _copy(connection, table, references, step, columns)
    for table, references in _TABLES.items():
        _copy(connection, table, references, step, ())
    for _, sql in later:
        connection.execute(sql)
    connection.commit()
    connection.close()


def _copy(
    connection: sqlite3.Connection, table: str, references: dict[str, str], step: dict[str, int], named: Sequence[str]
) -> None:
    """Every row once for each copy: ids moved on, the place in its names replaced."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]

    def value(column: str) -> str:
        if column == "id":
            return f"t.id + c.k * {step[table]}"
        if column in references:
            return f't."{column}" + c.k * {step[references[column]]}'
        if column == "sha256":
            return 't.sha256 || "-" || c.k'
        return f"replace(t.\"{column}\", '{PLACE}', c.place)" if column in named else f't."{column}"'

    listed = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(value(column) for column in columns)
    own = f"t.id <= {step[table]}"
    connection.execute(
        f"INSERT INTO {table} ({listed}) SELECT {values} FROM copies c CROSS JOIN {table} t WHERE {own} ORDER BY c.k"
    )


def measure(home: Path, rounds: int) -> dict[str, float]:
    """Ask figure questions about places all over the index; processor milliseconds of each, and what memory is used."""
    assistant = Assistant(Settings(home=home, embed=False))
    loaded = {row.unit for row in _documents(home)}
    known = [place for place in itertools.islice(places(), 20_000) if f"{place}市图书馆" in loaded]
    asked = [known[(7919 * n) % len(known)] for n in range(rounds)]
    assistant.ask(_ASKED[0].format(place=PLACE))  # what a process pays once
    times, right = [], 0
    for number, place in enumerate(asked):
        question = _ASKED[number % len(_ASKED)].format(place=place)
        started = time.process_time()
        answer = assistant.ask(question)
        times.append((time.process_time() - started) * 1000)
        right += answer.status == "answered" and all(place in figure.organization for figure in answer.figures)
    ordered = sorted(times)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    return {
        "documents": len(_documents(home)), "p50": statistics.median(times),
        "p95": ordered[int(len(ordered) * 0.95)], "per second": 1000 * len(times) / sum(times),
        "answered": right / len(times), "MB": memory,
    }  # fmt: skip


def _documents(home: Path) -> Sequence[_Unit]:
    """The organizations of the loaded documents, by SQL: listing 10,000 of them is no question."""
    with sqlite3.connect(home / "yusuan.sqlite3") as connection:
        rows = connection.execute("SELECT o.name FROM documents d JOIN organizations o ON o.id = d.organization_id")
        return [_Unit(row[0]) for row in rows]


class _Unit:
    def __init__(self, unit: str) -> None:
        self.unit = unit


def main(arguments: list[str] | None = None) -> None:
    """Make the indexes, measure each and print a line for it."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*", default=[SAMPLES], metavar="FILE", help="what is read once")
    parser.add_argument("--documents", type=int, nargs="+", default=[5, 1_000, 10_000], help="sizes (5 1000 10000)")
    parser.add_argument("--rounds", type=int, default=200, help="questions at each size (200)")
    parser.add_argument("--home", type=Path, help="where the indexes are kept; made anew where they are missing")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)  # what a process of its own is asked
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measure(options.measure, options.rounds)))
        return
    kept = options.home or Path(tempfile.mkdtemp(prefix="yusuan-scale-"))
    print(f"{'documents':>10}{'p50 ms':>10}{'p95 ms':>10}{'answers/s':>12}{'answered':>10}{'memory MB':>11}")
    for size in options.documents:
        home = kept / str(size)
        if not home.exists():
            build(options.files, Settings(home=home, embed=False, jobs=1))
            grow(home, size)
        command = [sys.executable, "-m", "benchmarks.scale", "--measure", str(home), "--rounds", str(options.rounds)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
        got = json.loads(done.stdout)
        print(
            f"{got['documents']:>10}{got['p50']:>10.1f}{got['p95']:>10.1f}{got['per second']:>12.0f}"
            f"{got['answered']:>10.0%}{got['MB']:>11.0f}"
        )


if __name__ == "__main__":
    main()
