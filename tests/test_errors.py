import re

import pytest

from rarekin import errors


def subclasses(cls: type) -> set[type]:
    return {cls}.union(*(subclasses(c) for c in cls.__subclasses__()))


ALL = sorted(
    (cls for cls in subclasses(errors.RarekinError) if cls.__module__ == errors.__name__),
    key=lambda cls: cls.code,
)


def test_error_tree__is_drawn_completely():
    drawn = dict(re.findall(r"(\w+)(?: \(\w+\))?\s+(RAREKIN-\d+)", errors.__doc__))
    assert drawn == {cls.__name__: cls.code for cls in ALL}


def test_error_codes__are_unique():
    assert len({cls.code for cls in ALL}) == len(ALL)


@pytest.mark.parametrize("cls", [c for c in ALL if c is not errors.AmbiguousName])
def test_error__reads_as_a_sentence(cls):
    error = cls("What we got.", hint="What to do.", where="here")
    assert (str(error), error.hint, error.where) == ("What we got.", "What to do.", "here")


def test_ambiguous_name__carries_its_choices():
    error = errors.AmbiguousName("Two fit.", choices=(("MONDO:1", "one"), ("MONDO:2", "two")))
    assert [label for _, label in error.choices] == ["one", "two"]
