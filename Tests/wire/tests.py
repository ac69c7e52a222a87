"""Runs the wire tests and counts them: one line for each failure, then "N passed, N failed"."""
import argparse
import re
import sys
import time
import traceback

import balancing
import capacity
import codedeploy
import commandline
import companions
import events
import generated
import hostile
import lattice
import managed
import networks
import operations
import sandboxes
import scaling
import sdk
import sidebyside
import sweep
from server import Failure, Settings


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="the drydock binary")
    parser.add_argument("--only", default="", help="pattern of the names of the tests to run")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    Settings.program = arguments.program
    passed, failed = 0, 0
    modules = [
        sdk,
        managed,
        operations,
        sweep,
        balancing,
        lattice,
        companions,
        networks,
        codedeploy,
        events,
        capacity,
        commandline,
        sandboxes,
        scaling,
        generated,
        sidebyside,
        hostile,
    ]
    for module in modules:
        for name in [name for name in vars(module) if name.startswith("test_")]:
            label = f"{module.__name__}: {name[5:].replace('_', ' ')}"
            if not re.search(arguments.only, label):
                continue
            start = time.monotonic()
            try:
                getattr(module, name)()
                passed += 1
                if arguments.verbose:
                    print(f"passed: {label} ({time.monotonic() - start:.1f} s)", flush=True)
            except Failure as failure:
                failed += 1
                print(f"failed: {label}\n  {failure}", flush=True)
            except Exception:
                failed += 1
                print(f"failed: {label}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
