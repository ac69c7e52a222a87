"""What the prompt shows beside the line: colours, lists, pager, folded output, preferences, lines without redrawing."""
import tempfile

from terminal import Settings, Terminal, check, shortened

HARBOR = "--fixture harbor"
LONG = "aws ecs describe-task-definition --task-definition web"


def colour_of(terminal, text):
    """The colour and underlining of the first cell of `text` in the cursor's row."""
    row = terminal.screen.cursor.y
    column = terminal.screen.display[row].rindex(text)
    cell = terminal.screen.buffer[row][column]
    return cell.fg, cell.underscore


def unknown_words_are_marked():
    with Terminal(arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs run-task --clutser x")
        terminal.wait("no mark", lambda: "clutser x" in terminal.before_cursor() and colour_of(terminal, "--clutser") == ("red", True))
        check(colour_of(terminal, "run-task") == ("green", False), "run-task has the colour of an operation")
        terminal.send("\x15aws ecs run-tsk ")
        terminal.wait("no mark", lambda: "run-tsk " in terminal.before_cursor() and colour_of(terminal, "run-tsk") == ("red", True))


def a_word_being_typed_is_not_marked():
    with Terminal(arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs run-t")
        terminal.wait("the service has no style", lambda: "run-t" in terminal.before_cursor() and terminal.screen.buffer[terminal.screen.cursor.y][terminal.screen.display[terminal.screen.cursor.y].index("ecs")].bold)
        check(colour_of(terminal, "run-t") == ("default", False), "run-t is plain while it may become run-task")


def lists(columns, expected):
    """Tab after `aws `: each row fits, and what is said stands beside the name."""
    def test():
        with Terminal(columns=columns, rows=30, arguments=HARBOR) as terminal:
            terminal.wait_prompt()
            terminal.send("aws \t")
            terminal.wait_text(expected)
            terminal.wait_line("aws ")
    return test


def nested_completion_by_keys():
    """From nothing to a network configuration with Tab and few letters."""
    with Terminal(columns=200, arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs run-task --network-configuration '{\t")
        terminal.wait_line("aws ecs run-task --network-configuration '{\"awsvpcConfiguration\": {")
        terminal.send("\"su\t")
        terminal.wait("no subnets", lambda: terminal.before_cursor().endswith("{\"subnets\": [\""))
        terminal.send("subnet-quay-a\"], \"assi\tEN\t")
        terminal.wait("no value", lambda: terminal.before_cursor().endswith("\"assignPublicIp\": \"ENABLED\""))


def paged(environment, is_paged, line=LONG, rows=20):
    def test():
        with Terminal(rows=rows, arguments=HARBOR, environment=environment) as terminal:
            terminal.wait_prompt()
            terminal.send(line + "\r")
            terminal.wait("no output", lambda: b"\n" in terminal.raw[-400:] and terminal.at_prompt() and b"}" in terminal.raw)
            shown = terminal.raw.count(b"P|")
            check((shown > 5) == is_paged, f"{shown} lines came through the pager")
            terminal.run("note after")
    return test


def interrupted_pager():
    # A shell that is about to start a program may lose the signal; one with a trap does not.
    pager = "trap 'exit 130' INT; echo in-pager; while :; do sleep 0.2; done"
    with Terminal(rows=20, arguments=HARBOR, environment={"DRYDOCK_PAGER": pager}) as terminal:
        terminal.wait_prompt()
        terminal.send(LONG + "\r")
        terminal.wait_text("in-pager")
        terminal.send("\x03")
        terminal.wait_prompt()
        terminal.run("note after")


def pager_that_spoils_the_terminal():
    with Terminal(rows=20, arguments=HARBOR, environment={"DRYDOCK_PAGER": "stty -echo -icanon </dev/tty; echo in-pager"}) as terminal:
        terminal.wait_prompt()
        terminal.send(LONG + "\r")
        terminal.wait_text("in-pager")
        terminal.wait_prompt()
        terminal.send("!stty -a | tr ';' '\\n' | grep -c -e '-echo '\r")
        terminal.wait("the terminal stayed as the pager left it", lambda: terminal.at_prompt() and "0" in [line.strip() for line in terminal.lines()])


def suggestions_off_is_kept():
    with tempfile.TemporaryDirectory(prefix="drydock-pty-") as home:
        with Terminal(home=home, arguments="--fixture harbor") as terminal:
            terminal.wait_prompt()
            terminal.run("note a long remark")
            terminal.run("set suggestions off")
            terminal.run("note b")
        with Terminal(home=home) as terminal:
            terminal.wait_prompt()
            terminal.send("note a")
            terminal.wait_line("note a")
            terminal.send("\x1b[C\r")
            terminal.wait("nothing ran", lambda: terminal.entries()[-1] != "note b")
            check(terminal.entries()[-1] == "note a", "Right took a suggestion that was turned off")


def vi_by_preference():
    with Terminal(arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.run("set editor vi")
        terminal.send("note abc\x1b")
        for _ in range(5):
            terminal.take(0.05)
        terminal.send("0")
        terminal.send("i# ")
        terminal.enter("# note abc")
        terminal.run("set editor emacs")
        terminal.send("note abc\x01# ")
        terminal.enter("# note abc")


def colour_off():
    with Terminal(arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.run("set color off")
        mark = len(terminal.raw)
        terminal.run("aws ecs list-clusters")
        check(b"[0;1m" not in terminal.raw[mark:] and b"[0;32m" not in terminal.raw[mark:], "colours were written")


def linear_lines():
    """`set plain on`: no redrawing, and ` ?` lists what may follow."""
    with Terminal(arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.run("set plain on")
        mark = len(terminal.raw)
        terminal.send("aws ecs list-tasks --cluster ?\r")
        terminal.wait_text("harbor: 0 services, 0 running tasks")
        terminal.send("set plain off\r")
        terminal.wait("no prompt", lambda: b"\x1b[?2004h" in terminal.raw[mark:])
        end = terminal.raw.index(b"\x1b[?2004h", mark)
        check(b"\x1b" not in terminal.raw[mark:end], f"an escape sequence was written: {terminal.raw[mark:end]!r}")
        terminal.run("note again")


def folded_output():
    with Terminal(rows=60, arguments=HARBOR) as terminal:
        terminal.wait_prompt()
        terminal.run("set fold on")
        terminal.run("aws ecs describe-clusters --clusters harbor")
        terminal.run("aws ecs update-cluster-settings --cluster harbor --settings name=containerInsights,value=enabled --query cluster.status")
        terminal.run("aws ecs describe-clusters --clusters harbor --include SETTINGS")
        terminal.run("aws ecs describe-clusters --clusters harbor")
        terminal.wait_text("lines, all as before")


def tests():
    yield "unknown operations and options are marked", unknown_words_are_marked
    yield "a word being typed is not marked", a_word_being_typed_is_not_marked
    yield "a list in 60 columns", lists(60, "elbv2                    Elastic Load Balancing")
    yield "a list in 80 columns", lists(80, "elbv2                    Elastic Load Balancing")
    yield "a list in 132 columns", lists(132, "Elastic Load Balancing")
    yield "a nested value by keys", nested_completion_by_keys
    yield "long output goes through the pager", paged({"DRYDOCK_PAGER": "sed 's/^/P|/'"}, True)
    yield "AWS_PAGER names the pager", paged({"DRYDOCK_PAGER": None, "AWS_PAGER": "sed 's/^/P|/'"}, True)
    yield "short output does not", paged({"DRYDOCK_PAGER": "sed 's/^/P|/'"}, False, rows=80)
    yield "--no-cli-pager", paged({"DRYDOCK_PAGER": "sed 's/^/P|/'"}, False, line=LONG + " --no-cli-pager")
    yield "AWS_PAGER= turns it off", paged({"DRYDOCK_PAGER": None, "AWS_PAGER": "", "PAGER": "sed 's/^/P|/'"}, False)
    yield "a pager that is missing: the text is printed", paged({"DRYDOCK_PAGER": "no-such-pager"}, False)
    yield "control-c in the pager", interrupted_pager
    yield "a pager that spoils the terminal", pager_that_spoils_the_terminal
    yield "suggestions off is kept", suggestions_off_is_kept
    yield "vi by preference", vi_by_preference
    yield "colours off", colour_off
    yield "lines without redrawing", linear_lines
    yield "output folded to what changed", folded_output
