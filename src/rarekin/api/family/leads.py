"""Which inheritance a family's chances on a disease page are worked out with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.family.risk import (
    Recurrence,
    RiskModel,
    model,
    models,
    models_for,
    recurrence,
    recurrences,
)
from rarekin.knowledge.gene_roles import words_in, words_on_the_cause
from rarekin.knowledge.modes import MITOCHONDRIAL, X_DOMINANT
from rarekin.model.disease import Level, Seldom
from rarekin.model.genes import GeneRole, role_of

DOMINANT, RECESSIVE = "HP:0000006", "HP:0000007"
# General models; a mode without one leads nowhere rather than astray.
_MODEL_OF_MODE = {
    DOMINANT: "ad",
    RECESSIVE: "ar",
    "HP:0001419": "xr",
    "HP:0001423": "xd",
    "HP:0001450": "yl",
}
# Of a piece of a chromosome no allele is handed on as these models have it.
_NEIGHBOURS = "HP:0001466"
_MOSAIC = frozenset({"HP:0001442", "HP:0001428"})

# A group with more of them sorts diseases: none is that of who reads its page.
_MOST_OF_A_GROUP = 3
_MOST_GENES_OF_A_GROUP = 8

_UNIPARENTAL = re.compile(r"\buniparental disomy\b", re.IGNORECASE)
# So called, because families hand it on, whatever the change is.
_HANDED_ON = re.compile(r"\b(hereditary|familial|inherited)\b", re.IGNORECASE)
_MOSAIC_NAME = re.compile(r"\bmosaic(ism)?\b", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(trisomy|tetrasomy|pentasomy|monosomy|polysomy|aneuploid\w*|triploid\w*)\b", re.IGNORECASE
)
_PIECE = re.compile(
    r"\b(micro)?(deletion|duplication|triplication)s?\b|\bring chromosome\b|\btranslocation\b"
    r"|\bpartial (trisomy|monosomy|tetrasomy)\b|\bchromosome \w+ disorder\b"
    r"|\bchromosomal disorder\b",
    re.IGNORECASE,
)
# A raised chance of a disease that others have too; not a gene's own weakness to infections.
_SUSCEPTIBILITY = re.compile(
    r",? susceptibility(?: to)?,?(?: X-linked)?,? ?\d*$|^susceptibility to\b", re.IGNORECASE
)
_ONE_GENE_DECIDES = re.compile(r"malignant hyperthermia|breast-ovarian cancer", re.IGNORECASE)

# Deletions in mitochondrial DNA that follow from a change in the nucleus are ordinary alleles.
_NO_PIECE = re.compile(r"\bmitochondrial DNA\b|\bmtDNA\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the question about the family leads from a disease page.

    Attributes
    ----------
    query
        Of the address of the family page.
    title
        Of the model or statement, in English.
    is_computed
        Whether a family can be computed there; else it is a published statement.
    """

    query: str
    title: str
    is_computed: bool


def leads_of(page: DiseasePage) -> tuple[Lead, ...]:
    """Return where the question about a family leads: statements by cause first, then models.

    Parameters
    ----------
    page
        Of the disease.

    Returns
    -------
    leads
        Empty where nothing we have fits.
    """
    stated = _stated(page)
    found = [] if stated is None else [Lead(f"?about={stated.slug}", stated.title, False)]
    found += [Lead(f"?model={one.slug}", one.title, True) for one in models_of(page)]
    return tuple(found)


def models_of(page: DiseasePage) -> tuple[RiskModel, ...]:
    """Return the models made for a disease, else the general ones of its modes on record.

    Parameters
    ----------
    page
        Of the disease.

    Returns
    -------
    models
        Each once, parent of origin first.
    """
    made = models_for(page.ref.id) or tuple(_by_gene(page))
    if made:
        return made
    if _stated(page) is not None or _is_whole_chromosome(page) or page.many_genes_take_part:
        return ()
    if page.modes.gives_no_chance or page.modes.is_recessive_or_new or page.chromosome:
        return ()
    if _has_no_one_rule(page) or page.rests_on_families or is_susceptibility(page.ref.english):
        return ()
    # Of equal ways none is that of everybody; what is named besides the leading one is not either.
    led = page.modes.leading
    own = _modes(page)
    modes = frozenset({led.term}) if led else frozenset() if own else _of_every_form(page)
    made = tuple(_of_forms(page, own or modes))
    if page.ref.level is Level.GROUP and any(map(_depends_on_parent, made)):
        return made
    if page.is_rare is False:
        # Its range of carriers is that of a rare disease: haemochromatosis has many more.
        modes -= {RECESSIVE}
    general = [model(slug) for mode, slug in _MODEL_OF_MODE.items() if mode in modes]
    return (*made, *general)


