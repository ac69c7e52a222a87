"""vi mode, the user's own bindings, and leaving a line in every state."""
from terminal import Settings, Terminal, check

LEFT, UP, ESCAPE = "\x1b[D", "\x1b[A", "\x1b"
VI = "drydock:bind -v\n"


def vi(keys, expected):
    """Each element of `keys` is sent by itself; an ESC of its own is waited for, as a person's is."""
    def test():
        with Terminal(editrc=VI) as terminal:
            terminal.wait_prompt()
            terminal.run("note earlier")
            for part in keys:
                terminal.send(part)
                if part == ESCAPE:
                    settle(terminal)
            terminal.enter(expected)
    return test


def settle(terminal):
    """Longer than ESC waits for the rest of a key's sequence."""
    for _ in range(4):
        terminal.take(0.05)


VI_TESTS = {
    "typing": (["note one"], "note one"),
    "escape and insert": (["ote one", ESCAPE, "0in"], "note one"),
    "escape, append at the end": (["note", ESCAPE, "A one"], "note one"),
    "delete a character": (["noxte", ESCAPE, "hhx"], "note"),
    "delete a word": (["note one two", ESCAPE, "bdw"], "note one "),
    "change a word": (["note one", ESCAPE, "bcwtwo"], "note two"),
    "again with dot": (["note one one one", ESCAPE, "0wcwX", ESCAPE, "w."], "note X X one"),
    "replace a character": (["nxte", ESCAPE, "0lro"], "note"),
    "replace with a wide letter": (["nxte", ESCAPE, "0lr日"], "n日te"),
    "overwrite": (["note one", ESCAPE, "bRtwo", ESCAPE, "A!"], "note two!"),
    "undo": (["note one", ESCAPE, "dbu"], "note one"),
    "up with k": ([ESCAPE, "kA!"], "note earlier!"),
    "arrows while inserting": (["noe", LEFT, "t", "\x1b[F", " x"], "note x"),
    "search with slash": ([ESCAPE, "/earl", ESCAPE, "A!"], "note earlier!"),
    "wide letters": (["note 日本", ESCAPE, "x", "a語"], "note 日語"),
    "wide letters are no commands": (["note", ESCAPE, "é", "A!"], "note!"),
    "open quote opens a row": (["note 'one\rtwo'"], "note 'one\ntwo'"),
    "control characters are no text": (["note", "\x14", "\x07", "\x1f", " one"], "note one"),
}


def dot_of_typed_dots():
    """libedit by itself plays back the dots typed as the command `.`, for ever, and no key can stop it."""
    with Terminal(editrc=VI) as terminal:
        terminal.wait_prompt()
        # A backspace counts as a change; repeated at the start of the line it changes nothing, and the dots follow.
        for part in ["note ..", ESCAPE, ".", "A", "x\x7f..", ESCAPE, "0", "."]:
            terminal.send(part)
            settle(terminal)
        terminal.interrupt()
        terminal.run("note five")


def own_binding():
    with Terminal(editrc='# mine\ndrydock:bind "^T" ed-delete-prev-word\nother:bind "^K" ed-ignore\n') as terminal:
        terminal.wait_prompt()
        terminal.send("note one two\x14three")
        terminal.enter("note one three")


def own_binding_of_a_sequence():
    with Terminal(editrc='drydock:bind "\\e[15~" ed-kill-line\nbind "\\e[A" ed-prev-history\n') as terminal:
        terminal.wait_prompt()
        terminal.run("note one")
        terminal.run("other two")
        terminal.send("no" + UP + "\x01" + "X\x1b[15~ tail")
        terminal.enter("X tail")


def own_binding_keeps_the_editor():
    """`bind -v` makes libedit forget every binding; Tab, Enter and history must work all the same."""
    with Terminal(editrc="bind -v\n") as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs create-cl\t")
        terminal.wait_line("aws ecs create-cluster ")
        terminal.enter("aws ecs create-cluster ")


def wrong_binding_is_reported():
    with Terminal(editrc="# one\ndrydock:bnid x\n") as terminal:
        terminal.wait_prompt()
        terminal.wait_text(".editrc, line 2")
        terminal.run("note one")


def editing_turned_off():
    with Terminal(editrc="edit off\n") as terminal:
        terminal.wait_prompt()
        terminal.wait_text("edit off")
        terminal.send("note one\r")
        terminal.wait_prompt()


def interrupted(before, editrc=None):
    """Ctrl-C after the keys of `before`: nothing runs, and the next line is whole."""
    def test():
        with Terminal(editrc=editrc) as terminal:
            terminal.wait_prompt()
            terminal.run("note earlier")
            for part in before:
                terminal.send(part)
                settle(terminal)
            terminal.interrupt()
            check(terminal.entries() == ["note earlier"], f"something ran: {terminal.entries()}")
            terminal.run("note one")
    return test


