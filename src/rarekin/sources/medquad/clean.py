"""Make quotable text of an answer: cut what was pasted in, keep every word that is left."""

from __future__ import annotations

import re

_TABLE = re.compile(
    r"The Human Phenotype Ontology provides the following list of signs and symptoms"
    r".*?(?:the sign or symptom may be rare or common\.|\Z)",
    re.DOTALL,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(\[-])")
# Sentences that only send the reader to a page, a list or an office of 2017.
_POINTER = re.compile(
    r"\bclick|\bweb ?(?:site|page)|\bfollowing links?\b|\blinks? (?:below|above|to (?:access|view))"
    r"|\bthe links?\b|\bGARD\b|\bGeneTests\b|\binterlibrary\b|\byou may need to register\b"
    r"|\bpatients and consumers with specific questions\b|\bGenetic Resources section\b"
    r"|\baccept direct contact from patients\b|\bstudy's contact information\b"
    r"|https?://|\bwww\.\w",
    re.IGNORECASE,
)
# Every pointer holds one of these; looking for them first is ten times as fast.
_HINTS = (
    "click", "web", "link", "gard", "genetests", "interlibrary", "register", "questions",
    "genetic resources", "direct contact", "contact information", "http", "www.",
)  # fmt: skip
_CUT = "[…]"
_CUTS = re.compile(r"\[…\](?:\s*\[…\])+")
_PARAGRAPH = re.compile(r"(?<=[.:!?)\"”])[ \t]{2,}(?=[A-Z\"“])|\n\s*\n")
_SHORTEST = 12


def clean_answer(answer: str) -> str:
    r"""Cut pasted tables and pointers to other pages; mark each cut inside the text.

    Parameters
    ----------
    answer
        As the collection has it, without the question it may begin with.

    Returns
    -------
    text
        Paragraphs parted by an empty line; empty where nothing worth quoting is left.

    Examples
    --------
    >>> clean_answer("It is a rare bone disease.  Surgery may help. To see a list, click here.")
    'It is a rare bone disease.\n\nSurgery may help.'
    >>> clean_answer("To see a list, click here.")
    ''
    """
    without_table = _TABLE.sub(f" {_CUT} ", answer)
    paragraphs = [_paragraph(part) for part in _PARAGRAPH.split(without_table)]
    text = "\n\n".join(part for part in paragraphs if part)
    text = _CUTS.sub(_CUT, text).strip()
    text = text.removeprefix(_CUT).removesuffix(_CUT).strip()
    return text if len(text.replace(_CUT, "")) >= _SHORTEST else ""


def _paragraph(text: str) -> str:
    joined = " ".join(text.split())
    lowered = joined.lower()
    if not any(hint in lowered for hint in _HINTS):
        return joined
    sentences = _SENTENCE.split(joined)
    kept = [_CUT if _POINTER.search(sentence) else sentence for sentence in sentences]
    return _CUTS.sub(_CUT, " ".join(kept)).strip()