def is_susceptibility(title: str) -> bool:
    """Tell whether a title names a raised chance, so that no rule of one gene gives a chance.

    Parameters
    ----------
    title
        English title of a disease.

    Returns
    -------
    is_susceptibility
        True where many who carry the change stay well.

    Examples
    --------
    >>> is_susceptibility("sarcoidosis, susceptibility to, 1")
    True
    >>> is_susceptibility("malignant hyperthermia, susceptibility to, 1")
    False
    """
    return bool(_SUSCEPTIBILITY.search(title)) and not _ONE_GENE_DECIDES.search(title)


def _depends_on_parent(one: RiskModel) -> bool:
    return one.disease_when_inherited_from != "either"


def _is_new_on_x(page: DiseasePage) -> bool:
    led = page.modes.leading
    return led is not None and led.term == X_DOMINANT and page.modes.is_mostly_new


def _is_known_as_new(page: DiseasePage) -> bool:
    """Tell whether somebody looked up that the change is new in most who have it.

    That a list calls single people *sporadic* is not enough: a parent may carry it unseen.
    """
    led = page.modes.leading
    is_dominant = led is not None and led.term in (DOMINANT, X_DOMINANT)
    return is_dominant and page.modes.seldom is Seldom.NEW and not page.chromosome


def _modes(page: DiseasePage) -> frozenset[str]:
    return frozenset(mode.term for mode in page.inheritance if not mode.excluded)


def _genes(page: DiseasePage) -> set[str]:
    """Return the genes named as causes; where no source says which they are, all that are named."""
    roles = [(role_of(link.relation), link.symbol) for link in page.genes]
    causes = {symbol for role, symbol in roles if role is GeneRole.CAUSE}
    return causes or {symbol for role, symbol in roles if role is GeneRole.UNSTATED}


def _by_gene(page: DiseasePage) -> Iterator[RiskModel]:
    """Yield models of the page's only gene: of its parent disease, or by parent of origin."""
    genes = _genes(page)
    if not genes or _named_mechanism(page) or _modes(page) & _MOSAIC:
        return
    parents = {parent.id for parent in page.parents}
    for one in models():
        if not genes <= set(one.genes):
            continue
        depends = _depends_on_parent(one) and one.genes[0] in genes
        if parents & set(one.diseases) or (depends and DOMINANT in _modes(page)):
            yield one


def _of_every_form(page: DiseasePage) -> frozenset[str]:
    """Return the mode that every form right below has alone, where the whole has none on record.

    One form without it, or with another besides, and no rule holds for who has the disease; nor
    does what a lone entry below is handed on by: most headaches are no familial ones. A rule of
    1 in 2 needs a gene besides, in the name or in what is written, or a model made for a form:
    for most diseases of the arteries of the heart none of their dominant forms counts.
    """
    told = {tuple(page.form_modes.get(child.id, ())) for child in page.children}
    modes = next(iter(told)) if len(told) == 1 and len(page.children) > 1 else ()
    if len(modes) != 1:
        return frozenset()
    genes = {symbol for symbol, _n in page.form_genes}
    is_named = genes & (words_in(page.ref.english) | words_on_the_cause(page.facts))
    if RECESSIVE in modes or is_named or any(_made_for_forms(page, genes)):
        return frozenset(modes)
    return frozenset()


