"""Nothing that is kept for later grows with what readers type."""

import ast
from collections.abc import Iterator
from pathlib import Path

import rarekin

SOURCE = Path(rarekin.__file__).parent
# Kept without a bound, because there are only so many: languages, our own names and types.
FEW = {
    "everyday_words", "plain_names", "tongue", "_noun_stems", "_bare_nouns", "_table", "_pattern",
    "_svg", "_is_translated", "_adapter", "_hints", "_rule", "_numbers", "_telling", "size_test",
    "_offer",
}  # fmt: skip


def unbounded(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            words = {ast.unparse(decorator) for decorator in node.decorator_list}
            endless = {"cache", "functools.cache", "lru_cache(None)", "lru_cache(maxsize=None)"}
            if words & endless and (node.args.args or node.args.kwonlyargs or node.args.vararg):
                yield node


def test_caches__without_a_bound_are_only_those_of_which_there_are_few():
    found = {
        f"{path.relative_to(SOURCE)}: {node.name}"
        for path in SOURCE.rglob("*.py")
        for node in unbounded(ast.parse(path.read_text("utf-8")))
        if node.name not in FEW
    }
    assert found == set()


def test_the_scan__finds_a_cache_of_what_was_typed():
    text = "@cache\ndef word(text: str) -> str: ...\n\n@cache\ndef table() -> int: ..."
    assert [node.name for node in unbounded(ast.parse(text))] == ["word"]
