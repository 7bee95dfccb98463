"""Messages as parents and teachers might write them, as values and as NDJSON."""

import itertools
import json
import random

EMOJI = ["😀", "👍", "🎉", "❤️", "🙏", "😢", "🌧️", "👨‍👩‍👧"]
HOSTS = ["school.example", "www.voorbeeld.example", "ouderportaal.example", "foto.example"]
GROUPS = [f"groep {number}{letter}" for number in range(1, 9) for letter in "ab"]


class Writer:
    """Draws texts from a vocabulary; the same seed gives the same texts."""

    def __init__(self, vocabulary, seed=1):
        self.vocabulary = vocabulary
        self.random = random.Random(f"messages {seed}")
        self.cumulative = list(itertools.accumulate(vocabulary.weights))
        self.ranks = range(len(vocabulary.words))

    def text(self):
        """One message of one to a few sentences, about 85 bytes on average."""
        left = min(90, max(2, int(self.random.lognormvariate(2.37, 0.6))))
        sentences = []
        while left > 0:
            length = min(left, self.random.randint(4, 16))
            left -= length
            sentences.append(self._sentence(length))
        text = " ".join(sentences)
        draw = self.random.random()
        if draw < 0.03:
            text += " " + self.random.choice(EMOJI) * self.random.randint(1, 3)
        elif draw < 0.04:
            text += f" https://{self.random.choice(HOSTS)}/{self.random.randint(1, 9999)}"
        elif draw < 0.05:
            text += "\nGroetjes"
        return text

    def _sentence(self, length):
        draw = self.random
        words = [
            self.vocabulary.words[rank] for rank in draw.choices(self.ranks, cum_weights=self.cumulative, k=length)
        ]
        for index in range(len(words)):
            chance = draw.random()
            if chance < 0.02:
                words[index] = draw.choice((str(draw.randint(1, 200)), f"{draw.randint(8, 20)}:{draw.randint(10, 59)}"))
            elif chance < 0.05:
                words[index] = words[index].capitalize()
            elif chance < 0.055:
                words[index] = words[index].upper()
            elif chance < 0.10 and index + 1 < len(words):
                words[index] += ","
            elif chance < 0.105:
                words[index] = f'"{words[index]}"'
        if draw.random() < 0.85:
            words[0] = words[0][:1].upper() + words[0][1:]
        return " ".join(words) + draw.choices((".", "!", "?", "...", ""), (70, 10, 12, 2, 6))[0]


def line(fields):
    """One line of NDJSON without needless escapes."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"


def archive_line(number, text):
    """A message with the other fields that a portal's archive carries."""
    day, minute = number // 900 % 28, number % 900
    return line(
        {
            "id": f"m{number:08d}",
            "group": GROUPS[number % len(GROUPS)],
            "author": f"p{number * 7919 % 400:04d}",
            "sent": f"2026-02-{day + 1:02d}T{7 + minute // 60:02d}:{minute % 60:02d}:00",
            "text": text,
            "kind": "reaction" if number % 3 else "message",
        }
    )
