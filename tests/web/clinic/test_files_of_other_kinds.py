"""A file that holds no case is named on the page, and never taken for one without signs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.api.test_files_of_other_kinds import FILES


@pytest.mark.parametrize("name", FILES)
def test_the_page__says_so_and_lists_no_sign(full_release, client, name) -> None:
    uploaded = SimpleUploadedFile("case.json", FILES[name][0])
    answer = client.post("/find/open", {"file": uploaded})
    assert answer.status_code == 400
    assert "No sign is on the list yet" not in answer.content.decode()
