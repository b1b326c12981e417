"""The house rules that a test can hold: direction of imports, sizes, what a figure question may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*(ROOT / "assistant").rglob("*.py"), *(ROOT / "index").rglob("*.py"), ROOT / "app.py"])
HEAVY = ("torch", "gradio", "chromadb", "langchain", "langchain_core", "sentence_transformers", "transformers")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", [p for p in SOURCES if "index" in p.relative_to(ROOT).parts[0]], ids=str)
def test_index_knows_nothing_of_the_assistant(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & {"assistant", "gradio", "samples"}


@pytest.mark.parametrize("path", [p for p in SOURCES if "ui" not in p.parts], ids=str)
def test_only_the_page_meets_gradio(path: Path) -> None:
    assert "gradio" not in {name.split(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parts[-2:] != ("llm", "client.py")], ids=str)
def test_only_the_client_meets_a_language_model(path: Path) -> None:
    met = {name.split(".")[0] for name in imported(path)} & {"langchain", "langchain_openai", "openai"}
    assert not met or path.parts[-2:] == ("llm", "limited.py")


# the folders of a package in their order: each may use those before it, and none of those after it
ORDERS = {
    "assistant/answer": ("fit", "lookups", "sums", "ratios", "changes", "texts", "lists", "verifying"),
    "assistant/understand": ("words", "linking", "scoping", "choosing", "refining"),
    "index/load/pdf": ("pages", "with_rules", "without_rules", "over_pages", "prose", "scan"),
}


@pytest.mark.parametrize("package", ORDERS)
def test_folders_use_those_before_them_alone(package: str) -> None:
    order = ORDERS[package]
    folders = {p.name for p in (ROOT / package).iterdir() if (p / "__init__.py").exists()}
    assert folders == set(order)
    for place, folder in enumerate(order):
        later = {f"{package}/{name}".replace("/", ".") for name in order[place + 1 :]}
        for path in (ROOT / package / folder).rglob("*.py"):
            used = {".".join(name.split(".")[: package.count("/") + 2]) for name in imported(path)}
            assert not used & later, path


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 60, node.name


def test_a_figure_question_loads_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from assistant.service import Assistant\nfrom assistant.settings import Settings\n"
        f"Assistant(Settings(home={str(tmp_path)!r})).ask('公务接待费多少')\n"
        "import assistant.answer.route\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
