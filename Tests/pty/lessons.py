"""The lessons of the course, walked as a learner walks them: wrong tries first, then a solution, then on.

In: the lesson files. Out: each step's wrong try brings its diagnosis on the screen, each solution ends the step, and
the lesson ends. What is typed is read from the lesson; what must appear too.
"""
import os
import re

from terminal import Failure, Settings, Terminal, check

COURSE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "lessons")
STEP = re.compile(r"^## .*\{#(?P<id>[a-z0-9-]+) kind=(?P<kind>[a-z]+)[^}]*\}$", re.M)
VARIANT = re.compile(r"^variants:\n  - id: .*\n((?:    .*\n)+)", re.M)
PARAMETER = re.compile(r"^ +([a-z-]+): (.+)$", re.M)
FENCE = re.compile(r"^```(?P<language>\w+) (?P<directive>\w+)(?P<arguments>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)


class Step:
    def __init__(self, name, kind, text):
        self.name, self.kind = name, kind
        self.solution = None
        self.attempts, self.sayings, self.hints = [], {}, 0
        self.choices, self.questions = [], []
        for fence in FENCE.finditer(text):
            directive, body, arguments = fence["directive"], fence["body"], fence["arguments"]
            if directive == "solution" and self.solution is None:
                self.solution = commands(body)
            elif directive == "attempt":
                expect = re.search(r"expect=([a-z0-9-]+)", arguments)
                self.attempts.append((commands(body), expect and expect[1]))
            elif directive == "diagnose":
                for rule in re.split(r"^- id: ", body, flags=re.M)[1:]:
                    say = re.search(r"^  say: (?:\|\n)?(.*?)(?=^  \w|\Z)", rule, re.M | re.S)
                    self.sayings[rule.split("\n")[0].strip()] = " ".join(say[1].split()).strip('"')
            elif directive == "choices":
                for choice in re.split(r"^- id: ", body, flags=re.M)[1:]:
                    self.choices.append((choice.split("\n")[0].strip().strip('"'), "correct: true" in choice))
            elif directive == "ask":
                for question in re.split(r"^- id: ", body, flags=re.M)[1:]:
                    options = re.search(r"^  options: \[(.*?)\]", question, re.M)[1].split(",")
                    self.questions.append((question.split("\n")[0].strip(), [option.strip() for option in options]))
            elif directive == "hint":
                self.hints += 1


def commands(body):
    """One text for each command: a here-document belongs to the line that opens it."""
    texts, end = [], None
    for line in body.replace("\\\n", "").split("\n"):
        if end:
            texts[-1] += "\n" + line
            end = None if line == end else end
        elif line.strip() and not line.startswith("#"):
            texts.append(line)
            opened = re.search(r"<<'?(\w+)'?", line)
            end = opened and opened[1]
    return texts


def in_first_variant(text):
    """As the profile `default` plays it."""
    parameters = VARIANT.search(text)
    for name, value in PARAMETER.findall(parameters[1] if parameters else ""):
        text = text.replace("{{" + name + "}}", value)
    return text


def steps(lesson):
    folder = next(name for name in sorted(os.listdir(COURSE)) if name.endswith("-" + lesson))
    with open(os.path.join(COURSE, folder, "lesson.md"), encoding="utf-8") as file:
        text = in_first_variant(file.read())
    heads = list(STEP.finditer(text)) + [None]
    return [Step(head["id"], head["kind"], text[head.end():following.start() if following else len(text)])
            for head, following in zip(heads, heads[1:])]


def course():
    with open(os.path.join(COURSE, "course.yaml"), encoding="utf-8") as file:
        return [match[1] for match in re.finditer(r"^ +- \d+-([a-z-]+)$", file.read(), re.M)]


class Learner:
    """Types a line, waits until it has been answered, and looks at what came since."""

    def __init__(self, terminal):
        self.terminal = terminal
        self.terminal.wait_prompt()

    def type(self, line):
        start = len(self.terminal.raw)
        *before, last = line.split("\n")
        for part in before:
            self.terminal.send(part + "\r")
            self.terminal.wait("no prompt to go on", lambda: self.terminal.before_cursor().strip() in ("", "…"))
        if last:
            self.terminal.send(last)
            self.terminal.enter(line)
        else:
            self.terminal.send("\r")
            self.terminal.wait("no answer", lambda: b"\n" in self.terminal.raw[start:] and self.terminal.at_prompt())
        return self.since(start)

    def since(self, start):
        """The text since then: without sequences, blanks folded, so that wrapping does not matter."""
        text = self.terminal.raw[start:].decode("utf-8", "replace")
        text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[78]|\x1b\([AB]|\x1b[=>]|\r", "", text)
        return " ".join(text.split())

    def expect(self, line, wanted, why):
        seen = self.type(line)
        if wanted not in seen:
            raise Failure(f"{why}: after {line!r} there is no {wanted!r} in:\n{seen[-1500:]}")


def plain(text):
    """How it begins on the screen."""
    return " ".join(re.sub(r"\{\{value\}\}.*|\*\*", "", text).split())[:60].strip()


def walk_step(learner, step):
    if step.kind == "explain":
        return
    if step.kind == "quiz":
        wrong = next(name for name, right in step.choices if not right)
        learner.expect(f"answer {wrong}", "Not this one.", step.name)
        learner.expect("next", "answer the question first", step.name)
        learner.expect(f"answer {next(name for name, right in step.choices if right)}", "Step done.", step.name)
        return
    if step.kind == "predict":
        learner.expect("answer nonsense", "choose one of", step.name)
        for name, options in step.questions:
            seen = learner.type(f"answer {name} {options[0]}")
        check("Step done." in seen, f"{step.name}: the predictions end the step, but:\n{seen[-1500:]}")
        return
    for lines, expected in step.attempts:
        if len(lines) > 1:
            continue
        saying = plain(step.sayings.get(expected, ""))
        learner.expect(lines[0], saying, f"{step.name}, diagnosis {expected}")
        # What is taken back still counts against the limits of a timed step.
        learner.expect("reset step" if step.kind == "timed" else "undo", "", step.name)
    learner.expect("check", "[ ]", step.name)
    learner.expect("hint", "hint 1:", step.name)
    learner.expect("next", "this step is still open", step.name)
    seen = ""
    for line in step.solution:
        seen += learner.type(line)
    check("Step done." in seen, f"{step.name}: the solution ends the step, but:\n{seen[-1500:]}")


def walk(lesson):
    def test():
        with Terminal(columns=100, rows=40, arguments=f"learn {lesson}", environment={"NO_COLOR": "1"}) as terminal:
            learner = Learner(terminal)
            learner.expect("aws ecs lst-clusters", "Maybe you meant:", lesson)
            learner.expect("lesons", "Did you mean `lessons`?", lesson)
            walked = steps(lesson)
            for number, step in enumerate(walked):
                walk_step(learner, step)
                if number + 1 < len(walked):
                    learner.expect("next" if step.kind == "explain" else "", f"{number + 2}/{len(walked)} ", step.name)
                else:
                    learner.expect("next", "You have finished", step.name)
            learner.expect("lessons", f"[x] {lesson}", lesson)
            terminal.send("\x04")
            check(terminal.wait_end() == 0, "Ctrl-D leaves with status 0")
    return test


def tests():
    every = course()
    walks = max(1, min(Settings.walks, len(every)))
    for lesson in [every[number * len(every) // walks] for number in range(walks)]:
        yield f"a learner walks {lesson}", walk(lesson)
