"""Runs the tests of the line editor: each key, each mode, odd surroundings, words that need a terminal, random keys."""
import sys

import fuzz
import keys
import modes
import runner
import showing
import surroundings
import words


def main():
    arguments = runner.parser(__doc__)
    arguments.add_argument("--driver", action="store_true", help="the program is the editor's own test driver")
    arguments.add_argument("--fuzz-seeds", type=int, default=2)
    arguments.add_argument("--fuzz-keys", type=int, default=400)
    return runner.run([keys, modes, showing, surroundings, words, fuzz], arguments.parse_args())


if __name__ == "__main__":
    sys.exit(main())
