"""Every English sentence of ours that a page may show, for those who translate them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

from rarekin.api.criteria import CriteriaSet, criteria_sets
from rarekin.api.family.risk import Recurrence, RiskModel, models, recurrences
from rarekin.criteria.sets import Rule, VerdictRule
from rarekin.model.disease import Fact
from rarekin.sources.curated.parse import parse
from rarekin.text.plainwords import everyday_words

_ENGINES = (
    "rarekin.criteria",
    "rarekin.risk",
    "rarekin.draw",
    "rarekin.api",
    "rarekin.formats",
    "rarekin.text",
    "rarekin.model",
    "rarekin.knowledge",
)
_MAKERS = frozenset({"sentence", "Sentence"})
_TABLE = ("columns", "rows", "lines", "answers")


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """One sentence as it stands in a catalogue.

    Attributes
    ----------
    text
        On one line.
    where
        The entry, and what the sentence is in it.
    """

    text: str
    where: str


def one_line(text: str) -> str:
    r"""Write a text on one line, as it is shown and as it is translated.

    Examples
    --------
    >>> one_line("Bone forms\n where it should not.")
    'Bone forms where it should not.'
    """
    return " ".join(text.split())


def own_sentences() -> Mapping[str, tuple[OwnSentence, ...]]:
    """List what is ours and English, part by part; quotations and names are not in it.

    Returns
    -------
    parts
        ``engines``: patterns of the sentences that engines make. ``criteria`` and ``risk``:
        the catalogues. ``facts``, ``findings`` and ``glossary``: what we wrote ourselves about
        diseases, findings and hard words. Each sentence once in its part.

    Examples
    --------
    >>> [s.text for s in own_sentences()["criteria"] if s.where == "nf1/legius-2021 title"]
    ['Neurofibromatosis type 1 (NF1)']
    """
    facts = [record for record in _curated() if isinstance(record, Fact)]
    words = [fact for fact in facts if fact.kind == "glossary"]
    others = [fact for fact in facts if fact.kind != "glossary" and not fact.quoted]
    return {
        "engines": _once(_patterns()),
        "criteria": _once(chain.from_iterable(map(_of_criteria, criteria_sets()))),
        "risk": _once(
            chain(
                chain.from_iterable(map(_of_model, models())),
                chain.from_iterable(map(_of_recurrence, recurrences())),
            )
        ),
        "facts": _once(chain.from_iterable(map(_of_fact, others))),
        "findings": _once(
            (f"{row.id} {row.label}", row.sentence) for row in everyday_words("en").rows
        ),
        "glossary": _once(chain.from_iterable(map(_of_word, words))),
    }


def _once(found: Iterable[tuple[str, str]]) -> tuple[OwnSentence, ...]:
    first: dict[str, str] = {}
    for where, text in found:
        if text.strip():
            first.setdefault(one_line(text), where)
    return tuple(OwnSentence(text, where) for text, where in first.items())


def _curated() -> Iterator[object]:
    folder = files("rarekin.sources.curated")
    yield from parse({f.name: f.read_bytes() for f in folder.iterdir() if f.name.endswith(".toml")})


def _of_criteria(one: CriteriaSet) -> Iterator[tuple[str, str]]:
    rules: tuple[Rule | VerdictRule, ...] = (*one.rules, *one.verdicts)
    for name in ("title", "summary", "caution", "status_note", "performance", "revision"):
        yield f"{one.id} {name}", getattr(one, name)
    for _key, work in one.citations:
        yield f"{one.id} why a work is cited", work.why
    for item in one.items:
        for name in ("title", "ask", "explain", "unit"):
            yield f"{one.id} item {item.name}: {name}", getattr(item, name)
    for rule in rules:
        for name in ("title", "met", "not_met", "undetermined", "overturned", "alert"):
            yield f"{one.id} {rule.name}: {name}", getattr(rule, name, "")


def _of_model(model: RiskModel) -> Iterator[tuple[str, str]]:
    yield f"{model.slug} title", model.title
    yield f"{model.slug} summary", model.summary
    if model.examined:
        yield f"{model.slug} examined", model.examined
    for parameter in model.parameters:
        yield f"{model.slug} {parameter.slug}: label", parameter.label
        yield f"{model.slug} {parameter.slug}: explain", parameter.explain
        yield "what a figure rests on", parameter.basis.value
    for comparison in model.comparisons:
        yield f"{model.slug} comparison: label", comparison.label
        yield f"{model.slug} comparison: explain", comparison.explain
    for phenotype in model.phenotypes:
        yield f"{model.slug} {phenotype.slug}: title", phenotype.title
        for sex, own in phenotype.by_sex.items():
            yield f"{model.slug} {phenotype.slug}: title in one sex ({sex.value})", own.title
        yield f"{model.slug} {phenotype.slug}: explain", phenotype.explain
    for note in model.notes:
        yield f"{model.slug} note", note.text


def _of_recurrence(one: Recurrence) -> Iterator[tuple[str, str]]:
    yield f"{one.slug} title", one.title
    yield f"{one.slug} summary", one.summary
    for cause in one.causes:
        for name in ("title", "chance", "explain"):
            yield f"{one.slug} cause: {name}", getattr(cause, name)


def _of_fact(fact: Fact) -> Iterator[tuple[str, str]]:
    where = f"{fact.disease} {fact.section.value}, {fact.kind}"
    yield where, fact.text
    yield f"{where}: title", str(fact.value.get("title", ""))
    yield f"{where}: how well founded", str(fact.value.get("evidence", ""))
    yield f"{where}: whom to call", str(fact.value.get("call", ""))
    yield f"{where}: the kind of disease", str(fact.value.get("of", ""))
    for name in _TABLE:
        for text in _cells(fact.value.get(name)):
            yield f"{where}: {name}", text


def _cells(value: object) -> Iterator[str]:
    """Say every text in a table; numbers and symbols of genes are the same everywhere."""
    if isinstance(value, Mapping):
        for name in ("says", "source"):
            yield from _cells(value.get(name))
    elif isinstance(value, list | tuple):
        for cell in value:
            yield from _cells(cell)
    elif isinstance(value, str) and any(letter.islower() for letter in value):
        yield value


def _of_word(fact: Fact) -> Iterator[tuple[str, str]]:
    term = str(fact.value["term"])
    yield f"{term}: the word", term
    yield f"{term}: what it means", fact.text


def _patterns() -> Iterator[tuple[str, str]]:
    """Find the patterns in the source: literals handed to what makes a sentence."""
    for module, source in chain.from_iterable(_modules(p, files(p)) for p in _ENGINES):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _MAKERS:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield module, first.value


def _modules(package: str, folder: Traversable) -> Iterator[tuple[str, str]]:
    """Yield the name and the source of every module of a package and of those within."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".py"):
            yield f"{package}.{entry.name.removesuffix('.py')}", entry.read_text("utf-8")
        elif entry.is_dir():
            yield from _modules(f"{package}.{entry.name}", entry)
