"""What a ranking is made of. Never a diagnosis."""

from __future__ import annotations

from dataclasses import dataclass

from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.model.issues import Issue


@dataclass(slots=True)  # not frozen: a ranking makes hundreds, and freezing triples their cost
class Contribution:
    """What one finding says for or against one disease.

    Attributes
    ----------
    term, label
        The finding. The last contribution of a disease gathers all its findings that nobody
        mentioned and that are not listed one by one; its term is HP:0000118.
    state
        Of the finding in the person; unknown where it was not mentioned.
    log_lr
        Natural log of the likelihood ratio against the mean disease, or what counts as much.
        All contributions of a disease add up to its own.
    how
        ``exact``, ``broader``, ``narrower``, ``related``: the annotated term ``via`` is the
        finding itself, a broader or a narrower term, or shares an ancestor with it;
        ``lookalikes``: the disease is not known for it, diseases with a similar profile are;
        ``unexplained``: neither is; ``excluded_agrees``,
        ``excluded_conflicts``: shown, not counted; ``expected_missing``: not mentioned;
        ``whole_picture``: no finding (term HP:0000118), what looking at all of them together
        adds, by kind (`rarekin.rank.picture`).
    via, via_label
        The annotated term, where there is one; of a ``whole_picture`` its kind:
        ``findings``, ``exactness``, ``description``, ``kin``, ``patients`` or, where no case
        of the disease is published, ``unpublished``.
    frequency
        Share of the disease's patients with ``via``, 0 to 1.
    """

    term: Curie
    label: str
    state: State
    log_lr: float
    how: str
    via: Curie | None
    via_label: str
    frequency: float | None


@dataclass(frozen=True, slots=True)
class RankedDisease:
    """One disease of a ranking.

    Attributes
    ----------
    rank
        1 is the best.
    id, ids
        Canonical id, and the ids under which sources describe the findings.
    name
        Its label.
    probability
        Calibrated probability that this is the diagnosis; see `Ranking.p_other`.
    log_lr
        What it is ranked by: natural log of the likelihood ratio against the mean disease,
        and what the whole picture adds, before tempering.
    contributions
        What it rests on; for the first 20 diseases.
    """

    rank: int
    id: Curie
    ids: tuple[Curie, ...]
    name: str
    probability: float
    log_lr: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class ToldApart:
    """The sign, and the genes, that tell the members of a family apart.

    Attributes
    ----------
    members
        Places in the list of those compared, at most five.
    term, label
        The sign that tells most; None where no sign on record does.
    shares
        For each member, the share of its people with the sign; None where it has the sign and
        nobody counted, 0 where it is not described in it.
    genes
        For each member, the genes that cause it.
    """

    members: tuple[int, ...]
    term: Curie | None
    label: str
    shares: tuple[float | None, ...]
    genes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RankedGene:
    """A gene, and the chance that it is the cause.

    Attributes
    ----------
    symbol
        Of HGNC.
    probability
        Of its diseases together; a disease that several genes cause counts for each in part.
    diseases
        Names of the likeliest of them.
    """

    symbol: str
    probability: float
    diseases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Diseases that share a series, a gene or a small group.

    Attributes
    ----------
    id
        Of the group or of the one disease; None where a gene names the family.
    name
        Label of the group or disease, or symbol of the gene.
    probability
        That the diagnosis is in it, members that are not listed included.
    n_diseases
        How many it has in all.
    members
        Places in the list of those that are in it.
    apart
        What tells the first of them apart, where that was asked for.
    """

    id: Curie | None
    name: str
    probability: float
    n_diseases: int
    members: tuple[int, ...]
    apart: ToldApart | None = None


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A finding to look for next.

    Attributes
    ----------
    term, label
        The finding.
    information
        How much the answer says about the family, on average, in bits.
    diseases
        Names of some that have it often, the likeliest first.
    """

    term: Curie
    label: str
    information: float
    diseases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The diseases that explain a case best. Never a diagnosis.

    Attributes
    ----------
    release
        Version of the knowledge it rests on.
    diseases
        Best first.
    n_diseases
        How many were compared.
    p_other
        Probability that it is something that is not among them; None where nothing was ranked.
    issues
        What could not be used.
    families
        The diseases by family, the likeliest first.
    questions
        What to look for next, the most telling first.
    genes
        The likeliest genes, where they were asked for.
    p_hidden
        Probability of the diseases that a filter hides.
    """

    release: str
    diseases: tuple[RankedDisease, ...]
    n_diseases: int
    p_other: float | None
    issues: tuple[Issue, ...]
    families: tuple[Family, ...] = ()
    questions: tuple[NextQuestion, ...] = ()
    genes: tuple[RankedGene, ...] = ()
    p_hidden: float = 0.0
