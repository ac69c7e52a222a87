"""The classroom chapter of lessons/README.md: its commands, taken out of the file and run as they stand.

In: the fences whose first line's second word is `classroom`. Out: a failure where a command does not end as the chapter
says, or writes no file that it promises. Steps that fetch Drydock itself are left out: the program is here already.
"""
import os
import re
import shlex
import subprocess
import tempfile
import xml.etree.ElementTree

from terminal import check, command_line

GUIDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "lessons", "README.md")
COURSE = os.path.dirname(os.path.abspath(GUIDE))
FENCE = re.compile(r"^```(\w+) classroom (\w+)\n(.*?)^```$", re.M | re.S)
# What the learner of the chapter types at the prompt.
TYPED = "aws ecs list-clusters\nnext\n"


def fences():
    with open(GUIDE, encoding="utf-8") as file:
        return {name: body for _, name, body in FENCE.findall(file.read())}


class School:
    """A folder with a `drydock` on its path."""

    def __init__(self, folder):
        self.folder = folder
        tools = os.path.join(folder, ".tools")
        os.makedirs(tools)
        program = [os.path.abspath(word) if os.path.exists(word) else word
                   for word in shlex.split(command_line(os.path.join(folder, ".data"), ""))]
        with open(os.path.join(tools, "drydock"), "w") as file:
            file.write(f"#!/bin/sh\nexec {shlex.join(program)} \"$@\"\n")
        os.chmod(os.path.join(tools, "drydock"), 0o755)
        self.environment = {
            "PATH": tools + ":" + os.environ.get("PATH", ""), "HOME": folder, "DRYDOCK_COURSE": COURSE, "LANG": "C.UTF-8",
        }

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()

    def run(self, script, typed=""):
        done = subprocess.run(["bash", "-e", "-c", script], cwd=self.folder, env=self.environment, input=typed,
                              capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr

    def expect(self, code, script, typed=""):
        seen, said = self.run(script, typed)
        check(seen == code, f"exit code {code}, not {seen}, from:\n{script}\n{said[-2000:]}")
        return said


def prepared(folder):
    school = School(folder)
    parts = fences()
    check(set(parts) == {"learner", "policy", "workflow", "script"}, f"the chapter has other fences: {sorted(parts)}")
    school.write("policy.yaml", parts["policy"])
    school.expect(0, parts["learner"], TYPED)
    check(school.read("receipts/anna.receipt").startswith("drydock-receipt/1\nlearner: anna\n"), "anna has a receipt")
    return school, parts


def runs(workflow):
    """The commands of a workflow's steps by their names; only `run:` lines and blocks are read."""
    steps = {}
    for step in re.split(r"^ +- (?=name:|uses:)", workflow, flags=re.M)[1:]:
        name = re.match(r"name: (.*)", step)
        block = re.search(r"^ +run: \|\n((?: {10}.*\n?)+)", step, re.M)
        line = re.search(r"^ +run: (?!\|)(.*)", step, re.M)
        if name and (block or line):
            steps[name[1]] = re.sub(r"^ {10}", "", block[1], flags=re.M) if block else line[1]
    return steps


def workflow():
    with tempfile.TemporaryDirectory(prefix="drydock-class-") as folder:
        school, parts = prepared(folder)
        steps = runs(parts["workflow"])
        check(list(steps) == ["Install Drydock", "Grade"], f"the workflow has the steps {list(steps)}")
        school.expect(0, steps["Grade"])
        suite = xml.etree.ElementTree.parse(os.path.join(folder, "grades.xml")).getroot().find("testsuite")
        check(suite.get("name") == "anna" and suite.get("failures") != suite.get("tests"), "the JUnit file has anna's steps")


def script():
    with tempfile.TemporaryDirectory(prefix="drydock-class-") as folder:
        school, parts = prepared(folder)
        said = school.expect(0, parts["script"])
        for wanted in ("verified, ", "First week: ", "map: 1 learner"):
            check(wanted in said, f"the script says {wanted!r}, not:\n{said}")
        check(school.read("grades.csv").startswith("learner,lesson,step,"), "grades.csv has a row for each step")


def edited():
    """What the chapter says of edited and copied receipts."""
    with tempfile.TemporaryDirectory(prefix="drydock-class-") as folder:
        school, _ = prepared(folder)
        honest = school.read("receipts/anna.receipt")
        school.write("receipts/anna.receipt", honest.replace("points: 1/", "points: 2/").replace("points=1/", "points=2/", 1))
        check("NOT verified: line " in school.expect(1, "drydock verify receipts"), "an edited score names its line")
        school.write("receipts/anna.receipt", honest.replace("learner: anna", "learner: ben"))
        check("another learner's world" in school.expect(1, "drydock verify receipts"), "a copied receipt is told apart")
        school.write("receipts/anna.receipt", honest.replace("engine: ", "engine: 9"))
        check("made by Drydock 9" in school.expect(2, "drydock verify receipts"), "another engine is named")
        school.write("policy.yaml", "format: drydock-policy/1\ntitel: x\n")
        check("Did you mean `title`?" in school.expect(2, "drydock grade --policy policy.yaml receipts"), "a policy is read strictly")


def added():
    """A lesson of somebody else's is added, played and taken away."""
    with tempfile.TemporaryDirectory(prefix="drydock-class-") as folder:
        school = School(folder)
        with open(os.path.join(COURSE, "01-map", "lesson.md"), encoding="utf-8") as file:
            text = file.read()
        school.write("pier/lesson.md", text)
        said = school.expect(1, "drydock course add pier")
        check("has the id of one in" in said, f"an id that is taken is refused, not:\n{said}")
        school.write("pier/lesson.md", text.replace("\nid: map\n", "\nid: pier\n"))
        check("`drydock learn pier` begins it" in school.expect(0, "drydock course add pier/lesson.md"), "it is added")
        school.expect(0, "rm -r pier")
        check("  pier  " in school.expect(0, "drydock lessons"), "it is on the list of lessons")
        school.expect(0, "drydock learn pier --profile anna", TYPED)
        check("verified" in school.expect(
            0, "drydock receipt pier --profile anna --out pier.receipt; drydock verify pier.receipt"), "it has receipts")
        check("(1 lesson, added)" in school.expect(0, "drydock course list"), "it is on the list of courses")
        school.expect(0, "drydock course remove pier")
        check("pier" not in school.expect(0, "drydock lessons"), "it is gone")


def tests():
    yield "the workflow of the chapter grades a receipt", workflow
    yield "the script of the chapter verifies, grades and reports", script
    yield "edited, copied and foreign receipts", edited
    yield "a lesson that is added", added
