"""What the release must reach, and how a figure is shown beside it."""

import dataclasses


@dataclasses.dataclass
class Figure:
    """One measured value against its target; without a target it only informs."""

    english: str
    dutch: str
    value: float
    unit: str
    at_least: float = None
    at_most: float = None
    below: float = None

    @property
    def passes(self):
        """Whether the target is reached; None when there is none."""
        if self.at_least is not None:
            return self.value >= self.at_least
        if self.at_most is not None:
            return self.value <= self.at_most
        if self.below is not None:
            return self.value < self.below
        return None

    @property
    def target(self):
        for sign, bound in (("≥", self.at_least), ("≤", self.at_most), ("<", self.below)):
            if bound is not None:
                return f"{sign} {bound:,g} {self.unit}".strip()
        return ""

    @property
    def shown(self):
        return f"{number(self.value)} {self.unit}".strip()

    def as_json(self):
        return {
            "name": self.english,
            "value": self.value,
            "unit": self.unit,
            "target": self.target,
            "passes": self.passes,
        }


def number(value):
    if isinstance(value, int) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


DUTCH = str.maketrans(",.", ".,")
MARKS = {True: "haalt", False: "HAALT NIET", None: ""}
ENGLISH_MARKS = {True: "pass", False: "**falls short**", None: ""}


def dutch(count):
    return f"{count:,}".translate(DUTCH)


def screen_line(figure):
    line = f"{figure.dutch:<60} {figure.shown.translate(DUTCH):>16}   {figure.target.translate(DUTCH):<18}"
    return f"{line} {MARKS[figure.passes]}".rstrip()


def record_row(figure):
    return f"| {figure.english} | {figure.shown} | {figure.target} | {ENGLISH_MARKS[figure.passes]} |"


def matched(rules, ours, theirs):
    """The difference in pairs, which must be nought."""
    return Figure(
        f"matched, {rules:,} patterns: difference from PCRE2 rule by rule ({ours:,} against {theirs:,})",
        f"gevonden paren bij {dutch(rules)} patronen: verschil met PCRE2",
        abs(ours - theirs),
        "",
        at_most=0,
    )


def ratio(peer, rules, value, at_least=None):
    return Figure(
        f"{peer}, {rules:,} patterns: times its speed",
        f"{peer}, {dutch(rules)} patronen: maal zo snel",
        value,
        "x",
        at_least=at_least,
    )


def shipped(english, dutch_name, patterns, value):
    return Figure(
        f"shipped rules against {english} ({patterns:,}): times the speed",
        f"meegeleverde regels tegen {dutch_name} ({dutch(patterns)})",
        value,
        "x",
        at_least=0.5,
    )


def growth(before, after, value):
    return Figure(
        f"cost of a message from {before:,} to {after:,} patterns",
        f"kosten van een bericht van {dutch(before)} naar {dutch(after)} patronen",
        value,
        "x",
        at_most=1.6,
    )
