import gzip
from itertools import islice

import pytest
from validation.case_readers import scan


@pytest.mark.data
def test_published_cases__are_read_alike_by_both_readers(full_release, data_folder) -> None:
    path = data_folder / "phenopacket-store" / "cases.jsonl.gz"
    if not path.is_file():
        pytest.skip("phenopacket-store is not in the data mirror")
    with gzip.open(path) as lines:
        n_read, n_quick, n_parted = scan(islice(lines, 0, None, 20))
    assert n_parted == 0
    assert n_quick > n_read / 3