INTERRUPTED = {
    "on an empty line": [],
    "in a line": ["note one", LEFT],
    "in a line of several rows": ["note 'one\r", "two"],
    "with a suggestion shown": ["note ea"],
    "in a search": ["\x12earl"],
    "in a failing search": ["\x12xyz"],
    "in the middle of a key's sequence": ["note \x1b["],
    "after escape": ["note \x1b"],
    "after control-v": ["note \x16"],
    "in a paste without an end": ["\x1b[200~note one\nnote two"],
    "after a completion list": ["aws ecs create-c\t"],
    "after control-x": ["note \x18"],
}
INTERRUPTED_IN_VI = {
    "in command mode": ["note one", ESCAPE],
    "after d": ["note one", ESCAPE, "d"],
    "after f": ["note one", ESCAPE, "f"],
    "after r": ["note one", ESCAPE, "r"],
    "while overwriting": ["note one", ESCAPE, "0Rx"],
    "with a count": ["note one", ESCAPE, "12"],
}


def right_prompt_goes():
    """The right prompt must not stay behind a line that ran or was given up."""
    with Terminal() as terminal:
        terminal.wait_prompt()
        shown = terminal.lines()[terminal.cursor()[0]]
        if shown.rstrip() == terminal.before_cursor().rstrip():
            return
        tail = shown.split()[-1]
        terminal.send("note one")
        terminal.wait_text("note one")
        row = terminal.cursor()[0]
        terminal.enter("note one")
        check(tail not in terminal.lines()[row], "the right prompt stayed behind a line")
        terminal.send("note two")
        terminal.wait_text("note two")
        row = terminal.cursor()[0]
        terminal.interrupt()
        check(terminal.lines()[row].endswith("note two^C"), f"left behind: {terminal.lines()[row]!r}")


def control_d_ends():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("\x04")
        check(terminal.wait_end() == 0, "the status is not 0")
        check(b"\x1b[?2004l" in terminal.raw, "bracketed paste was left on")


def stopped_and_continued():
    from terminal import command_line

    with Terminal(shell=True) as terminal:
        terminal.take(0.5)
        terminal.send("PS1='shell$ '\r")
        terminal.wait("no shell", lambda: terminal.before_cursor() == "shell$ ")
        terminal.send("clear; exec 2>&1; " + command_line(terminal.data) + "\r")
        terminal.wait_prompt()
        terminal.send("note half")
        terminal.wait_line("note half")
        terminal.send("\x1a")
        terminal.wait("control-z did not stop the program", lambda: terminal.before_cursor() == "shell$ ")
        terminal.send("stty -a | tr ';' '\\n' | grep -c ' icanon'\r")
        terminal.wait("the terminal was left raw", lambda: "1" in terminal.lines())
        terminal.send("clear; fg\r")
        terminal.wait_line("note half")
        terminal.send(" done")
        terminal.enter("note half done")
        terminal.send("\x04")
        terminal.wait("the program did not end", lambda: terminal.before_cursor() == "shell$ ")


def busy_then_interrupted():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("sleep 5\r")
        for _ in range(4):
            terminal.take(0.05)
        terminal.send("\x03")
        terminal.wait_text("stopped")
        terminal.wait_prompt()
        terminal.run("note one")


def notice_above_the_line():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.run("notify")
        terminal.send("note 'one\rtwo")
        terminal.wait_text("notice: a task stopped")
        lines = terminal.lines()
        row = next(number for number, line in enumerate(lines) if line.startswith("notice:"))
        terminal.wait("the line is not below the notice", lambda: terminal.lines()[row + 1].find("note 'one") > 0)
        terminal.send("'")
        terminal.enter("note 'one\ntwo'")


def tests():
    for name, (keys, expected) in VI_TESTS.items():
        yield "vi: " + name, vi(keys, expected)
    yield "vi: dots that were typed do not repeat themselves", dot_of_typed_dots
    yield "a binding of the user's own", own_binding
    yield "a binding of a whole sequence", own_binding_of_a_sequence
    yield "bind -v keeps completion and history", own_binding_keeps_the_editor
    yield "a wrong line of .editrc is reported", wrong_binding_is_reported
    yield "edit off reads plain lines", editing_turned_off
    for name, keys in INTERRUPTED.items():
        yield "control-c " + name, interrupted(keys)
    for name, keys in INTERRUPTED_IN_VI.items():
        yield "control-c in vi mode " + name, interrupted(keys, VI)
    yield "the right prompt does not stay behind", right_prompt_goes
    yield "control-d ends with status 0", control_d_ends
    yield "control-z and fg", stopped_and_continued
    if Settings.driver:
        yield "control-c in a command", busy_then_interrupted
        yield "a notice above the line", notice_above_the_line
