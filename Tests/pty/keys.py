"""Each key, and lines of every kind."""
from terminal import Failure, Settings, Terminal, check

LEFT, RIGHT, UP, DOWN = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B"


def edits(keys, expected, **options):
    """Sends keys at a fresh prompt; Enter must run `expected`."""
    with Terminal(**options) as terminal:
        terminal.wait_prompt()
        terminal.send(keys)
        terminal.enter(expected)


SINGLE = {
    "typed text": ("note one two", "note one two"),
    "backspace": ("note onx\x7fe", "note one"),
    "control-h": ("note onx\x08e", "note one"),
    "left and insert": ("note oe" + LEFT + "n", "note one"),
    "control-b and control-f": ("note oe\x02n\x06!", "note one!"),
    "right": ("note ne" + LEFT * 2 + "o" + RIGHT * 2 + "!", "note one!"),
    "home and end keys": ("ote one\x1b[Hn\x1b[F!", "note one!"),
    "home and end keys, second spelling": ("ote one\x1bOHn\x1bOF!", "note one!"),
    "home and end keys, third spelling": ("ote one\x1b[1~n\x1b[4~!", "note one!"),
    "control-a and control-e": ("ote one\x01n\x05!", "note one!"),
    "delete key": ("noxte" + LEFT * 3 + "\x1b[3~", "note"),
    "control-d inside a line": ("noxte" + LEFT * 3 + "\x04", "note"),
    "control-k": ("note one" + LEFT * 4 + "\x0b", "note"),
    "control-u": ("nonsense\x15note one", "note one"),
    "control-w": ("note one two\x17three", "note one three"),
    "control-w and control-y": ("note one\x17\x19\x19", "note oneone"),
    "word left and right": ("note one two\x1b[1;5D\x1b[1;5Dx\x1b[1;5Cy", "note xoney two"),
    "meta-b and meta-f": ("note one\x1bbx\x1bfy", "note xoney"),
    "unknown keys are swallowed": ("note\x1b[15~\x1b[5~\x1b[99;5u\x1b[I one", "note one"),
    "question mark in quotes": ("note 'why?'", "note 'why?'"),
    "question mark in a query": ("note [?a", "note [?a"),
    "control-v takes the next key": ("note \x16\x01b", "note \x01b"),
    "control-space is nothing": ("note a\x00é\x00", "note aé"),
    "latin letters": ("note äöüß é", "note äöüß é"),
    "wide letters": ("note 日本語 한국어", "note 日本語 한국어"),
    "emoji": ("note 🐳 👩‍💻 ❤️", "note 🐳 👩‍💻 ❤️"),
    "backspace takes a whole emoji": ("note a👩‍💻\x7fb", "note ab"),
    "backspace takes an accent with its letter": ("note e\u0301\x7fx", "note x"),
    "left and right pass wide letters": ("note 日本" + LEFT * 2 + "x" + RIGHT + "y", "note x日y本"),
    "bytes that are no UTF-8": (b"note \xff\xc3(", "note \ufffd\ufffd("),
    "C1 control characters are dropped": ("note a\u0085b", "note ab"),
    "open quote opens a row": ("note 'one\rtwo'", "note 'one\ntwo'"),
    "backslash opens a row": ("note one \\\rtwo", "note one \\\ntwo"),
    "meta-enter opens a row": ("note one\x1b\rtwo", "note one\ntwo"),
    "up goes to the row above": ("note 'one\rtwo'" + UP + "X", "noteX 'one\ntwo'"),
    "down goes to the row below": ("note 'on\rtwo'" + UP + "\x01" + DOWN + "X", "note 'on\nXtwo'"),
    "home goes to the start of the row": ("note 'one\rtwo'\x01X", "note 'one\nXtwo'"),
}


def search(keys, expected):
    def test():
        with Terminal() as terminal:
            terminal.wait_prompt()
            for line in ["note apple one", "note pear", "note apple two", "note plum"]:
                terminal.run(line)
            terminal.send(keys)
            terminal.enter(expected)
    return test


