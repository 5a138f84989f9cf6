import ast
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from rarekin.api.wording import own_sentences
from rarekin.web.shell.management.commands.makemessages import sentences_as_code


def test_sentences_as_code__says_every_sentence_as_it_is_written():
    for part, code in sentences_as_code():
        said = [call.value.args[0].value for call in ast.parse(code).body]
        assert said == [sentence.text for sentence in own_sentences()[part]]


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
def test_makemessages__finds_pages_f_strings_and_our_own_sentences(tmp_path, monkeypatch):
    (tmp_path / "locale").mkdir()
    (tmp_path / "page.py").write_text('a = f"<b>{_(\'Inside\')}</b>"\nb = _("Beside")\n')
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", locale=["fr"], add_location="file", no_wrap=True, verbosity=0)
    written = Path("locale/fr/LC_MESSAGES/django.po").read_text(encoding="utf8")
    for text in ("Inside", "Beside", "the rule would hold", "Bone in the skin that stays there."):
        assert f'msgid "{text}"\n' in written
    assert "#: own/risk.py\n" in written
    assert "#: page.py\n" in written
    assert str(tmp_path) not in written
