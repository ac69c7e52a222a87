"""Words that need a terminal, or must not have one: `!command`, `less`, `clear`, `fork` in the prompt, `goal`, `set -e`.

In: keys, or lines through a pipe. Out: what the screen shows, what the program ends with.
"""
import os
import shlex
import subprocess
import tempfile

from terminal import Terminal, check, command_line


def programs_of_the_machine():
    with Terminal(columns=200, arguments="sandbox") as terminal:
        terminal.wait_prompt()
        terminal.run("!echo from-$((40+2))-the-machine")
        terminal.wait_text("from-42-the-machine")
        # Not one of the learner's own lines: a script with it is refused.
        terminal.run(f"echo '!touch {terminal.home}/made' > script; source script")
        terminal.wait_text("for a person at a terminal alone")
        check(not os.path.exists(os.path.join(terminal.home, "made")), "a script ran a program of the machine")


def through_a_pipe(text, arguments=""):
    """HOME stands for a folder of the test's own, whose files are given back."""
    with tempfile.TemporaryDirectory(prefix="drydock-words-") as home:
        words = shlex.split(command_line(home, "--fresh " + arguments))
        done = subprocess.run(words, input=text.replace("HOME", home).encode(), capture_output=True, timeout=60)
        return done, os.listdir(home)


def no_programs_through_a_pipe():
    done, made = through_a_pipe("!touch HOME/made\n! touch HOME/made\necho after\n")
    check("made" not in made, "standard input ran a program of the machine")
    check(done.stdout == b"after\n", f"standard output: {done.stdout}")
    check(b"for a person at a terminal alone" in done.stderr, f"standard error: {done.stderr}")


def a_failing_script_ends():
    done, _ = through_a_pipe("set -e\necho one\nfalse\necho never\n")
    check((done.stdout, done.returncode) == (b"one\n", 1), f"{done.stdout} and status {done.returncode}")
    done, _ = through_a_pipe("echo one\nfalse\necho two\n")
    check((done.stdout, done.returncode) == (b"one\ntwo\n", 0), f"{done.stdout} and status {done.returncode}")


def at_the_prompt_the_shell_stays():
    with Terminal(arguments="sandbox") as terminal:
        terminal.wait_prompt()
        terminal.run("set -e; false; echo never-'said'")
        terminal.run("echo still-'here'")
        terminal.wait_text("still-here")
        check("never-said" not in "\n".join(terminal.lines()), "a line went on after its failure")


def pages():
    with Terminal(arguments="sandbox", environment={"DRYDOCK_PAGER": "sed s/^/paged:/"}) as terminal:
        terminal.wait_prompt()
        terminal.run("printf 'a\\nb\\n' | less")
        terminal.wait_text("paged:b")
        terminal.run("echo x > f; less f")
        terminal.wait_text("paged:x")


def pages_without_a_pager():
    for pager in ["", "no-such-pager"]:
        with Terminal(arguments="sandbox", environment={"DRYDOCK_PAGER": pager}) as terminal:
            terminal.wait_prompt()
            terminal.run("echo shown-'all'-the-same | less")
            terminal.wait_text("shown-all-the-same")


def clears():
    with Terminal(arguments="sandbox") as terminal:
        terminal.wait_prompt()
        terminal.run("echo before-'it'")
        terminal.wait_text("before-it")
        terminal.run("clear")
        terminal.wait("the screen is not clear", lambda: terminal.cursor()[0] == 0 and "before-it" not in "\n".join(terminal.lines()))
    done, _ = through_a_pipe("clear\n")
    check(done.stdout == b"", f"escape sequences through a pipe: {done.stdout}")


def a_fork_of_a_lesson():
    with Terminal(columns=100, rows=50, arguments="learn map") as terminal:
        terminal.wait_prompt()
        terminal.run("fork")
        terminal.wait("the prompt names no fork", lambda: terminal.before_cursor().startswith("lesson/map/play "))
        terminal.run("next")
        terminal.wait_text("you are in a fork")
        terminal.run("fork back")
        terminal.wait("the prompt is not the lesson's", lambda: terminal.before_cursor().startswith("map "))


def the_goal():
    with Terminal(columns=100, rows=50, arguments="learn map") as terminal:
        terminal.wait_prompt()
        for _ in range(8):
            terminal.run("goal")
            if "missing." in "\n".join(terminal.lines()):
                break
            terminal.run("skip")
        terminal.wait_text("missing.")
        terminal.wait_text("[ ] ")


def completion():
    with Terminal(arguments="--fixture harbor sandbox") as terminal:
        terminal.wait_prompt()
        terminal.send("tim\t")
        terminal.wait_line("timeline ")
        terminal.send("har\t")
        terminal.wait_line("timeline harbor ")
        terminal.send("\x15plan aws ecs create-c\t")
        terminal.wait("nothing was completed", lambda: "create-c" in terminal.before_cursor() and "plan aws ecs create-c" != terminal.before_cursor()[-21:]
                      or "create-cluster" in "\n".join(terminal.lines()))
        terminal.interrupt()
        terminal.run("help why")
        terminal.wait_text("why '#12'")


SERVICE = (
    "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 1"
    " --launch-type FARGATE --network-configuration"
    " 'awsvpcConfiguration={subnets=[subnet-quay-a],assignPublicIp=ENABLED}' --query service.status"
)


def time_that_runs():
    with Terminal(columns=100, rows=40, arguments="--fixture harbor sandbox") as terminal:
        terminal.wait_prompt()
        terminal.run(SERVICE)
        terminal.run("watch 60")
        # What happens appears above a line that is being typed, and leaves it as it is.
        terminal.send("echo half-a-")
        terminal.wait_text("has reached a steady state")
        terminal.wait_line("echo half-a-")
        terminal.send("line\r")
        terminal.wait_text("half-a-line")
        terminal.run("watch off")
        terminal.wait_text("Time stands still again.")


def ctrl_c_stops_time():
    with Terminal(columns=100, arguments="sandbox") as terminal:
        terminal.wait_prompt()
        terminal.run("watch 3600")
        before = terminal.before_cursor()
        terminal.wait("the clock stands still", lambda: terminal.before_cursor() != before)
        terminal.send("\x03")
        terminal.wait_text("Time stands still again.")


def no_time_runs_through_a_pipe():
    done, _ = through_a_pipe("watch\n")
    check((done.stdout, done.returncode) == (b"", 2), f"{done.stdout} and status {done.returncode}")
    check(b"`wait 5m` lets it pass at once" in done.stderr, f"standard error: {done.stderr}")


def tests():
    yield "watch lets time run while a line is typed", time_that_runs
    yield "Ctrl-C stops time that runs", ctrl_c_stops_time
    yield "watch is for a terminal alone", no_time_runs_through_a_pipe
    yield "!command runs a program of the machine, for the learner alone", programs_of_the_machine
    yield "!command never comes from standard input", no_programs_through_a_pipe
    yield "set -e ends a script", a_failing_script_ends
    yield "set -e does not end the shell at the prompt", at_the_prompt_the_shell_stays
    yield "less shows page by page", pages
    yield "less without a pager shows everything", pages_without_a_pager
    yield "clear empties the screen", clears
    yield "a fork of a lesson is named in the prompt", a_fork_of_a_lesson
    yield "goal says what is missing", the_goal
    yield "words and what may follow them are completed", completion
