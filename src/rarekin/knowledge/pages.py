"""What a reader gets: disease, finding and gene pages, and hits of a search."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from rarekin.knowledge.annotated import AnnotatedFinding, expected_frequency
from rarekin.knowledge.gene_roles import (
    NamedGene,
    main_first,
    many_without_a_cause,
    more_raise_than_cause,
    named_genes,
    settled_by_kin,
    words_on_the_cause,
)
from rarekin.knowledge.modes import (
    DOMINANT,
    EARLY_DEATHS,
    MITOCHONDRIAL,
    RECESSIVE,
    X_DOMINANT,
    X_LINKED,
    Inheritance,
    inheritance,
)
from rarekin.knowledge.named_signs import NamedSign
from rarekin.knowledge.one_sex import only_sex_ill
from rarekin.knowledge.onset import OnsetAccount, disagree, onset_accounts
from rarekin.knowledge.repeats import grows
from rarekin.knowledge.sons_and_daughters import how_sons_fare
from rarekin.knowledge.tumours import is_tumour
from rarekin.model.citations import SourceInfo
from rarekin.model.disease import (
    Fact,
    GeneLink,
    IdMapping,
    Level,
    Name,
    Organisation,
    Section,
    Seldom,
    Sons,
)
from rarekin.model.genes import GeneRole
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Term

_LETHAL = re.compile(r"\b(?<!non)(?<!non-)(?<!non )lethal\b", re.IGNORECASE)
__all__ = [
    "AnnotatedFinding", "DiseasePage", "DiseaseRef", "FindingPage", "GenePage", "SearchHit",
    "expected_frequency",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DiseaseRef:
    """A disease by its canonical id.

    Attributes
    ----------
    label
        The name it goes by, in ``language``.
    english
        Its English name, whatever the language; rules and searches elsewhere use this one.
    """

    id: Curie
    label: str
    level: Level
    language: str = "en"
    english: str = ""

    def __post_init__(self) -> None:
        """Take the label for the English name where no other is given."""
        if not self.english:
            object.__setattr__(self, "english", self.label)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One answer of a search.

    Attributes
    ----------
    matched
        The name, identifier or gene symbol that fitted.
    kind
        ``id``, ``name`` or ``gene``.
    score
        0 to 1; 1 is an identifier met exactly.
    language
        Of what fitted, where it is a name; empty where nobody looked.
    is_frequent
        Whether the disease is known not to be rare.
    """

    ref: DiseaseRef
    matched: str
    kind: str
    score: float
    language: str = ""
    is_frequent: bool = False

    @property
    def english(self) -> str:
        """The English name of the disease where it goes by another; else empty."""
        return "" if self.ref.label == self.ref.english else self.ref.english


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class DiseasePage:
    """Everything a release knows about one disease.

    Attributes
    ----------
    relatives
        Other diseases that the same gene causes, then the others of a small group.
    groups
        Which of its parents a reader is told that it belongs to.
    facts
        English statements of written pages, and what sources say in any language.
    translations
        Statements of written pages by language and by their number there.
    updated
        Newest date among the sources that speak on this page.
    form_modes
        Modes of inheritance of the forms below; empty where the disease has one of its own.
    form_genes
        Genes named for the forms below, with the number of forms of each, the most first;
        empty where sources name genes for the disease itself, unless each of those is the
        cause of a form.
    genes_of_forms_alone
        Symbols of genes that cause a form, where sources name another cause for the whole.
    main_genes
        Symbols of those changed most often, where somebody looked that up.
    forms_end_early
        Whether children die around birth in most of its forms.
    raises_chance_of_tumours
        Whether tumours are much of what it brings, and families hand on the chance of them.
    is_rare
        True where a list of rare diseases has it, False where we know that it is not rare,
        None where nobody says.
    chromosome
        ``missing``, ``doubled``, ``whole``, ``extra`` or ``changed`` where the cause is a piece
        of a chromosome, or a whole one; else empty.
    chromosome_in_some
        The same where one gene is the cause and only other names speak of a chromosome.
    named_signs
        What definitions of it name, or somebody chose, the most telling first; of the disease
        above where it has none of its own.
    seldom_inherited
        Why it is seldom handed on, where somebody looked that up.
    genes_above
        What genes do in the whole disease, where no source says it of this form.
    named_alike
        Statements of sources that name a look-alike, its id in ``value["with"]``.
    """

    ref: DiseaseRef
    names: tuple[Name, ...]
    ids: tuple[IdMapping, ...]
    parents: tuple[DiseaseRef, ...]
    children: tuple[DiseaseRef, ...]
    relatives: tuple[DiseaseRef, ...]
    findings: tuple[AnnotatedFinding, ...]
    inheritance: tuple[AnnotatedFinding, ...]
    onset: tuple[AnnotatedFinding, ...]
    course: tuple[AnnotatedFinding, ...]
    genes: tuple[GeneLink, ...]
    facts: Mapping[Section, tuple[Fact, ...]]
    organisations: tuple[Organisation, ...]
    sources: tuple[SourceInfo, ...]
    release: str
    updated: datetime.date | None
    translations: Mapping[str, Mapping[int, Fact]] = field(default_factory=dict)
    form_modes: Mapping[Curie, Sequence[Curie]] = field(default_factory=dict)
    form_genes: tuple[tuple[str, int], ...] = ()
    genes_of_forms_alone: tuple[str, ...] = ()
    main_genes: tuple[str, ...] = ()
    forms_end_early: bool = False
    raises_chance_of_tumours: bool = False
    is_rare: bool | None = None
    chromosome: str = ""
    chromosome_in_some: str = ""
    named_signs: tuple[NamedSign, ...] = ()
    seldom_inherited: Seldom | None = None
    genes_above: tuple[NamedGene, ...] = ()
    named_alike: tuple[Fact, ...] = ()
    groups: tuple[DiseaseRef, ...] = ()

    def facts_in(self, language: str) -> Mapping[Section, tuple[Fact, ...]]:
        """Return the facts in a reader's language where a written page is translated.

        Parameters
        ----------
        language
            Such as ``es``.

        Returns
        -------
        facts
            In their order; what is not translated stays English and says so by its
            ``language``. Where a source gives the same in several languages, the reader's is
            kept, else the English.
        """
        said = self.translations.get(language, {})
        return {section: said_in(facts, said, language) for section, facts in self.facts.items()}

    @cached_property
    def genes_by_role(self) -> tuple[NamedGene, ...]:
        """Every gene once, with what it does in the disease; causes first."""
        found = settled_by_kin(named_genes(self.genes), self.ref.english, self.genes_above)
        return main_first(found, self.main_genes, lambda gene: gene.symbol)

    @cached_property
    def causal_genes(self) -> tuple[NamedGene, ...]:
        """Genes that a source names as the cause."""
        return tuple(g for g in self.genes_by_role if g.role is GeneRole.CAUSE)

    @cached_property
    def words_on_the_cause(self) -> frozenset[str]:
        """Words of what somebody wrote about the cause; symbols of genes are among them."""
        return words_on_the_cause(self.facts)

    @cached_property
    def named_genes(self) -> tuple[NamedGene, ...]:
        """Genes that sources name without saying why, where no cause is known.

        Empty as well where each of them is the cause of a form: then `form_genes` has them.
        """
        genes = self.genes_by_role
        if any(g.role is GeneRole.CAUSE for g in genes) or self.form_genes:
            return ()
        return tuple(g for g in genes if g.role is GeneRole.UNSTATED)

    @cached_property
    def other_genes(self) -> tuple[NamedGene, ...]:
        """Genes that are no cause: modifiers, candidates, what raises a chance, biomarkers."""
        shown = {g.symbol for g in (*self.causal_genes, *self.named_genes)}
        shown |= {symbol for symbol, _n in self.form_genes}
        return tuple(g for g in self.genes_by_role if g.symbol not in shown)

    @cached_property
    def many_genes_take_part(self) -> bool:
        """Whether no rule of one gene holds for everybody who has it.

        One disease in different genes is more often recessive: there, many names alone say
        nothing.
        """
        genes, leading = self.genes_by_role, self.modes.leading
        if self.chromosome:
            return False
        is_dominant = leading is not None and leading.term == DOMINANT
        if self.is_tumour:
            return True
        return more_raise_than_cause(genes) or (is_dominant and many_without_a_cause(genes))

    @cached_property
    def is_lethal_by_name(self) -> bool:
        """Whether its title, or a name in use, says that those who have it die of it."""
        names = (name.text for name in self.names if name.kind.is_current)
        return any(map(_LETHAL.search, (self.ref.english, *names)))

    @cached_property
    def ends_early(self) -> bool:
        """Whether children with it die around birth, by the record or by a name in use."""
        dies = any(f.term in EARLY_DEATHS and not f.excluded for f in self.course)
        return dies or self.forms_end_early or self.is_lethal_by_name

    @cached_property
    def is_of_growing_repeats(self) -> bool:
        """Whether repeats that grow from parent to child cause it, where one copy is enough."""
        return grows((gene.symbol for gene in self.causal_genes), self.modes.qualifiers)

    @cached_property
    def is_tumour(self) -> bool:
        """Whether it is a tumour by its title, and not a predisposition that families hand on."""
        return is_tumour(self.ref.english)

    @cached_property
    def modes(self) -> Inheritance:
        """The statements about inheritance, put in order.

        What one gene of the nucleus causes is not handed on as mitochondria are.
        """
        causes = [gene.symbol for gene in self.causal_genes]
        is_nuclear = len(causes) == 1 and not causes[0].upper().startswith("MT-")
        without = {MITOCHONDRIAL} if is_nuclear else frozenset()
        stated = tuple(one for one in self.inheritance if one.term not in without)
        is_group = self.ref.level is Level.GROUP
        return inheritance(stated, self.form_modes, self.seldom_inherited, is_group=is_group)

    @cached_property
    def rests_on_families(self) -> bool:
        """Whether the leading mode is that of families described, and no gene is on record.

        A place on a chromosome that people were counted for is as good as a gene.
        """
        leading = self.modes.leading
        if leading is None or leading.term not in (DOMINANT, RECESSIVE):
            return False
        is_written = any(f.text and not f.quoted for f in self.facts.get(Section.INHERITANCE, ()))
        if self.genes or self.form_genes or self.chromosome or is_written:
            return False
        return not any(row.evidence == "PCS" for row in leading.rows)

    @cached_property
    def sons(self) -> Sons | None:
        """How sons with the change fare, where it is X-linked and that is no rule for both."""
        leading = self.modes.leading
        if leading is None or leading.term not in (X_DOMINANT, X_LINKED):
            return None
        wider = (one.id for one in self.parents if one.level is not Level.GROUP)
        return how_sons_fare(self.ref.id, wider)

    @cached_property
    def only_sex_ill(self) -> str:
        """``male`` or ``female`` where only one sex falls ill and no source says so itself."""
        return only_sex_ill(self.ref.english, (one.term for one in self.modes.qualifiers))

    @cached_property
    def onset_accounts(self) -> tuple[OnsetAccount, ...]:
        """Ages of onset as each source gives them, the earliest first."""
        return onset_accounts(self.onset, (f for facts in self.facts.values() for f in facts))

    @cached_property
    def onset_is_disputed(self) -> bool:
        """Whether two sources name ages that have nothing in common."""
        return disagree(self.onset_accounts)


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding and the diseases annotated with it, the most frequent first.

    Attributes
    ----------
    diseases
        As many as were asked for.
    n_diseases
        How many there are.
    """

    term: Term
    parents: tuple[tuple[Curie, str], ...]
    children: tuple[tuple[Curie, str], ...]
    diseases: tuple[tuple[DiseaseRef, AnnotatedFinding], ...]
    n_diseases: int
    release: str


@dataclass(frozen=True, slots=True)
class GenePage:
    """One gene and the diseases it is linked to."""

    symbol: str
    hgnc: Curie | None
    diseases: tuple[tuple[DiseaseRef, GeneLink], ...]
    release: str


def said_in(facts: Sequence[Fact], said: Mapping[int, Fact], language: str) -> tuple[Fact, ...]:
    """Choose of every fact the words in a reader's language, else the English ones.

    Parameters
    ----------
    facts
        Of one section, in any language.
    said
        Statements of a written page in that language, by their number.
    language
        The reader's.

    Returns
    -------
    facts
        In their order, nothing said twice.

    Examples
    --------
    >>> from dataclasses import replace
    >>> english = Fact("X:1", Section.SUMMARY, "text", "x", "A rash.", quoted=True)
    >>> spanish = replace(english, text="Una erupción.", language="es")
    >>> texts = [english, spanish]
    >>> [said_in(texts, {}, lang)[0].text for lang in ("en", "es", "fr")]
    ['A rash.', 'Una erupción.', 'A rash.']
    """
    read = {(f.source, f.kind, f.disease) for f in facts if f.language == language}
    own = [f for f in facts if f.statement or f.language == language or _only_english(f, read)]
    return tuple(said.get(f.statement, f) if f.statement else f for f in own)


def _only_english(fact: Fact, read: Set[tuple[str, str, Curie]]) -> bool:
    place = fact.source, fact.kind, fact.disease
    return fact.language == "en" and (not fact.quoted or place not in read)
