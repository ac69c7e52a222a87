"""What a learner sees: the screen of a lesson after a few lines, at 60 and 100 columns, with colours and without.

In: `golden/NAME.txt`. Out: a failure where a screen differs from its file; with `DRYDOCK_RECORD=1` the file is rewritten
instead. Colours and bold are written as marks, `<green>web</>`, so that a difference can be read.
"""
import os
import re

from lessons import Learner
from terminal import Terminal, check

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
ROWS = 200
# Enter on an empty line leaves one or two: the key may come before the editor listens.
BLANKS = re.compile(r"\n{3,}")
# What is typed is coloured between two keys: the last ones may be quicker than that, so its colours are left out.
PROMPT = re.compile(r"^<green>[\w-]+</> [0-9:]+<bold>></> ")
MARKS = re.compile(r"</>|<(?:red|green|brown|blue|magenta|cyan|bold|underscore| )+>")
# A wrong turn, help, the right way, and on. An empty line is Enter.
SESSIONS = {
    "map": [
        "aws ecs list-services --cluster harbor --output text", "hint", "check", "aws ecs list-clusters", "", "next",
        "aws ecs describe-clusters --clusters default --query failures", "undo", "hints",
    ],
    "services-heal": [
        "answer broken", "answer order", "", "next", "aws ecs run-task --cluster harbor --task-definition web:1",
        "hint", "solution",
    ],
}


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
        learner = Learner(terminal)
        for line in SESSIONS[lesson]:
            learner.type(line)
        rows = [styled(terminal.screen, row) for row in range(ROWS)]
        full = [len(line.rstrip()) == columns for line in terminal.screen.display]
    is_typed = False
    for number, row in enumerate(rows):
        prompt = PROMPT.match(row)
        if prompt:
            rows[number] = prompt.group() + MARKS.sub("", row[prompt.end():])
        elif is_typed:
            rows[number] = MARKS.sub("", row)
        is_typed = bool(prompt or is_typed) and full[number]
    # A key that comes before the editor listens is shown by the terminal itself.
    rows = [row for row in rows if not row or row not in SESSIONS[lesson]]
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
        differing = [f"- {a}\n+ {b}" for a, b in zip(wanted.split("\n"), seen.split("\n")) if a != b]
        check(wanted == seen, f"golden/{name} shows another screen (`make record` rewrites it):\n" + "\n".join(differing[:10]))
    return name, test


def tests():
    for lesson in SESSIONS:
        for columns in (60, 100):
            for has_colour in (True, False):
                name, test = golden(lesson, columns, has_colour)
                yield f"golden: the screen {name}", test