HISTORY = {
    "up": (UP + "!", "note plum!"),
    "up twice and down": (UP * 2 + DOWN + "!", "note plum!"),
    "up by prefix": ("note app" + UP * 2 + "!", "note apple one!"),
    "down past the end brings the typed text back": ("note app" + UP + DOWN + "X", "note appX"),
    "control-p and control-n": ("\x10\x10\x0e!", "note plum!"),
    "search": ("\x12pear\x05!", "note pear!"),
    "search runs with enter": ("\x12pear", "note pear"),
    "search further back": ("\x12apple\x12\x05!", "note apple one!"),
    "search back and forth": ("\x12apple\x12\x13\x05!", "note apple two!"),
    "search given up": ("note mine\x12apple\x07 own", "note mine own"),
    "search that finds nothing keeps the last match": ("\x12pearx\x7f\x05!", "note pear!"),
    "search, then an arrow edits": ("\x12pear" + LEFT + "X", "noteX pear"),
}


def width_test(columns):
    def test():
        with Terminal(columns=columns) as terminal:
            terminal.wait_prompt()
            start = terminal.cursor()[1]
            # Lines that end before, at and after the last column, on the first row and on later ones.
            for length in [columns - start - 1, columns - start, columns - start + 1, 2 * columns - start, 3 * columns]:
                line = ("note " + "abcdefghij" * (length // 10 + 1))[:length]
                terminal.send(line)
                cells = start + length
                terminal.wait(
                    f"the cursor is not where {length} characters end",
                    lambda: terminal.cursor()[1] == cells % columns)
                terminal.send("\x01X\x05")
                terminal.enter("X" + line)
            terminal.send("note 日本")
            terminal.wait("wide letters take two cells", lambda: terminal.cursor()[1] == start + 9)
            wide = "note 日本" + "日" * (columns - 2)
            terminal.send("日" * (columns - 2))
            terminal.enter(wide)
    return test


def completes_one():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs create-cl\t")
        terminal.wait_line("aws ecs create-cluster ")
        terminal.send("x")
        terminal.enter("aws ecs create-cluster x")


def completes_common_prefix_and_lists():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs create-c\t")
        terminal.wait_text("create-capacity-provider")
        terminal.wait_line("aws ecs create-c")
        check(any("create-cluster" in line for line in terminal.lines()), "the list lacks create-cluster")
        terminal.send("l\t")
        terminal.wait_line("aws ecs create-cluster ")


def completes_in_the_middle():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("aws ecs create-cl --debug" + LEFT * 8 + "\t")
        terminal.wait_line("aws ecs create-cluster")
        terminal.enter("aws ecs create-cluster --debug")


def help_keeps_the_line(key):
    def test():
        with Terminal() as terminal:
            terminal.wait_prompt()
            terminal.send("aws ecs ")
            terminal.wait_line("aws ecs ")
            row = terminal.cursor()[0]
            terminal.send(key)
            terminal.wait("no help", lambda: terminal.cursor()[0] > row)
            terminal.wait_line("aws ecs ")
            terminal.send("create-cluster")
            terminal.enter("aws ecs create-cluster")
    return test


def suggestion():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.run("note a long line worth repeating")
        terminal.send("note a l")
        terminal.wait_text("note a long line worth repeating")
        terminal.wait("the suggestion is not dim", lambda: b"\x1b[0;2mong" in terminal.raw)
        terminal.wait_line("note a l")
        terminal.send(RIGHT + "!")
        terminal.enter("note a long line worth repeating!")


def suggestion_is_not_run():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.run("note a long line worth repeating")
        terminal.send("note a l")
        terminal.wait("no suggestion", lambda: b"\x1b[0;2mong" in terminal.raw)
        terminal.enter("note a l")


def clears_the_screen():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.run("note one")
        terminal.send("note two\x0c")
        terminal.wait("the screen was not cleared", lambda: terminal.cursor()[0] == 0 and terminal.lines()[0] != "")
        terminal.enter("note two")


def history_survives():
    with Terminal() as first:
        first.wait_prompt()
        first.send("note 'one\rtwo \\'")
        first.enter("note 'one\ntwo \\'")
        first.send("\x04")
        check(first.wait_end() == 0, "control-d did not end the program with status 0")
        with Terminal(home=first.home) as second:
            second.wait_prompt()
            second.send(UP)
            second.send("\x05 again")
            second.enter("note 'one\ntwo \\' again")


def two_sessions_share_the_history():
    with Terminal() as first, Terminal(home=first.home) as second:
        first.wait_prompt()
        second.wait_prompt()
        for number in range(10):
            first.send(f"note first {number}\r")
            second.send(f"note second {number}\r")
        wanted = {f"note {name} {number}" for name in ["first", "second"] for number in range(10)}
        first.wait("lines were lost", lambda: second.take(0) or set(first.entries()) >= wanted)


def history_is_private():
    import os

    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.run("note secret")
        mode = os.stat(Settings.history.format(data=terminal.data)).st_mode & 0o777
        check(mode == 0o600, f"the history's mode is {mode:o}")


def paste_10k():
    with Terminal() as terminal:
        terminal.wait_prompt()
        text = "note '" + "0123456789" * 1024 + "'"
        terminal.paste(text)
        terminal.enter(text)


def typed_10k():
    with Terminal() as terminal:
        terminal.wait_prompt()
        text = "note '" + "0123456789" * 1024 + "'"
        terminal.send(text)
        terminal.enter(text)


def paste_of_json():
    with Terminal() as terminal:
        terminal.wait_prompt()
        rows = ["{"] + [f'  "key{number}": "value {number}",' for number in range(300)] + ['  "last": 1', "}"]
        terminal.send("note '")
        terminal.paste("\r\n".join(rows) + "\r\n")
        terminal.send("'")
        terminal.enter("note '" + "\n".join(rows) + "'")


def paste_never_runs():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.paste("note one\nnote two\n")
        terminal.wait_text("note two")
        check(terminal.entries() == [], "a paste ran")
        terminal.interrupt()
        check(terminal.entries() == [], "a paste ran")


def paste_drops_control_characters():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.paste("note a\x1b[31mb\x07c\x00\u009b\td")
        terminal.enter("note a[31mbc\td")


def paste_beyond_the_limit():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("note kept ")
        terminal.paste("x" * 100_000)
        terminal.wait_text("file://")
        terminal.wait_line("note kept ")
        terminal.send("whole")
        terminal.enter("note kept whole")


def typing_beyond_the_limit():
    with Terminal() as terminal:
        terminal.wait_prompt()
        text = "note '" + "y" * 65_500
        terminal.paste(text)
        terminal.send("\x01N\x1b[3~\x05")
        terminal.send("z" * 40)
        terminal.wait_text("file://")
        terminal.send("\x7f'")
        seen = len(terminal.entries())
        terminal.send("\r")
        terminal.wait("nothing ran", lambda: len(terminal.entries()) > seen)
        got = terminal.entries()[-1]
        check(got.startswith("Note 'yyy") and len(got) <= 65_536, "the line was not kept")
        terminal.wait_prompt()


def taller_than_the_window():
    with Terminal(columns=40, rows=8) as terminal:
        terminal.wait_prompt()
        rows = [f"row {number} of a long paste" for number in range(40)]
        terminal.send("note '")
        terminal.paste("\n".join(rows))
        terminal.send(UP * 30 + "A" + DOWN * 40 + "\x05" + "typed at the end " * 12 + "'")
        terminal.send("\r")
        terminal.wait("nothing ran", lambda: terminal.entries())
        got = terminal.entries()[0]
        check(got.endswith("typed at the end '") and got.count("A") == 1, "the text was damaged: " + repr(got[-80:]))
        terminal.wait_prompt()


def tests():
    for name, (sent, expected) in SINGLE.items():
        yield name, (lambda sent=sent, expected=expected: edits(sent, expected))
    for name, (sent, expected) in HISTORY.items():
        yield "history: " + name, search(sent, expected)
    for columns in [60, 80, 132]:
        yield f"lines as wide as {columns} columns", width_test(columns)
    yield "tab completes the only candidate", completes_one
    yield "tab lists where there are several", completes_common_prefix_and_lists
    yield "tab in the middle of a line", completes_in_the_middle
    yield "question mark shows help", help_keeps_the_line("?")
    yield "F1 shows help", help_keeps_the_line("\x1bOP")
    yield "meta-h shows help", help_keeps_the_line("\x1bh")
    yield "a suggestion is taken with right", suggestion
    yield "a suggestion is not run by enter", suggestion_is_not_run
    yield "control-l clears the screen", clears_the_screen
    yield "history survives, rows included", history_survives
    yield "two sessions share one history file", two_sessions_share_the_history
    yield "the history is its owner's alone", history_is_private
    yield "10 kB pasted", paste_10k
    yield "10 kB typed", typed_10k
    yield "a pasted JSON document", paste_of_json
    yield "a paste never runs", paste_never_runs
    yield "a paste presses no keys", paste_drops_control_characters
    yield "a paste beyond the limit is refused and the line kept", paste_beyond_the_limit
    yield "typing beyond the limit is refused and the line kept", typing_beyond_the_limit
    yield "a line taller than the window", taller_than_the_window
