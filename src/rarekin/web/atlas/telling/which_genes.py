"""Which genes cause a disease, in sentences; those that do not are named as what they are."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise

from rarekin.api.diseases.lookup import DiseasePage, NamedGene
from rarekin.model.genes import GeneRole, role_of
from rarekin.web.atlas.telling.sentences import Sentence, listed
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy, ngettext

_GENES_NAMED = 6

_CHROMOSOME: dict[str, str | Promise] = {
    "missing": gettext_lazy("A piece of a chromosome is missing, and the genes in it with it."),
    "doubled": gettext_lazy("A piece of a chromosome is there twice, and the genes in it too."),
    "whole": gettext_lazy(
        "In all cells of the body, or in some, there is at least one chromosome too many."
    ),
    "extra": gettext_lazy("There is one chromosome more than usual, or a piece of one."),
    "changed": gettext_lazy("A chromosome has another shape than usual."),
}

_IN_SOME: dict[str, str | Promise] = {
    "missing": gettext_lazy("A piece of a chromosome can be missing."),
    "doubled": gettext_lazy("A piece of a chromosome can be there twice."),
    "whole": gettext_lazy("A whole chromosome can be there once more."),
    "extra": gettext_lazy("A piece of a chromosome can be there once more."),
    "changed": gettext_lazy("A chromosome can have another shape."),
}

_PARTS: dict[GeneRole, str | Promise] = {
    GeneRole.SELDOM: gettext_lazy(
        "In a few people changes in a gene cause it, though in most they do not: %(genes)s."
    ),
    GeneRole.MODIFIER: gettext_lazy(
        "Genes that do not cause it, but can make it milder or more severe: %(genes)s."
    ),
    GeneRole.SUSCEPTIBILITY: gettext_lazy(
        "Genes that can raise the chance of it without causing it alone: %(genes)s."
    ),
    GeneRole.PART: gettext_lazy("Genes that play a part in some of its signs: %(genes)s."),
    GeneRole.CANDIDATE: gettext_lazy("Genes that were looked at, without proof: %(genes)s."),
    GeneRole.BIOMARKER: gettext_lazy("Genes that are measured to recognise it: %(genes)s."),
    GeneRole.DISPUTED: gettext_lazy(
        "Genes once named with it; who weighed the evidence found it wanting: %(genes)s."
    ),
    GeneRole.UNSTATED: gettext_lazy("Also named, without saying what they do in it: %(genes)s."),
}


def which_genes(page: DiseasePage) -> list[Sentence]:
    """Say what causes a disease, then which genes play another part.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        The cause first; then one sentence for each other part that genes play. Where only
        forms have a known cause, what the forms have.
    """
    found = what_causes(page)
    for role, text in _PARTS.items():
        genes = [gene for gene in page.other_genes if gene.role is role]
        if genes:
            found.append(Sentence(str(text) % {"genes": _symbols(genes)}, _sources(genes)))
    return found


def what_causes(page: DiseasePage) -> list[Sentence]:
    """Say what causes a disease, without the genes that play another part.

    Parameters
    ----------
    page
        What the release knows.

    Returns
    -------
    sentences
        None where no cause is on record.
    """
    found = []
    if page.chromosome:
        name_sources = tuple(dict.fromkeys(name.source for name in page.names))[:1]
        found.append(Sentence(str(_CHROMOSOME[page.chromosome]), name_sources))
    if page.causal_genes:
        found += _causes_of_all(page)
    if page.chromosome_in_some:
        sources = tuple(dict.fromkeys(name.source for name in page.names))[:1]
        found.append(Sentence(str(_IN_SOME[page.chromosome_in_some]), sources))
    if page.named_genes:
        found.append(_named(page.named_genes))
    if page.form_genes:
        found.append(_of_forms(page.form_genes, page.main_genes))
    return found


def _causes_of_all(page: DiseasePage) -> list[Sentence]:
    """Say what is the cause of the whole, then what other genes are one of its forms only."""
    in_some = page.many_genes_take_part or page.modes.gives_no_chance
    others = page.genes_of_forms_alone
    main = [gene for gene in page.causal_genes if gene.symbol in page.main_genes]
    if main and len(main) < len(page.causal_genes):
        found = [_most_often(page, main)]
    else:
        found = [_causes(page.causal_genes, in_some=in_some, is_whole=not others)]
    if others:
        text = ngettext(
            "For a form of it another gene is named: %(genes)s.",
            "For forms of it other genes are named: %(genes)s.",
            len(others),
        )
        found.append(Sentence(text % {"genes": _named_at_most(others)}))
    return found


def _most_often(page: DiseasePage, main: Sequence[NamedGene]) -> Sentence:
    """Name the genes changed most often, then the others."""
    symbols = [gene.symbol for gene in page.causal_genes[len(main) :]]
    n = len(symbols)
    others = ngettext(
        "Changes in another gene can cause it too: %(genes)s.",
        "Changes in any of %(n)d others can cause it too: %(genes)s.",
        n,
    )
    told = others % {"n": n, "genes": _named_at_most(symbols)}
    return Sentence(f"{_main_sentence([gene.symbol for gene in main])} {told}", _sources(main))


def _main_sentence(symbols: Sequence[str]) -> str:
    text = ngettext(
        "The gene changed most often is %(genes)s.",
        "The genes changed most often are %(genes)s.",
        len(symbols),
    )
    return text % {"genes": listed(symbols)}


def _causes(genes: Sequence[NamedGene], *, in_some: bool, is_whole: bool) -> Sentence:
    n = len(genes)
    if in_some:
        text = ngettext(
            "In some people changes in one gene cause it: %(genes)s.",
            "In some people changes in one of %(n)d genes cause it: %(genes)s.",
            n,
        )
        named = _symbols(genes)
    elif n > _GENES_NAMED:
        text = _("Changes in any of %(n)d genes can cause it. Among them are %(genes)s.")
        named = listed([gene.symbol for gene in genes[:_GENES_NAMED]])
    elif n == 1 and not (is_whole and _is_whole_cause(genes[0])):
        text = _("Changes in one gene can cause it: %(genes)s.")
        named = genes[0].symbol
    else:
        text = ngettext(
            "Changes in one gene cause it: %(genes)s.",
            "Changes in any of %(n)d genes can cause it: %(genes)s.",
            n,
        )
        named = listed([gene.symbol for gene in genes])
    return Sentence(text % {"n": n, "genes": named}, _sources(genes))


def _is_whole_cause(gene: NamedGene) -> bool:
    """Tell whether a catalogue defines the disease by its gene, or somebody weighed the evidence.

    Orphanet names a cause of a disease whether all who have it have that cause, or few.
    """
    return any(
        link.disease.startswith("OMIM:") or role_of(link.relation) is not GeneRole.UNSTATED
        for link in gene.links
        if not link.disease.startswith(("ORPHA:", "GARD:"))
    )


def _named(genes: Sequence[NamedGene]) -> Sentence:
    n = len(genes)
    text = ngettext(
        "One gene is named with it: %(genes)s. The source does not say what it does in it.",
        "%(n)d genes are named with it. The source does not say which of them cause it: %(genes)s.",
        n,
    )
    return Sentence(text % {"n": n, "genes": _symbols(genes)}, _sources(genes))


def _of_forms(genes: Sequence[tuple[str, int]], main: Sequence[str]) -> Sentence:
    n = len(genes)
    led = [symbol for symbol, _n in genes if symbol in main]
    if led and len(led) < n:
        others = _named_at_most([symbol for symbol, _n in genes[len(led) :]])
        text = ngettext(
            "For its forms another gene is named: %(genes)s.",
            "For its forms %(n)d other genes are named: %(genes)s.",
            n - len(led),
        )
        told = text % {"n": n - len(led), "genes": others}
        return Sentence(f"{_main_sentence(led)} {told}")
    # A count helps only where it tells one gene from another.
    is_counted = len({n_forms for _symbol, n_forms in genes}) > 1
    named = [
        ngettext("%(gene)s (%(n)d form)", "%(gene)s (%(n)d forms)", n_forms)
        % {"gene": symbol, "n": n_forms}
        if is_counted
        else symbol
        for symbol, n_forms in genes[:_GENES_NAMED]
    ]
    if n > _GENES_NAMED and is_counted:
        text = _(
            "Its forms have different causes. %(n)d genes are named for them, among them"
            " %(genes)s. This counts forms, not people."
        )
    elif n > _GENES_NAMED:
        text = _(
            "Its forms have different causes. %(n)d genes are named for them, among them %(genes)s."
        )
    else:
        text = ngettext(
            "For its forms one gene is named: %(genes)s.",
            "For its forms %(n)d genes are named: %(genes)s.",
            n,
        )
    return Sentence(text % {"n": n, "genes": listed(named)})


def _symbols(genes: Sequence[NamedGene]) -> str:
    return _named_at_most([gene.symbol for gene in genes])


def _named_at_most(symbols: Sequence[str]) -> str:
    shown = list(symbols[:_GENES_NAMED])
    more = len(symbols) - len(shown)
    if more:
        text = _("%(named)s and %(n)s more")
        return text % {"named": ", ".join(shown), "n": more}
    return listed(shown)


def _sources(genes: Sequence[NamedGene]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for gene in genes for source in gene.sources))
