"""The shipped word lists: how many words, and the `match` examples of rules, read without a YAML parser: only the spelling that `*.rules.yaml` uses."""

import dataclasses
import json
import pathlib
import re

IDENTIFIER = re.compile(r"^\s*-\s+id:\s*(\S+)")
LIST = re.compile(r"^\s*(match):\s*(.*)$")
KEY = re.compile(r"^\s*[a-z_]+:(\s|$)")
SCALAR = re.compile(r"""\s*(?:'((?:[^']|'')*)'|"((?:[^"\\]|\\.)*)"|([^'"\[\],][^,\]]*))\s*""")


@dataclasses.dataclass
class Rule:
    id: str
    match: list


def read(wordlists):
    """Every rule with its examples; a rule whose examples it cannot read has an empty list."""
    rules = []
    for path in sorted(pathlib.Path(wordlists).rglob("*.rules.yaml")):
        rules += rules_of(path.read_text(encoding="utf-8"))
    return rules


def words(wordlists):
    """How many words the lists hold, endings not counted; names and places are no words to look for."""
    files = [path for path in pathlib.Path(wordlists).rglob("*.txt") if path.stem not in ("names", "places")]
    lines = [line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    return sum(bool(line) and line[0] not in "#!" for line in lines)


def rules_of(text):
    rules = []
    lines = text.splitlines()
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if found := IDENTIFIER.match(line):
            rules.append(Rule(found[1].strip("'\""), []))
        elif (found := LIST.match(line)) and rules:
            value = found[2]
            if value.startswith("["):
                while not closed(value) and index < len(lines):
                    value += " " + lines[index].strip()
                    index += 1
                rules[-1].match += flow(value)
            else:
                while index < len(lines) and lines[index].lstrip().startswith("- ") and not IDENTIFIER.match(lines[index]):
                    rules[-1].match += flow("[" + lines[index].lstrip()[2:].strip() + "]", one=True)
                    index += 1
    return rules


def closed(value):
    """Whether the flow list ends here, brackets within quotes aside."""
    bare = re.sub(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", "", value)
    return "]" in bare


def flow(value, one=False):
    """The scalars of `['…', "…", plain]`."""
    if one:
        plain = value[1:-1]
        if plain[:1] not in "'\"":
            return [plain]
    found, at = [], 1
    while at < len(value):
        scalar = SCALAR.match(value, at)
        if not scalar:
            break
        single, double, plain = scalar.groups()
        if single is not None:
            found.append(single.replace("''", "'"))
        elif double is not None:
            found.append(json.loads(f'"{double}"') if "\\x" not in double else double)
        elif plain.strip():
            found.append(plain.strip())
        at = scalar.end()
        if at < len(value) and value[at] == ",":
            at += 1
        else:
            break
    return found
