"""Thousands of command lines made from the service's model, read by the real AWS CLI and by our prompt.

A line is right when both ask the same of the service, or both refuse it with the same text and status. The lines
are always the same unless `DRYDOCK_WIRE_SEED` names others; `DRYDOCK_WIRE_LINES` says how many.
"""
import json
import os
import random
import re
import shlex
import tempfile

import botocore.session
from botocore import xform_name

from differences import Version
from helptable import statuses
from server import REGION, expect
from sides import Real, has_version_2, ours, version_2, words_of

STRINGS = [
    "web", "web:1", "a b", "a,b", "k=v", "é", "日本", "it's", 'say "x"', "back\\slash", "[x]", "{x}", "", " lead", "trail ",
    "true", "12", "-1", "1e5", "#c", "$HOME", "*", "~", "a\\,b", "two\nlines", "ENABLED", "null", "a=b,c=d", "x]", "}", "@f",
    "tab\there", "end\\", "-", "-x", "a  b", "=", ",", "'", '"']
PLAIN = ["web", "web:1", "a", "FARGATE", "harbor", "x-1", "12", "subnet-1", "a.b/c:d#e"]
NUMBERS = ["0", "1", "-1", "5", "007", "+3", " 7 ", "1_0", "abc", "1.5", "", "1180591620717411303424", "1e3", "--3", "0x1f"]
PROFILE = re.compile(r"--pr(o|of|ofi|ofil|ofile)?(?![a-z])")
BACKSLASHES = re.compile(r"""\\\\['"]""")
PAGE_IN_JSON = re.compile(r"""[nN]extToken|[mM]arker|[mM]ax(Results|Items|Records)|[lL]imit|PageSize""")
VERSION = re.compile(r"--v(e|er|ers|ersi|ersio)?\b")
PAGING = re.compile(r"--(starting-token|page-size|max-items)")
GUESSED = re.compile(r"(?<!\d)\d{1,3}-\d\d-\d\d")
COUNTS = ["0", "1", "-1", "5", "007", "+3", "abc", "1.5", ""]
CLOCKS = ["2026-01-05T09:00:00Z", "2026-01-05", "1767603600", "yesterday", ""]


# What is typed for a service, and its name in the models.
SERVICES = [
    (name, name) for name in [
        "ecs", "elbv2", "elb", "logs", "iam", "autoscaling", "application-autoscaling", "ssm", "secretsmanager", "cloudwatch", "ecr",
        "ec2"]]


def simulated(service):
    """The operations of a companion that are simulated; none where all are to be asked."""
    return () if service == "ecs" else {name for name, status in statuses(service).items() if status == "simulated"}


SIMULATED = {service: simulated(service) for service, _ in SERVICES}


