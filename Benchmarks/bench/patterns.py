"""Pattern files: stems that occur in the messages, and stems that never do."""

import random
import unicodedata

HIGHEST_COMMON_RANK = 8_000
EVERYDAY = 1_000


def pattern(stem):
    """One moderator's pattern: the stem, a participle, any ending."""
    return rf"\b(?:ge)?{stem}\w*\b"


def usable(word):
    return word.isascii() and word.isalpha() and 4 <= len(word) <= 12


def rare_stems(vocabulary, count, seed=1):
    """Rare words of the vocabulary itself, in an order in which every shorter list begins the longer one."""
    # A moderator would not list a stem that begins an everyday word ("groe" hits every "groep").
    everyday = {word[:end] for word in vocabulary.words[:EVERYDAY] for end in range(4, len(word) + 1)}
    rare = [word for word in vocabulary.words[HIGHEST_COMMON_RANK:] if usable(word) and word not in everyday]
    if len(rare) < count:
        raise ValueError(f"the vocabulary has {len(rare)} usable rare words, {count} are asked")
    return random.Random(f"stems {seed}").sample(rare, count)


def silent_stems(vocabulary, count):
    """Words of the same making that no word of the vocabulary starts with, in any spelling."""
    taken = set()
    for word in vocabulary.words:
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        for form in {word, plain}:
            rest = form[2:] if form.startswith("ge") else ""
            taken.update(form[:end] for end in range(4, len(form) + 1))
            taken.update(rest[:end] for end in range(4, len(rest) + 1))
    found, known = [], set()
    while len(found) < count:
        word = vocabulary.stem() + vocabulary.random.choice(["", "en", "er", "ing", "sel", "ster", "heid"])
        # Letters thrice in a row would be squeezed on the folded view and could then hit after all.
        if usable(word) and word not in taken and word not in known and not thrice(word):
            known.add(word)
            found.append(word)
    return found


def thrice(word):
    return any(a == b == c for a, b, c in zip(word, word[1:], word[2:]))
