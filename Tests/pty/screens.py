"""What a learner sees: the screen of a lesson after a few lines, at 60 and 100 columns, with colours and without.

In: `golden/NAME.txt`, and the lessons for what is typed. Out: a failure where a screen differs from its file; with
`DRYDOCK_RECORD=1` the file is rewritten instead. Colours and bold are written as marks, `<green>web</>`, so that a
difference can be read.
"""
import difflib
import os
import re

import lessons
from lessons import Learner
from terminal import Settings, Terminal, check

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
ROWS = 400
# Enter on an empty line leaves one or two: the key may come before the editor listens.
BLANKS = re.compile(r"\n{3,}")
# What is typed is coloured between two keys: the last ones may be quicker than that, so its colours are left out.
PROMPT = re.compile(r"^<green>[\w-]+</> [0-9:]+<bold>></> ")
MARKS = re.compile(r"</>|<(?:red|green|brown|blue|magenta|cyan|bold|underscore| )+>")
# Read from the lesson: a wrong choice, the right one, a wrong try in one line, the solution's first line, all of it, the
# last option of each question.
WRONG, RIGHT, TRY, LOOK, SOLUTION, PREDICT = "{wrong}", "{right}", "{try}", "{look}", "{solution}", "{predict}"
BACK = "aws ecs update-service --cluster harbor --service {0} --task-definition {0}:1 --query service.taskDefinition"
# A wrong turn, help, the right way, and on. An empty line is Enter.
SESSIONS = {
    "map": [
        "aws ecs list-services --cluster harbor --output text", "hint", "check", "aws ecs list-clusters", "", "next",
        "aws ecs describe-clusters --clusters default --query failures", "undo", "hints",
    ],
    "cli": [WRONG, RIGHT, "", "next", TRY, "hint", SOLUTION, "", "skip", "hint", PREDICT, ""],
    "blueprint": [WRONG, RIGHT, "", "next", TRY, "hint", SOLUTION, "", TRY, "hints"],
    "together": [RIGHT, "", "next", TRY, "hint", "solution", "skip", PREDICT, ""],
    "task": [RIGHT, "", "next", TRY, "hint", "goal", "skip", PREDICT, ""],
    "services-heal": [
        "answer broken", "answer order", "", "next", "aws ecs run-task --cluster harbor --task-definition web:1",
        "hint", "solution",
    ],
    "replica-daemon": [RIGHT, "", "next", TRY, "hint", SOLUTION, "", TRY, "map"],
    "clusters": [RIGHT, "", "next", TRY, "undo", "skip", PREDICT, "", TRY, "hint", "skip"],
    "network": [WRONG, RIGHT, "", "next", TRY, "hint", SOLUTION, "", PREDICT, "", "map"],
    "health": [RIGHT, "", PREDICT, "", "next", TRY, "undo", "hint"],
    "balancer": [RIGHT, "", "next", "skip", "hint", "skip", PREDICT, "", "answer cause door", "hint"],
    "rolling": [RIGHT, "", "next", TRY, "hint", "skip", PREDICT, "", "hint"],
    "breaker": [RIGHT, "", "answer state failed", "hint", LOOK, "answer state progress", BACK.format("api"), ""],
    "placement": [RIGHT, "", "next", PREDICT, "", "map", TRY, "hint"],
    "lab-image": ["answer cause memory", "hint", LOOK, "answer cause tag", BACK.format("web").replace(":1", ":2"), ""],
    "lab-size": [TRY, "hint", SOLUTION, "", TRY],
    "lab-memory": ["answer cause program", "hint", LOOK, "answer cause limit", "check", "solution"],
    "lab-crash": ["answer cause health", "hint", LOOK, "answer cause environment", BACK.format("api"), "undo", "check"],
    "lab-room": ["answer cause port", LOOK, "answer cause memory", "map", "hint", "solution"],
    "lab-agent": ["answer cause memory", "hint", LOOK, "answer cause agent", "map", "check"],
    "lab-percent": ["answer cause image", "hint", LOOK, "answer cause percent", "hint", "solution", "skip"],
}
# Those that every run looks at; the others with `--all-screens`.
FEW = ["map", "services-heal", "rolling", "lab-crash"]


def typed(lesson):
    """The lines of a session. An empty line, `next` and `skip` lead to the following step."""
    steps, number, lines = lessons.steps(lesson), 0, []
    for line in SESSIONS[lesson]:
        step = steps[number]
        lines += {
            WRONG: lambda: ["answer " + next(name for name, is_right in step.choices if not is_right)],
            RIGHT: lambda: ["answer " + next(name for name, is_right in step.choices if is_right)],
            TRY: lambda: next(tried for tried, _ in step.attempts if len(tried) == 1),
            LOOK: lambda: step.solution[:1],
            SOLUTION: lambda: step.solution,
            PREDICT: lambda: [f"answer {name} {options[-1]}" for name, options in step.questions],
        }.get(line, lambda: [line])()
        number += line in ("", "next", "skip")
    return lines


def styled(screen, row):
    """The row's text with a mark wherever the style changes."""
    text, style = "", ""
    for column in range(screen.columns):
        cell = screen.buffer[row][column]
        names = ([cell.fg] if cell.fg != "default" else []) + (["bold"] if cell.bold else [])
        if " ".join(names) != style:
            text += ("</>" if style else "") + (f"<{' '.join(names)}>" if names else "")
            style = " ".join(names)
        text += cell.data
    return (text + ("</>" if style else "")).rstrip()


def screens(lesson, columns, has_colour):
    environment = {} if has_colour else {"NO_COLOR": "1"}
    with Terminal(columns=columns, rows=ROWS, arguments=f"learn {lesson}", environment=environment) as terminal:
        learner, lines = Learner(terminal), typed(lesson)
        for line in lines:
            # A key that comes before the editor listens would be shown by the terminal itself.
            terminal.wait("the editor does not listen", lambda: not terminal.child.getecho())
            learner.type(line)
        check(terminal.cursor()[0] < ROWS - 1, f"the session of {lesson} is longer than {ROWS} rows")
        rows = [styled(terminal.screen, row) for row in range(ROWS)]
        shown = terminal.screen.display
    so_far = ""
    for number, row in enumerate(rows):
        prompt = PROMPT.match(row)
        if prompt:
            so_far = shown[number][len(MARKS.sub("", prompt.group())):]
            rows[number] = prompt.group() + MARKS.sub("", row[prompt.end():])
        elif so_far and any(line.startswith(so_far) and line != so_far for line in lines):
            so_far += shown[number]
            rows[number] = MARKS.sub("", row)
        else:
            so_far = ""
    return BLANKS.sub("\n\n", "\n".join(rows).strip("\n")) + "\n"


def golden(lesson, columns, has_colour):
    name = f"{lesson}-{columns}-{'colour' if has_colour else 'plain'}.txt"

    def test():
        path, seen = os.path.join(FOLDER, name), screens(lesson, columns, has_colour)
        if os.environ.get("DRYDOCK_RECORD"):
            os.makedirs(FOLDER, exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(seen)
            return
        with open(path, encoding="utf-8") as file:
            wanted = file.read()
        differing = list(difflib.unified_diff(wanted.split("\n"), seen.split("\n"), lineterm="", n=1))[2:]
        check(wanted == seen, f"golden/{name} shows another screen (`make record` rewrites it):\n" + "\n".join(differing[:20]))
    return name, test


def tests():
    for lesson in SESSIONS if Settings.all_screens else FEW:
        for columns in (60, 100):
            for has_colour in (True, False):
                name, test = golden(lesson, columns, has_colour)
                yield f"golden: the screen {name}", test