class Maker:
    def __init__(self, model, dice):
        self.model, self.dice = model, dice

    def chance(self, share):
        return self.dice.random() < share

    # Values

    def scalar(self, kind):
        """A scalar that is right, as a rule."""
        dice = self.dice
        if self.chance(0.03):
            return dice.choice([True, None, 3, 1.5, "x", [], {}, ["a"], {"a": 1}])
        if kind in ("integer", "long"):
            return dice.choice([0, 1, 5, -1, 80, 2**40])
        if kind in ("double", "float"):
            return dice.choice([0, 1.5, -2, 100.0, 1e-7, 3])
        if kind == "boolean":
            return dice.choice([True, False])
        if kind == "timestamp":
            return dice.choice(CLOCKS[:3])
        return dice.choice(PLAIN if self.chance(0.6) else STRINGS)

    def value(self, shape, depth=0):
        dice, kind = self.dice, shape.type_name
        if self.chance(0.03):
            return self.scalar("string")
        if kind == "structure":
            members = [name for name in shape.members if name in shape.required_members and not self.chance(0.08)]
            others = [name for name in shape.members if name not in shape.required_members]
            if depth < 5:
                members += dice.sample(others, min(len(others), dice.choice([0, 0, 1, 1, 2, 3])))
            dice.shuffle(members)
            made = {name: self.value(shape.members[name], depth + 1) for name in members}
            if self.chance(0.05):
                made[dice.choice(["nope", "Name", "subnet"])] = "x"
            return made
        if kind == "list":
            return [self.value(shape.member, depth + 1) for _ in range(dice.choice([0, 1, 1, 1, 2, 2, 3]))]
        if kind == "map":
            return {dice.choice(PLAIN): self.value(shape.value, depth + 1) for _ in range(dice.choice([0, 1, 2]))}
        return self.scalar(kind)

    # The short way to write them

    def word(self, value):
        text = "true" if value is True else "false" if value is False else "" if value is None else str(value)
        if self.chance(0.5) and all(letter not in text for letter in "'\",[]{}= \\"):
            return text
        quote = self.dice.choice("'\"")
        if self.chance(0.8):
            return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote
        return text

    def short(self, value, depth=0):
        if isinstance(value, dict):
            blank = " " if self.chance(0.04) else ""
            pairs = [f"{key}={self.short(inner, depth + 1)}" for key, inner in value.items()]
            text = f",{blank}".join(pairs)
            return "{" + text + "}" if depth else text
        if isinstance(value, list):
            items = [self.short(item, max(depth, 1)) for item in value]
            if depth == 1 and items and self.chance(0.25):
                return ",".join(items)
            return "[" + ",".join(items) + "]"
        return self.word(value)

    def spoiled(self, text):
        """The text with something taken away, put in or doubled."""
        if not text:
            return text
        place = self.dice.randrange(len(text))
        letter = self.dice.choice("=,[]{}\"' \\:x@")
        return self.dice.choice([
            text[:place] + text[place + 1:], text[:place] + letter + text[place:], text[:place],
            text[:place] + letter + text[place + 1:]])

    def words(self, shape):
        """The words of one option."""
        kind = shape.type_name
        if kind in ("structure", "map"):
            return [self.document(self.value(shape))]
        if kind == "list":
            if self.chance(0.3):
                return [self.document(self.value(shape), isJSON=True)]
            items = [self.value(shape.member) for _ in range(self.dice.choice([0, 1, 1, 2, 3]))]
            if shape.member.type_name in ("structure", "map", "list"):
                isJSON = self.chance(0.2)
                return [self.document(item, isJSON=isJSON) for item in items]
            return [self.text(item) for item in items]
        if kind in ("integer", "long", "double", "float") and self.chance(0.3):
            return [self.dice.choice(NUMBERS)]
        if kind == "timestamp":
            return [self.dice.choice(CLOCKS)]
        return [self.text(self.scalar(kind))]

    @staticmethod
    def text(value):
        return value if isinstance(value, str) else json.dumps(value)

    def document(self, value, isJSON=None):
        if isJSON is None:
            isJSON = self.chance(0.35)
        if isJSON:
            text = json.dumps(value, ensure_ascii=self.chance(0.5), indent=self.dice.choice([None, None, None, 1]))
        else:
            text = self.short(value)
        return self.spoiled(text) if self.chance(0.12) else text

    # Lines

    def name(self, name, others):
        """An option's name, sometimes a part of it, sometimes misspelt."""
        if self.chance(0.08):
            return name[:self.dice.randrange(4, len(name) + 1)]
        # Two dashes alone begin everything.
        return "--" + (self.spoiled(name[2:]).lstrip("=") or "x") if self.chance(0.02) else name

    def option(self, name, shape):
        if shape.type_name == "boolean":
            bare = name[2:]
            renamed = {"enable-execute-command": "disable-execute-command", "interactive": "non-interactive"}
            return [self.dice.choice([name, "--" + renamed.get(bare, "no-" + bare)])] + (["true"] if self.chance(0.03) else [])
        words = self.words(shape)
        name = self.name(name, None)
        if len(words) == 1 and self.chance(0.1):
            return [f"{name}={words[0]}"]
        return [name] + words

    def line(self, service, operation_name):
        operation = self.model.operation_model(operation_name)
        shape = operation.input_shape
        members = dict(shape.members) if shape else {}
        required = [name for name in (shape.required_members if shape else []) if not self.chance(0.04)]
        others = [name for name in members if name not in required]
        chosen = required + self.dice.sample(others, min(len(others), self.dice.choice([0, 1, 1, 2, 3])))
        self.dice.shuffle(chosen)
        groups = []
        if self.chance(0.08):
            whole = {name: self.value(members[name]) for name in chosen if not self.chance(0.3)}
            text = json.dumps(whole)
            groups.append(["--cli-input-json", self.spoiled(text) if self.chance(0.1) else text])
            chosen = [name for name in chosen if self.chance(0.3)]
        groups += [self.option("--" + xform_name(name, "-"), members[name]) for name in chosen]
        for share, words in [
            (0.04, ["--output", self.dice.choice(["json", "text", "table", "jsn", "xml"])]),
            (0.04, ["--query", self.dice.choice(["a", "a[", "length(@)", "a.b[*].c", "`", "a ||"])]),
            (0.03, ["--region", self.dice.choice(["eu-west-1", REGION])]), (0.02, ["--no-paginate"]),
            (0.03, ["--max-items", self.dice.choice(COUNTS)]), (0.02, ["--page-size", self.dice.choice(COUNTS)]),
            (0.02 if service == "ecs" else 0, ["--starting-token", self.dice.choice(["x", "eyJuZXh0VG9rZW4iOiAiYSJ9"])]),
            (0.02, ["--foo", "bar"]), (0.02, ["stray"]), (0.01, ["--color", "off"]), (0.01, ["--no-sign-request"]),
        ]:
            if self.chance(share):
                groups.insert(self.dice.randrange(len(groups) + 1), words)
        words = [word for group in groups for word in group]
        if self.chance(0.02) and words:
            words.pop(self.dice.randrange(len(words)))
        command = xform_name(operation_name, "-")
        before = ["--output", "json"] if self.chance(0.02) else []
        # With a broken whole input the real one fails before it prints a skeleton.
        if self.chance(0.02) and "--cli-input-json" not in words:
            words = words + ["--generate-cli-skeleton"] + self.dice.choice([[], ["input"], ["x"]])
        if service == "ecs" and self.chance(0.04):
            waiter = self.dice.choice(["services-stable", "services-inactive", "tasks-running", "tasks-stoped", "tasks-stopped"])
            return ["aws", *before, service, "wait", waiter, *words]
        return ["aws", *before, service, self.spoiled(command) if self.chance(0.02) else command, *words]

    def typed(self, words):
        """The words as somebody types them: quoted one way or another."""
        return "aws " + " ".join(self.quoted(word) for word in words[1:])

    def quoted(self, word):
        way = self.dice.random()
        if way < 0.6 or not word:
            return shlex.quote(word)
        if way < 0.8:
            return '"' + "".join("\\" + letter if letter in '\\"$`' else letter for letter in word) + '"'
        if way < 0.9 and "\n" not in word:
            return "".join(letter if letter.isalnum() or letter in "-_=./:," else "\\" + letter for letter in word)
        place = self.dice.randrange(len(word) + 1)
        return "".join(shlex.quote(part) for part in (word[:place], word[place:]) if part)


