/// More of the interpreter's own words than fits a line: for `help WORD`.
///
/// In: a word. Out: paragraphs and examples. An example is a line that can be typed.
package struct WordPage: Sendable {
  /// One paragraph each; may be empty.
  package let text: [String]
  /// At least one.
  package let examples: [String]

  package init(_ text: String..., examples: [String]) {
    self.text = text
    self.examples = examples
  }
}

extension Session {
  package static let ownPages: [String: WordPage] = [
    "wait": WordPage(
      "Simulated time stands still until a command costs some, or you let it pass. Whatever happens meanwhile is told.",
      examples: ["wait 40s", "wait 1h30m", "wait until steady", "wait until steady web"]),
    "step": WordPage(
      "However long it takes: one second or six hours. `step 5` goes on to the fifth thing.",
      examples: ["step", "step 5"]),
    "timeline": WordPage(
      "`$` is a command, `#N` what came of it, `<- #M` what led to it. Reading commands are left out.",
      examples: ["timeline", "timeline web", "timeline web 10", "timeline all | grep STOPPED"]),
    "why": WordPage(
      "Names are those of services, tasks (four digits of the id are enough), clusters, instances and alarms; `#N` is a line of "
        + "`timeline`. It walks from the newest record back to the command that began it, says what AWS's words mean, and where "
        + "to look next.", examples: ["why", "why web", "why 0f3c", "why '#12'"]),
    "plan": WordPage(
      "The command is tried on a copy that is thrown away: what would differ at once, and what would happen until all is steady.",
      examples: [
        "plan aws ecs update-service --cluster harbor --service web --desired-count 4",
        "plan inject zone-outage zone=a",
      ]),
    "fork": WordPage(
      "A fork is a world of its own, called after the one it comes from (`play/try`); no lesson grades it. `fork keep` does in "
        + "the first world what you did in the fork, unless that has gone on meanwhile. Nothing is deleted: `fork NAME` goes back "
        + "to one that you left.", examples: ["fork", "fork try-two", "fork back", "fork keep", "fork list"]),
    "diff": WordPage(
      "`-` is only in the first world, `+` only in the second, `~` in both but otherwise. Times and event lists are not compared.",
      examples: ["diff", "diff try", "diff last"]),
    "probe": WordPage(
      "FROM is `internet`, a service, a task or a load balancer; TO is one of the last three. Routes, security groups, what listens "
        + "and target health are looked at; network ACLs are not simulated. Rules of a listener go by a path behind the port, "
        + "`-H 'NAME: VALUE'` and `-X METHOD`.",
      examples: ["probe internet -> web:80", "probe api -> web:80", "probe internet -> door:80/api -H 'X-Env: test'"]),
    "explain": WordPage(
      "Fields as replies write them, options with their dashes, errors by their names.",
      examples: ["explain runningCount", "explain --desired-count", "explain CannotPullContainerError"]),
    "undo": WordPage(
      "Only changes count, not commands that look. Another client's change in between is not taken back.",
      examples: ["undo"]),
    "redo": WordPage(examples: ["redo"]),
    "reset": WordPage(examples: ["reset"]),
    "inject": WordPage(
      "`inject help NAME` shows what a fault takes; `undo` takes it back, `inject mend` ends it.",
      examples: ["inject help", "inject zone-outage zone=a lasts=5m"]),
    "files": WordPage(examples: ["files", "aws ecs register-task-definition --cli-input-json file://task.json"]),
    "cat": WordPage(examples: ["cat task.json", "cat > task.json <<'EOF'"]),
    "rm": WordPage(examples: ["rm task.json"]),
    "cp": WordPage(examples: ["cp files/web.json task.json"]),
    "mv": WordPage(examples: ["mv task.json web.json"]),
    "less": WordPage(
      "Space goes on, `q` ends. Where no person reads it shows everything. `DRYDOCK_PAGER` names another program than less.",
      examples: ["less task.json", "aws ecs describe-services --cluster harbor --services web | less"]),
    "source": WordPage(
      "`source` keeps the script's variables; `bash FILE` runs it with variables of its own, and its `exit` ends only it. In both "
        + "`$1`, `$2` … `$@` are the words after the file. Lines are this shell's: no loops, no programs of your machine.",
      examples: ["source deploy.sh", "bash deploy.sh harbor web"]),
    "echo": WordPage(examples: ["echo $CLUSTER", "echo -n \"$JSON\" > task.json"]),
    "set": WordPage(
      "`set -e` ends a script (a file, standard input, `-c`) after the first command that fails, with its exit code; not where "
        + "`&&` or `||` asks how it ended, in a pipeline for its last command alone (`set -o pipefail`: for any), and not inside "
        + "`$(…)`. At the prompt it ends what was typed, never the shell. `set -u` refuses variables without a value, `set -x` "
        + "writes each command before it runs; `+` switches off.", examples: ["set", "set -euo pipefail", "set +e"]),
    "unset": WordPage(examples: ["unset CLUSTER"]),
    "transcript": WordPage(
      "With what was answered, and your notes. `--script` gives only what was typed; commands that failed become comments. "
        + "`--summary` gives the commands of this world that worked, one of each kind, and what each is for.",
      examples: ["transcript > session.md", "transcript --script > again.sh", "transcript --summary > sheet.md"]),
    "quit": WordPage("`exit N` leaves with an exit code.", examples: ["quit", "exit 1"]),
  ]
}
