"""Read phenotype.hpoa and the gene tables that accompany it.

Columns as documented at https://obophenotype.github.io/human-phenotype-ontology/annotations/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rarekin.errors import InputError, SourceError
from rarekin.model.disease import Annotation, Disease, GeneLink
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.sources.hpoa.stand_ins import without_stand_ins

_SOURCE = "hpoa"
_NEEDED = (
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "onset",
    "frequency", "sex", "modifier", "aspect",
)  # fmt: skip

Frequency = tuple[int | None, int | None, float | None, Curie | None]
Record = Annotation | Disease | GeneLink | Issue


def parse(files: Mapping[str, bytes]) -> Iterator[Record]:
    r"""Yield diseases with their OMIM or Orphanet title, annotations and gene links.

    Parameters
    ----------
    files
        ``phenotype.hpoa``, ``genes_to_phenotype.txt``.

    Yields
    ------
    record
        A `Disease` the first time its id is met, then its `Annotation` rows; an `Issue` for
        a row that could not be read.

    Examples
    --------
    >>> head = "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\tonset"
    >>> head += "\tfrequency\tsex\tmodifier\taspect"
    >>> row = "OMIM:1\tToy\tNOT\tHP:0001166\tPMID:1;PMID:2\tPCS\t\t1/4\tMALE\t\tP"
    >>> table = f"#version: 2025-01-16\n{head}\n{row}\n".encode()
    >>> row = list(parse({"phenotype.hpoa": table, "genes_to_phenotype.txt": b""}))[-1]
    >>> row.excluded, row.numerator, row.denominator, row.references, row.sex
    (True, 1, 4, ('PMID:1', 'PMID:2'), 'male')
    """
    yield from _annotations(files["phenotype.hpoa"].decode("utf-8"))
    yield from _genes(files["genes_to_phenotype.txt"].decode("utf-8"))


def _columns(line: str, needed: tuple[str, ...], name: str) -> dict[str, int]:
    columns = {column: i for i, column in enumerate(line.rstrip("\r").split("\t"))}
    missing = [column for column in needed if column not in columns]
    if missing:
        raise SourceError(
            f"{name} has no column {', '.join(missing)}.",
            hint="The publisher may have changed the file: compare it with the documentation.",
            where=name,
        )
    return columns


def _annotations(text: str) -> Iterator[Record]:
    lines = text.split("\n")
    i_head = next((i for i, line in enumerate(lines) if not line.startswith("#")), 0)
    columns = _columns(lines[i_head], _NEEDED, "phenotype.hpoa")
    at = [columns[name] for name in _NEEDED]
    reader = _Reader()
    seen: set[str] = set()
    together: list[Annotation] = []
    for i, line in enumerate(lines[i_head + 1 :], i_head + 2):
        if not line:
            continue
        fields = line.rstrip("\r").split("\t")
        try:
            values = [fields[k] for k in at]
            annotation = reader.annotation(values)
        except (InputError, IndexError, ValueError) as error:
            yield Issue("hpoa-row", IssueLevel.ERROR, f"phenotype.hpoa:{i}", f"Left out: {error}")
            continue
        if together and together[-1].disease != annotation.disease:
            yield from without_stand_ins(together)
            together = []
        if values[0] not in seen:
            seen.add(values[0])
            yield Disease(annotation.disease, values[1], _SOURCE)
        together.append(annotation)
    yield from without_stand_ins(together)


class _Reader:
    """Reads rows; the same text is read once and shared afterwards."""

    def __init__(self) -> None:
        self._ids: dict[str, Curie] = {}
        self._lists: dict[str, tuple[str, ...]] = {"": ()}
        self._frequencies: dict[str, Frequency] = {"": (None, None, None, None)}
        self._texts: dict[str, str] = {}

    def annotation(self, values: list[str]) -> Annotation:
        disease, _, qualifier, term, reference, evidence, onset, share, sex, modifier, aspect = (
            values
        )
        if qualifier not in ("", "NOT"):
            raise ValueError(f"qualifier {qualifier!r}")
        if aspect not in tuple("PICMH"):
            raise ValueError(f"aspect {aspect!r}")
        numerator, denominator, frequency, frequency_term = self.frequency(share)
        return Annotation(
            disease=self.curie(disease),
            term=self.curie(term),
            source=_SOURCE,
            aspect=self._texts.setdefault(aspect, aspect),
            excluded=qualifier == "NOT",
            numerator=numerator,
            denominator=denominator,
            frequency=frequency,
            frequency_term=frequency_term,
            onset=self.curie(onset) if onset else None,
            sex={"MALE": "male", "FEMALE": "female"}.get(sex.upper(), ""),
            modifiers=tuple(self.curie(m) for m in self.items(modifier)),
            references=self.items(reference),
            evidence=self._texts.setdefault(evidence, evidence),
        )

    def curie(self, text: str) -> Curie:
        known = self._ids.get(text)
        if known is None:
            known = self._ids[text] = parse_curie(text)
        return known

    def items(self, text: str) -> tuple[str, ...]:
        known = self._lists.get(text)
        if known is None:
            parts = tuple(part.strip() for part in text.split(";") if part.strip())
            known = self._lists[text] = parts
        return known

    def frequency(self, text: str) -> Frequency:
        known = self._frequencies.get(text)
        if known is None:
            known = self._frequencies[text] = _frequency(text)
        return known


def _frequency(text: str) -> Frequency:
    if text.startswith("HP:"):
        return None, None, None, parse_curie(text)
    if text.endswith("%"):
        share = float(text[:-1]) / 100
        if not 0 <= share <= 1:
            raise ValueError(f"frequency {text!r} is not a share")
        return None, None, share, None
    numerator, _, denominator = text.partition("/")
    n, m = int(numerator), int(denominator)
    if not 0 <= n <= m or m == 0:
        raise ValueError(f"frequency {text!r} is not a share")
    return n, m, None, None


def _genes(text: str) -> Iterator[Record]:
    lines = text.split("\n")
    if not lines[0]:
        return
    columns = _columns(lines[0], ("gene_symbol", "disease_id"), "genes_to_phenotype.txt")
    i_symbol, i_disease = columns["gene_symbol"], columns["disease_id"]
    pairs: dict[tuple[str, str], None] = {}
    for line in lines[1:]:
        fields = line.rstrip("\r").split("\t")
        if len(fields) > max(i_symbol, i_disease):
            pairs[fields[i_symbol], fields[i_disease]] = None
    for symbol, disease in sorted(pairs):
        if symbol != "-":
            yield GeneLink(parse_curie(disease), symbol, _SOURCE)
