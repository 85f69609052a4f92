"""Titles and phrases: bags of words that count by how rare they are, and the numbers that tell variants apart."""

from functools import partial

import numpy as np
import pytest

from hub.resolution.features.columns import Column
from hub.resolution.features.texts import Texts, parse_texts
from tests.unit.resolution.features.pairs import bits, column, judged, level, levels, shared_keys


def titles(values: Column) -> Texts:
    return parse_texts(values, "title", is_title=True)


phrases = partial(parse_texts, name="authors")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("J. Smith, A. Lee", "A. Lee; J. Smith", "same"),
        ("海尔 冰箱", "冰箱海尔", "same"),
        ("red wooden chair", "Red Wooden Chairs", "same"),  # singular
        ("The Art of War", "Art of War", "most"),
        ("red wooden garden chair", "red wooden garden table", "more"),
        ("red wooden chair", "red wooden table", "half"),
        ("red chair", "red table", "some"),
        ("red chair", "red table house", "few"),
        ("red chair old garden", "red table new house", "rare_word"),
        ("W. Wang", "王伟", "more"),
        ("T. Kaiser, A. Lee", "Thomas Kaiser, Anna Lee", "more"),  # initials say nothing
        ("crimson horizon", "crimosn horizon", "most"),
        ("crimson", "crimzon", "most"),
        ("north star", "south star", "some"),
        ("双利", "双柳", "some"),  # another character is another word
        ("Ulm", "Berlin", "none"),
        ("the", "Berlin", "none"),
        (None, "Berlin", "missing"),
        ("?", "!", "missing"),
    ],
)
def test_phrases(one: str | None, two: str, expected: str) -> None:
    assert level(phrases, one, two) == expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("Canon EOS 5D 500 GB", "Canon EOS 5D 500GB", ["same", "same", "same"]),
        ('Sony Bravia 40" TV', 'Sony Bravia 46" TV', ["more", "same", "differ"]),
        ("Data Mining 2nd edition", "Data Mining 3rd edition", ["more", "same", "differ"]),
        ("Data Mining 2nd edition", "Data Mining", ["more", "same", "one_has_more"]),
        ("Zenith TV 500 GB 40 in", "Zenith TV 500 GB", ["most", "same", "part"]),
        ("Zenith TV 40 in black", "Zenith TV 40 inches", ["most", "same", "part"]),
        ("Zenith TV black", "Zenith TV Schwarz", ["same", "same", "same"]),
        ("Zenith TV black", "Zenith TV white", ["half", "same", "differ"]),
        ("Zenith TV 40 in", "Zenith TV 120 Hz", ["half", "same", "one_has_more"]),  # of two dimensions
        ("Zenith Office 9.0 Pro", "Zenith Office v9 professional", ["same", "same", "same"]),
        ("Zenith Office Pro", "Zenith Office Home", ["half", "same", "differ"]),
        ("Bravia TV by Sony", "Sony Bravia TV", ["most", "inside", "missing"]),
        ("海尔冰箱500升", "海尔 冰箱 500升", ["same", "same", "same"]),
        ("Sony TV", "Panasonic phone", ["none", "differ", "missing"]),
        (None, "Sony TV", ["missing", "missing", "missing"]),
    ],
)
def test_titles_their_first_words_and_their_numbers(one: str | None, two: str, expected: list[str]) -> None:
    assert levels(titles, one, two) == expected


def test_a_word_of_every_title_says_next_to_nothing() -> None:
    learnt = titles(column(*[f"notebook w{number}x" for number in range(2_000)])).learn()
    assert bits(phrases, "notebook", "notebook", {"authors": learnt["title"]}) < 0.1
    assert bits(phrases, "zenith", "zenith", {"authors": learnt["title"]}) == pytest.approx(13 * 0.6)


def test_a_stop_word_says_nothing_however_rare() -> None:
    assert bits(phrases, "the", "the") < 0.2


def test_the_rarest_words_count_where_there_are_many() -> None:
    words = [f"w{number:02}x" for number in range(30)]
    rows = [" ".join(words[number:]) for number in range(30)] * 100
    learnt = phrases(column(*rows)).learn()
    one = phrases(column(" ".join(words), "w00x w01x")).weigh(learnt)
    [(_, surprise)] = judged(one).values()
    assert surprise > 1  # w00x, which is in one of thirty, was kept of the first text's thirty words
    assert one.words.hashes.shape[1] < 30
    assert np.all(np.diff(one.bits[0]) <= 0)


def test_keys_of_texts() -> None:
    assert shared_keys(phrases, "J. Smith, A. Lee", "A. Lee; J. Smith") == {"authors", "authors.word"}
    assert shared_keys(titles, "Sony Bravia TV", "Bravia TV of Sony") >= {"title.word", "title.words"}
    assert shared_keys(titles, "Sony TV", "Panasonic phone") == set()
    assert shared_keys(titles, None, None) == set()