def _of_forms(page: DiseasePage, modes: frozenset[str]) -> Iterator[RiskModel]:
    """Yield models of single genes that were made for a form of a disease of several genes.

    For a group they hold where all its forms are handed on alike, or where the page is written
    about that gene: *spinal muscular atrophy* is mostly that of SMN1.
    """
    of_forms = {symbol for symbol, _n in page.form_genes}
    if page.ref.level is not Level.GROUP:
        yield from _made_for_forms(page, _genes(page) or of_forms) if DOMINANT in modes else ()
        return
    genes = of_forms if modes else set()
    found = list(_made_for_forms(page, genes | words_on_the_cause(page.facts)))
    if len(of_forms) > _MOST_GENES_OF_A_GROUP:
        # Of many causes one that has a model is not that of who reads the page.
        found = [one for one in found if set(one.genes) & set(page.main_genes)]
    if len(found) <= _MOST_OF_A_GROUP:
        yield from found


def _made_for_forms(page: DiseasePage, genes: set[str]) -> Iterator[RiskModel]:
    forms = {child.id for child in page.children}
    return (one for one in models() if forms & set(one.diseases) and genes & set(one.genes))


def _stated(page: DiseasePage) -> Recurrence | None:
    for found in recurrences():
        if page.ref.id in found.diseases:
            return found
    slug = _named_mechanism(page)
    if not slug and _is_known_as_new(page) and not (models_for(page.ref.id) or [*_by_gene(page)]):
        slug = "new-change"
    return None if not slug else recurrence(slug)


def _named_mechanism(page: DiseasePage) -> str:
    modes = _modes(page)
    if _is_of_mitochondria(page):
        return "mitochondrial"
    if _NEIGHBOURS in modes:
        return "chromosome"
    # An X-linked or recessive piece is computed as an allele: it behaves as one.
    if DOMINANT not in modes and modes & _MODEL_OF_MODE.keys():
        return ""
    names = (
        page.ref.english,
        *(parent.english for parent in page.parents if not _is_of_a_gene(page)),
    )
    if any(map(_UNIPARENTAL.search, names)):
        return "uniparental"
    if _MOSAIC_NAME.search(page.ref.english) or (modes and modes <= _MOSAIC):
        return "mosaic"
    if any(map(_PIECE.search, names)) and not _NO_PIECE.search(page.ref.english):
        return "" if _is_whole_chromosome(page) else "chromosome"
    return ""


def _is_of_mitochondria(page: DiseasePage) -> bool:
    """Tell whether mothers hand it on with their mitochondria, by all that is said of it.

    What one source names besides other ways, or a group has in one of its forms, does not.
    """
    if page.modes.gives_no_chance or page.ref.level is Level.GROUP:
        return False
    led = page.modes.leading
    told = {one.term for one in (led, *page.modes.others) if one}
    if MITOCHONDRIAL not in ({led.term} if led else told) or (not led and len(told) > 1):
        return False
    return {gene.symbol.startswith("MT-") for gene in page.causal_genes} != {False}


def _has_no_one_rule(page: DiseasePage) -> bool:
    """Tell whether a chance differs with the gene, or with the sex, or nothing is handed on."""
    if page.modes.depends_on_the_gene(len(page.causal_genes)) or _may_be_of_mitochondria(page):
        return True
    return bool(page.sons or page.only_sex_ill) or _is_new_on_x(page)


def _may_be_of_mitochondria(page: DiseasePage) -> bool:
    """Tell whether it can lie in mitochondria as well as in the nucleus: then no one rule holds."""
    if not any(one.term == MITOCHONDRIAL for one in page.modes.others):
        return False
    named = {*(gene.symbol for gene in page.causal_genes), *(s for s, _n in page.form_genes)}
    return any(symbol.startswith("MT-") for symbol in named)


def _is_of_a_gene(page: DiseasePage) -> bool:
    """Say whether it is handed on as a change in one gene is, whatever a group above is called."""
    is_piece = page.chromosome_in_some == "missing" and not _HANDED_ON.search(page.ref.english)
    return bool(page.causal_genes) and not (page.modes.is_mostly_new or is_piece)


def _is_whole_chromosome(page: DiseasePage) -> bool:
    if page.chromosome in ("whole", "extra"):
        return True
    name = page.ref.english
    return bool(_WHOLE.search(name)) and "partial" not in name.casefold()
