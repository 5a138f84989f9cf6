import re
import tarfile
from pathlib import Path

import pytest

RELATED = re.compile(
    r"<Focus>[^<]*(osseous heteroplasia|Albright|pseudohypoparathyroidism|ossificans)", re.I
)


def _answers(path: Path) -> list[str]:
    with tarfile.open(path) as archive:
        read = [archive.extractfile(m) for m in archive if m.isfile() and m.name.endswith(".xml")]
        texts = [file.read().decode("utf-8") for file in read if file is not None]
    return [re.sub(r"<[^>]+>", " ", text) for text in texts if RELATED.search(text)]


@pytest.fixture
def open_pages(data_folder: Path) -> list[str]:
    paths = [data_folder / "medquad" / f"{name}.tar.gz" for name in ("2_GARD_QA", "3_GHR_QA")]
    return [answer for path in paths for answer in _answers(path)]
