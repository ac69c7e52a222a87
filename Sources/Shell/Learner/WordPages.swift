/// More of the learner's words than fits a line: for `help WORD`. Those of the interpreter are beside it.
import Interpreter

extension LearnerShell {
  static let pages: [String: WordPage] = [
    "help": WordPage(
      "Also of an operation, as `aws ecs OPERATION help` does.", examples: ["help", "help why", "help run-task"]),
    "hint": WordPage("Each opens one more; looking again costs nothing.", examples: ["hint", "hint 1"]),
    "hints": WordPage(examples: ["hints"]),
    "check": WordPage("Each open part shows the command that lets you see it.", examples: ["check"]),
    "answer": WordPage(examples: ["answer 2", "answer cause tag"]),
    "next": WordPage(examples: ["next"]),
    "back": WordPage(examples: ["back"]),
    "skip": WordPage(examples: ["skip"]),
    "solution": WordPage("Looking does not solve it: type it yourself.", examples: ["solution"]),
    "goal": WordPage("`[x]` is there, `[ ]` is not yet, `[!]` was broken on the way.", examples: ["goal"]),
    "lessons": WordPage(examples: ["lessons"]),
    "lesson": WordPage(examples: ["lesson map"]),
    "review": WordPage(
      "Steps come back about one, three and seven days after you passed them, mixed over the lessons, in a world that is "
        + "thrown away. A step whose solution you had shown comes first.", examples: ["review", "review --all"]),
    "map": WordPage(examples: ["map"]),
    "watch": WordPage(
      "Ten simulated seconds pass each second unless you say another speed, 1 to 3600. You can type meanwhile.",
      examples: ["watch", "watch 60", "watch off"]),
    "note": WordPage(examples: ["note the target group had the wrong port"]),
    "edit": WordPage("`$VISUAL`, else `$EDITOR`, else vi.", examples: ["edit task.json"]),
    "history": WordPage(
      "What `undo` took back is not among them.", examples: ["history", "history 10", "history | grep wait"]),
    "clear": WordPage(examples: ["clear"]),
    "!": WordPage(
      "For what you type at a terminal alone: never in a script, a file, a lesson or standard input.",
      examples: ["!ls", "!git status"]),
  ]
}
