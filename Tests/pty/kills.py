"""SIGKILL in the middle of work: what was acknowledged is there afterwards, and the lesson goes on.

In: a seed for each round. Out: a failure that names the seed and what is missing.
"""
import os
import random
import re
import shlex
import signal
import subprocess
import tempfile

from lessons import Learner, steps
from terminal import Settings, Terminal, check, command_line


def ask(data, arguments, *commands):
    words = shlex.split(command_line(data, arguments))
    for command in commands:
        words += ["-c", command]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    return done.stdout


def killed(seed):
    def test():
        source = random.Random(seed)
        with tempfile.TemporaryDirectory(prefix="drydock-kill-") as home:
            data = os.path.join(home, "data")
            os.makedirs(data)
            acknowledged, done = [], []
            with Terminal(columns=100, rows=40, arguments="learn map", home=home, environment={"NO_COLOR": "1"}) as terminal:
                learner = Learner(terminal)
                solution = steps("map")[0].solution
                for number in range(source.randint(1, 6)):
                    name = f"kill-{seed}-{number}"
                    learner.expect(f"aws ecs create-cluster --cluster-name {name}", f'"clusterName": "{name}"', f"seed {seed}")
                    acknowledged.append(name)
                if source.random() < 0.5:
                    learner.expect(solution[0], "Step done.", f"seed {seed}")
                    done.append("first")
                # One more on its way: it may be there or not, but nothing may be half there.
                terminal.send(f"aws ecs create-cluster --cluster-name last-{seed}\r")
                terminal.take(source.random() * 0.03)
                os.kill(terminal.child.pid, signal.SIGKILL)
                terminal.wait_end()
            wanted = " ".join(acknowledged + [f"last-{seed}"])
            listed = ask(data, "--sandbox lesson/map", f"aws ecs describe-clusters --clusters {wanted} --query 'clusters[].clusterName'")
            names = re.findall(r'"([\w-]+)"', listed)
            missing = [name for name in acknowledged if name not in names]
            check(not missing, f"seed {seed}: acknowledged and lost: {missing}; there is {names}")
            with Terminal(columns=100, rows=40, home=home, environment={"NO_COLOR": "1"}) as terminal:
                learner = Learner(terminal)
                shown = "\n".join(terminal.lines())
                check("Welcome back" in shown, f"seed {seed}: the lesson is resumed, but the screen is\n{terminal.picture()}")
                if done:
                    learner.expect("next", "2/", f"seed {seed}: the step that was done stays done")
                else:
                    learner.expect("check", "[ ]", f"seed {seed}: the step is still open")
    return test


def tests():
    for number in range(Settings.kills):
        seed = Settings.first_seed + number
        yield f"killed at a random moment, seed {seed}", killed(seed)
