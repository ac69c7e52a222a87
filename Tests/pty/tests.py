"""Runs the terminal tests and counts them.

In: how to start the program and how its prompt looks. Out: one line for each failure, then "N passed, N failed".
"""
import argparse
import os
import re
import sys
import time
import traceback

import fuzz
import keys
import modes
import surroundings
from terminal import Failure, Settings


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="command line; {data} is a fresh folder")
    parser.add_argument("--prompt", default=r"^drydock[^>]*> ", help="pattern of the prompt up to the cursor")
    parser.add_argument("--history", default="{data}/history", help="the history file; {data} as above")
    parser.add_argument("--driver", action="store_true", help="the program is the editor's own test driver")
    parser.add_argument("--fuzz-seeds", type=int, default=2)
    parser.add_argument("--fuzz-keys", type=int, default=400)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--only", default="", help="pattern of the names of the tests to run")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    for name in ["program", "prompt", "history", "driver", "fuzz_seeds", "fuzz_keys"]:
        setattr(Settings, name, getattr(arguments, name))
    Settings.first_seed = arguments.first_seed

    passed, failed = 0, []
    for module in [keys, modes, surroundings, fuzz]:
        for name, test in module.tests():
            label = f"{module.__name__}: {name}"
            if arguments.only and not re.search(arguments.only, label):
                continue
            start = time.monotonic()
            try:
                test()
                passed += 1
                if arguments.verbose:
                    print(f"passed: {label} ({time.monotonic() - start:.1f} s)", flush=True)
            except Failure as failure:
                failed.append(label)
                print(f"failed: {label}\n  {failure}", flush=True)
            except Exception:
                failed.append(label)
                print(f"failed: {label}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
