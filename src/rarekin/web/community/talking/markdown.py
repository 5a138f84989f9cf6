"""Markdown to safe HTML: few elements, no pictures, links that give nothing away."""

from __future__ import annotations

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a", "s"}
_REL = "nofollow noopener noreferrer ugc"
_reader = (
    MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20})
    .disable(["image", "heading", "lheading", "html_block", "html_inline"])
    .enable("strikethrough")
)


def to_html(text: str, *, with_links: bool = True) -> SafeString:
    r"""Turn somebody’s words into HTML that can do no harm.

    Parameters
    ----------
    text
        Markdown, as hostile as may be.
    with_links
        False shows the words of a link without the link.

    Returns
    -------
    html
        From a short list of elements; links to http and https only, never followed by
        search engines, telling the other site nothing.

    Examples
    --------
    >>> to_html("**Hello** <script>alert(1)</script>")
    '<p><strong>Hello</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    """
    tags = _TAGS if with_links else _TAGS - {"a"}
    clean = nh3.clean(
        _reader.render(text),
        tags=tags,
        attributes={"a": {"href"}} if with_links else {},
        url_schemes={"http", "https"},
        link_rel=_REL if with_links else None,
    )
    return mark_safe(clean)  # noqa: S308 - sanitised by nh3 one line above


def to_words(text: str, n_characters: int) -> str:
    r"""Return the words of somebody without any marks, for a list.

    Parameters
    ----------
    text
        Markdown.
    n_characters
        How many are wanted at most.

    Returns
    -------
    words
        Plain text in one line, cut between words.

    Examples
    --------
    >>> to_words("**Stairs** and [ramps](https://example.org)\n\n- slow\n- fast", 25)
    'Stairs and ramps slow …'
    """
    plain = unescape(nh3.clean(_reader.render(text).replace("<li>", " <li>"), tags=set()))
    words = " ".join(plain.split())
    if len(words) <= n_characters:
        return words
    return words[: n_characters - 1].rpartition(" ")[0] + " …"
