"""Texts of 64 KiB that make a backtracking engine work: near misses of every shipped rule, and runs of one kind of sign."""

SIZE = 64 * 1024


def filled(unit, size=SIZE):
    """The unit repeated to at most `size` bytes of UTF-8, never cutting a character."""
    encoded = unit.encode()
    whole = (encoded * (size // len(encoded) + 1))[:size]
    return whole.decode(errors="ignore")


def near_misses(example):
    """Texts that start like a hit and then are none; the name says how."""
    stump = example[:-1] or example
    words = example.split() or [example]
    half = example[: max(1, len(example) // 2)]
    yield "without its last letter", filled(stump + " ")
    yield "without its last letter, glued", filled(stump.strip())
    yield "one endless word", words[0] + filled("e", SIZE - len(words[0].encode()))
    yield "words far apart", filled((" " * 400).join(words[:-1] + [words[-1][:-1], ""]))
    yield "half of it", filled(half + " ")
    yield "hit after hit", filled(example + " ")


def general():
    """Texts that suit no rule in particular."""
    yield "one letter", filled("a")
    yield "an endless word", filled("schoolplein")
    yield "spaces", filled(" ")
    yield "line ends", filled("\n")
    yield "full stops", filled(".")
    yield "all punctuation", filled("!?.,;:-_'\"()*#@ ")
    yield "stars in words", filled("k*t* ")
    yield "letters apart", filled("s c h o o l ")
    yield "letters with dots", filled("s.c.h.o.o.l.")
    yield "digits for letters", filled("5ch001 ")
    yield "stretched letters", filled("schoooooool ")
    yield "combining marks", filled("e" + "\u0301" * 20)
    yield "invisible signs", filled("s\u200bc\u200dh\u2060")
    yield "lookalikes", filled("ѕсһооӏ ")
    yield "second person", filled("jij bent een ")
    yield "quotes never closed", filled('"')
    yield "emoji", filled("👨‍👩‍👧")
