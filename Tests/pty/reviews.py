"""Steps of a finished lesson come back, one after the other, at the prompt of `drydock review`."""
import json
import os
import shlex
import subprocess
import tempfile

from lessons import Learner, steps
from terminal import Terminal, check, command_line

STEPS = ["look", "predict-tasks", "quiz-objects", "quiz-words", "undo", "own"]


def with_progress():
    """A home whose default profile has finished the lesson map, with checks as they were long ago."""
    home = tempfile.mkdtemp(prefix="drydock-pty-")
    data, file = os.path.join(home, "data"), os.path.join(home, "progress.txt")
    os.makedirs(data)
    with open(file, "w", encoding="utf-8") as text:
        text.write("drydock-progress/1\n")
        for step in STEPS:
            text.write(json.dumps({
                "lesson": "map", "step": step, "checks": "1", "firstAt": "2025-01-01T09:00:00Z",
                "lastAt": "2025-01-01T09:00:00Z", "progress": {"solved": True, "passedAt": "2025-01-01T09:00:00Z"},
            }) + "\n")
    said = subprocess.run(
        shlex.split(command_line(data, "import " + file)), capture_output=True, text=True, check=True).stdout
    check("Progress of 6 steps" in said, said)
    return home


def a_review():
    home = with_progress()
    known = {step.name: step for step in steps("map")}
    with Terminal(columns=100, rows=40, arguments="review", home=home, environment={"NO_COLOR": "1"}) as terminal:
        learner = Learner(terminal)
        check("5 steps from lessons" in learner.since(0) and "1/5 " in learner.since(0), learner.since(0))
        learner.expect("next", "This step is still open", "look")
        for line in known["look"].solution:
            seen = learner.type(line)
        check("Step done." in seen, seen)
        learner.expect("", "2/5 ", "look")
        learner.expect("back", "goes forward", "predict-tasks")
        learner.expect("skip", "3/5 ", "predict-tasks")
        choices = known["quiz-objects"].choices
        learner.expect("answer " + next(name for name, right in choices if not right), "Not this one.", "quiz")
        learner.expect("answer " + next(name for name, right in choices if right), "Step done.", "quiz")
        learner.expect("next", "4/5 ", "quiz-objects")
        learner.expect("skip", "5/5 ", "quiz-words")
        terminal.send("skip\r")
        terminal.wait_text("Review done: 1 of 5 without help.")
        check(terminal.wait_end() == 0, "the end of a review is the end of the program")
    said = subprocess.run(
        shlex.split(command_line(os.path.join(home, "data"), "review")), capture_output=True, text=True, check=True).stdout
    check("Nothing is due. The next step comes back in about 18 hours." in " ".join(said.split()), said)


def tests():
    yield "steps come back in review", a_review