def comparable(request):
    return request and (request["operation"], json.dumps(request["input"], sort_keys=True))


def judged(version, real, own):
    """What differs between two answers; nothing where they agree."""
    asked = comparable(real["requests"][0]) if real["requests"] else None
    own_asked = comparable(own["requests"][0]) if own["requests"] else None
    if asked or own_asked:
        if asked != own_asked:
            return f"asks {asked or version.text(real['err'])}\n  ours {own_asked or own['err'].strip()}"
        return None
    text, own_text = version.text(real["err"]), version.text(own["err"])
    if text != own_text:
        return f"says {text!r}\n  ours {own_text!r}"
    status = version.status(real, text)
    return None if status == own["status"] else f"status {status}, ours {own['status']}: {text!r}"


def made(count, seed, services=SERVICES):
    """Lines as they are typed."""
    session = botocore.session.get_session()
    dice = random.Random(seed)
    makers = [(service, Maker(session.get_service_model(name), dice)) for service, name in services]
    lines = []
    for number in range(count):
        # Most of them about ECS.
        service, maker = makers[0] if number % 5 or len(makers) == 1 else dice.choice(makers[1:])
        names = [name for name in maker.model.operation_names if not SIMULATED[service] or name in SIMULATED[service]]
        lines.append(maker.typed(maker.line(service, names[number % len(names)])))
    return lines


def compared(version, real, lines):
    """The lines that are read differently, each with what differs; and how many were asked, refused."""
    answers = real.answers([words[1:] for words in words_of(lines)])
    own = ours([line.replace("aws ", "aws --debug ", 1) for line in lines], "--fresh", "--fixture", "harbor")
    wrong = []
    for line, theirs, mine in zip(lines, answers, own):
        difference = judged(version, theirs, mine)
        if difference:
            wrong.append(f"{line}\n  {difference}")
    return wrong, sum(1 for each in answers if each["requests"])


def check(version, real, count, **more):
    seed = os.environ.get("DRYDOCK_WIRE_SEED") or "harbor"
    count = int(os.environ.get("DRYDOCK_WIRE_LINES") or count)
    # The real one looks for a profile after all else; a part of `--propagate-tags` may mean it.
    # Its date library guesses at dates such as `202-01-05`, and we do not (`TimestampText`).
    lines = [line for line in made(count, seed, **more) if not PROFILE.search(line) and not GUESSED.search(line)]
    if version.number == 1:
        # It takes the second backslash of `\\'` for the quote's own, and pages on although the JSON has a token or a
        # page's size, where version 2 ceases to page; `--v` may mean its `--v2-debug`.
        lines = [line for line, words in zip(lines, words_of(lines))
                 if not any(map(BACKSLASHES.search, words)) and not (PAGING.search(line) and PAGE_IN_JSON.search(line))
                 and not VERSION.search(line)]
    if version.number == 2:
        # As Debian has it, it does not know `key@=file://` yet.
        lines = [line for line in lines if "@" not in line]
    count = len(lines)
    wrong, asked = compared(version, real, lines)
    print(f"  version {version.number}: {count} generated lines (seed {seed}): {asked} asked, {count - asked} refused, "
          f"{len(wrong)} read differently")
    expect(not wrong, f"{len(wrong)} lines (seed {seed}), among them:\n" + "\n".join(wrong[:8]))


def test_generated_lines_are_read_alike():
    check(Version(1), Real(), 3000)


def test_generated_lines_are_read_as_by_version_2():
    if not has_version_2():
        return print("  not run: no AWS CLI version 2 among this machine's packages")
    with tempfile.TemporaryDirectory(prefix="drydock-models-") as models:
        check(Version(2), version_2(models), 400, services=SERVICES[:1])
