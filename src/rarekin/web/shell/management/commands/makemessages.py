"""``makemessages``, which also finds our sentences that stand in data and inside f-strings.

Run it in the folder ``rarekin/web``: ``django-admin makemessages -l es --settings
rarekin.web.settings --add-location file --no-wrap``.
"""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.core.management.commands import makemessages

from rarekin.api.wording import own_sentences

_CALLS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"})


def sentences_as_code() -> Iterator[tuple[str, str]]:
    r"""Write our sentences as code in which ``xgettext`` finds them.

    Yields
    ------
    part, code
        For each part of `rarekin.api.wording.own_sentences`. What a sentence is stands above
        it, so that a translator reads it.

    Examples
    --------
    >>> code = dict(sentences_as_code())["risk"]
    >>> "# Translators: gnas title\n# xgettext:no-python-format\n_('GNAS" in code
    True
    """
    for part, told in own_sentences().items():
        # A per cent sign is only a place for a value in what an engine fills in.
        kind = "" if part == "engines" else "# xgettext:no-python-format\n"
        yield part, "".join(f"# Translators: {s.where}\n{kind}_({s.text!r})\n" for s in told)


def calls_in_f_strings(source: str) -> tuple[str, ...]:
    """Return the calls for a translation that stand inside f-strings, where nobody looks.

    Parameters
    ----------
    source
        Python.

    Returns
    -------
    calls
        Each once.

    Examples
    --------
    >>> calls_in_f_strings('''html = f"<b>{_('Yes')}</b>"''')
    ("_('Yes')",)
    """
    found = {
        ast.unparse(call)
        for joined in ast.walk(ast.parse(source))
        if isinstance(joined, ast.JoinedStr)
        for call in ast.walk(joined)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in _CALLS
    }
    return tuple(sorted(found))


class Command(makemessages.Command):
    """Hands what stands elsewhere to ``xgettext`` as files beside those it reads anyway."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files, extract, and take them away."""
        self.xgettext_options = [*self.xgettext_options, "--add-comments=Translators"]
        # A sentence that only looks like another must not get its translation.
        self.msgmerge_options = [*self.msgmerge_options, "--no-fuzzy-matching"]
        self.written = Path(mkdtemp())
        try:
            super().handle(*args, **options)
        finally:
            shutil.rmtree(self.written)

    def process_files(self, file_list: list[Any]) -> None:
        """Add our files to those of the pages."""
        hidden = [(f.path, calls_in_f_strings(_read(f))) for f in file_list if _is_code(f)]
        for path, calls in hidden:
            if calls:
                self._write(path.removeprefix("./"), "\n".join(calls))
        for part, code in sentences_as_code():
            self._write(f"own/{part}.py", code)
        written = [
            self.translatable_file_class(str(p.parent), p.name, file_list[0].locale_dir)
            for p in sorted(self.written.rglob("*.py"))
        ]
        super().process_files([*file_list, *written])

    def build_potfiles(self) -> list[str]:
        """Name the files as if they stood among the others."""
        found: list[str] = super().build_potfiles()
        for name in found:
            path = Path(name)
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(f"{self.written}/", ""), encoding="utf-8")
        return found

    def _write(self, name: str, code: str) -> None:
        path = self.written / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")


def _is_code(file: Any) -> bool:
    return str(file.path).endswith(".py")


def _read(file: Any) -> str:
    return Path(file.path).read_text(encoding="utf-8")
