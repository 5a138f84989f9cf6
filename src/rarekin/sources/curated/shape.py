"""What a curated file may hold: allowed keys, kinds of fact, and what each kind must say."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from rarekin.errors import SourceError

Table = Mapping[str, object]

DOCUMENT_KEYS = frozenset(
    {"disease", "reviewed", "cite", "name", "names", "fact", "organisation", "glossary", "gloss"}
    | {
        "not_rare",
        "seldom_inherited",
        "main_genes",
        "look_alike",
        "correction",
        "doubt",
        "gene",
        "lends",
        "danger",
    }
)
PAGE_KEYS = frozenset(
    {"disease", "reviewed", "second_reading", "listed", "cite", "name", "fact", "organisation"}
)
TRANSLATION_KEYS = frozenset({"reviewed", "translated", "fact"})
CITATION_KEYS = frozenset(
    {"title", "authors", "year", "doi", "pmid", "pmcid", "url", "locator", "why"}
)
NAME_KEYS = frozenset({"text", "kind", "disease", "language"})
FACT_KEYS = frozenset(
    {"disease", "section", "kind", "text", "cite", "as_of", "status", "value", "for_forms"}
)
ORGANISATION_KEYS = frozenset(
    {"name", "diseases", "address", "phone", "fax", "email", "url", "country", "languages"}
    | {"last_checked", "seen", "kind"}
)
ORGANISATION_KINDS = ("helpline", "directory", "network")
FOR_ALL = frozenset({"helpline", "directory"})
"""Kinds that serve people with any rare disease."""
SEEN = ("page", "list", "name", "memory")
GLOSSARY_KEYS = frozenset({"term", "also", "text", "hpo"})
CORRECTION_KEYS = frozenset({"id", "taken_from", "belongs_to", "names", "text", "cite"})
GENE_KEYS = frozenset({"disease", "symbol", "relation", "cite"})
LENT = ("whole", "text", "all_but_treatment", "danger", "nothing")
MAIN_GENES_KEYS = frozenset({"disease", "symbols", "cite"})
"""How much of what somebody wrote of one disease stands on the page of another."""
DANGER_KEYS = frozenset({"kind", "groups", "not", "urgent", "avoid", "cite"})
DOUBT_KEYS = frozenset({"entry", "terms", "why", "text", "cite"})

# Our own general words need no source; everything that says something about a disease does.
KINDS_IN_OUR_OWN_RIGHT = frozenset({"advice", "glossary"})

# Kind of fact -> keys its value must have. A kind that is not listed is refused.
KIND_VALUE_KEYS: dict[str, frozenset[str]] = {
    "text": frozenset(),
    "advice": frozenset(),
    "conflict": frozenset({"question", "answers"}),
    "criteria": frozenset({"criteria"}),
    "emergency_card": frozenset({"title", "lines"}),
    "frequent": frozenset({"class", "place"}),
    "glossary": frozenset({"term", "also"}),
    "leading_signs": frozenset({"terms"}),
    "imprinting": frozenset(
        {"gene", "expressed_allele", "disease_when_inherited_from", "from_other_parent"}
    ),
    "matrix": frozenset({"columns", "rows"}),
    "minute": frozenset(),
    "prevalence": frozenset({"place", "year"}),
    "recurrence": frozenset({"columns", "rows"}),
    "safety": frozenset(),
    "treatment": frozenset({"evidence"}),
    "urgent": frozenset(),
}

PARENTS = frozenset({"mother", "father", "either", "unknown"})
ALLELES = frozenset({"maternal", "paternal", "both", "not imprinted", "unknown"})


def check_keys(table: Table, allowed: Collection[str], where: str) -> None:
    """Refuse keys we do not know, so that a typing mistake is never silently dropped.

    Parameters
    ----------
    table
        What the file holds at this place.
    allowed
        The keys we know there.
    where
        File and place, for the message.

    Raises
    ------
    SourceError
        If there is any other key.

    Examples
    --------
    >>> check_keys({"txt": "Bone."}, {"text"}, "poh.toml: fact[0]")
    Traceback (most recent call last):
    ...
    rarekin.errors.SourceError: poh.toml: fact[0] has the unknown key 'txt'.
    """
    unknown = sorted(set(table) - set(allowed))
    if unknown:
        raise SourceError(
            f"{where} has the unknown key {unknown[0]!r}.",
            hint=f"Use only {', '.join(sorted(allowed))}.",
            where=where,
        )


def tables(parent: Table, key: str, where: str) -> list[Table]:
    """Return an array of tables, empty where there is none.

    Parameters
    ----------
    parent
        What holds it.
    key
        Its name, such as ``fact``.
    where
        File and place of the parent, for the message.

    Returns
    -------
    tables
        In their order.

    Raises
    ------
    SourceError
        If something else stands there.

    Examples
    --------
    >>> tables({"name": [{"text": "POH"}]}, "name", "poh.toml")
    [{'text': 'POH'}]
    """
    found = parent.get(key, [])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise _wrong_type(key, where, f"Write [[{key}]].")
    return found


def table(parent: Table, key: str, where: str) -> Table:
    """Return a table, empty where there is none.

    Parameters
    ----------
    parent, key, where
        As for `tables`.

    Returns
    -------
    table
        What stands there.

    Raises
    ------
    SourceError
        If something else stands there.

    Examples
    --------
    >>> table({}, "cite", "poh.toml")
    {}
    """
    found = parent.get(key, {})
    if not isinstance(found, dict):
        raise _wrong_type(key, where, f"Write a table, {key} = {{ … }}.")
    return found


def strings(parent: Table, key: str, where: str) -> list[str]:
    """Return a list of texts, empty where there is none.

    Parameters
    ----------
    parent, key, where
        As for `tables`.

    Returns
    -------
    strings
        In their order.

    Raises
    ------
    SourceError
        If something else stands there.

    Examples
    --------
    >>> strings({"cite": ["gard"]}, "cite", "poh.toml: fact[0]")
    ['gard']
    """
    found = parent.get(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise _wrong_type(key, where, f'Write a list of texts, {key} = ["…"].')
    return found


def string(parent: Table, key: str, where: str, default: str = "") -> str:
    """Return a text, ``default`` where there is none.

    Parameters
    ----------
    parent, key, where
        As for `tables`.
    default
        What a missing key means.

    Returns
    -------
    string
        With every run of white space made one blank.

    Raises
    ------
    SourceError
        If something else stands there.

    Examples
    --------
    >>> string({"text": "  Bone in   the skin. "}, "text", "poh.toml: fact[0]")
    'Bone in the skin.'
    """
    found = parent.get(key, default)
    if not isinstance(found, str):
        raise _wrong_type(key, where, f'Write {key} = "…".')
    return " ".join(found.split())


def _wrong_type(key: str, where: str, hint: str) -> SourceError:
    return SourceError(f"{where}: {key} has the wrong form.", hint=hint, where=where)


def check_value(kind: str, value: Table, where: str) -> None:
    """Refuse a structured value that lacks what its kind must say.

    Parameters
    ----------
    kind
        Kind of fact, one of `KIND_VALUE_KEYS`.
    value
        The structure behind the statement.
    where
        File and place, for the message.

    Raises
    ------
    SourceError
        If the kind is unknown, a key is missing, or the value is not JSON-ready.

    Examples
    --------
    >>> check_value("prevalence", {"place": "worldwide", "year": 2002}, "poh.toml: fact[9]")
    """
    if kind not in KIND_VALUE_KEYS:
        raise SourceError(
            f"{where} has the unknown kind {kind!r}.",
            hint=f"Use one of {', '.join(sorted(KIND_VALUE_KEYS))}.",
            where=where,
        )
    missing = sorted(KIND_VALUE_KEYS[kind] - set(value))
    if missing:
        raise SourceError(
            f"{where}: a fact of kind {kind!r} needs value.{missing[0]}.",
            hint="Add it, or use kind 'text'.",
            where=where,
        )
    try:
        json.dumps(value)
    except TypeError as error:
        raise SourceError(
            f"{where}: value is not JSON-ready ({error}).",
            hint="Write dates and times as text.",
            where=where,
        ) from error
    if kind == "imprinting":
        _check_imprinting(value, where)
    if kind in {"matrix", "recurrence"}:
        _check_grid(value, where)


def _check_imprinting(value: Table, where: str) -> None:
    expressed = value["expressed_allele"]
    alleles = expressed.values() if isinstance(expressed, Mapping) else [expressed]
    parent = str(value["disease_when_inherited_from"])
    if not set(map(str, alleles)) <= ALLELES or parent not in PARENTS:
        raise SourceError(
            f"{where}: the alleles are {sorted(map(str, alleles))} and the disease is inherited "
            f"from {parent!r}.",
            hint=f"Alleles: {', '.join(sorted(ALLELES))}. Parents: {', '.join(sorted(PARENTS))}.",
            where=where,
        )


def _check_grid(value: Table, where: str) -> None:
    columns, rows = value["columns"], value["rows"]
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise SourceError(
            f"{where}: value.columns and value.rows must be lists.",
            hint="See lookalikes in progressive-osseous-heteroplasia.toml.",
            where=where,
        )
    for i_row, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(columns):
            raise SourceError(
                f"{where}: row {i_row} does not have {len(columns)} cells.",
                hint="Give each row one cell for each column.",
                where=where,
            )
