"""Runs what a learner goes through from end to end: README's tour, golden screens, the lessons, kills, random lines."""
import sys

import classroom
import inside
import kills
import lessons
import lines
import reviews
import runner
import screens
import tour


def main():
    arguments = runner.parser(__doc__)
    arguments.add_argument("--walks", type=int, default=7, help="how many lessons are walked, taken evenly from the course")
    arguments.add_argument("--all-screens", action="store_true", help="compare the screens of every lesson, not of a few")
    arguments.add_argument("--kills", type=int, default=10)
    arguments.add_argument("--line-seeds", type=int, default=1)
    arguments.add_argument("--lines", type=int, default=2000)
    arguments.add_argument("--prompt-lines", type=int, default=100)
    arguments.add_argument("--longest-line", type=int, default=1_000_000)
    return runner.run([tour, screens, lessons, reviews, inside, classroom, kills, lines], arguments.parse_args())


if __name__ == "__main__":
    sys.exit(main())
