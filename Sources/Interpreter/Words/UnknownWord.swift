/// What is said to a first word that is none: the nearest one, or what this shell has instead of a tool.
///
/// In: a word. Out: a complaint with exit code 127.
import ServiceModels

extension Session {
  /// Tools that pages of commands use, and what does their work here.
  static let elsewhere: [String: String] = [
    "awk": "`cut -d ' ' -f 1` takes columns, `--query` members",
    "sed": "`tr` and `cut` change lines, `${NAME%PATTERN}` and `${NAME#PATTERN}` a value",
    "xargs": "`$(…)` puts a command's output among another's words",
    "chmod": "files here have no permissions; `bash FILE` runs one",
    "cd": "a sandbox has one folder; `files` lists it",
    "mkdir": "a sandbox has one folder; `files` lists it",
    "vi": "`edit FILE` opens your own editor", "vim": "`edit FILE` opens your own editor",
    "nano": "`edit FILE` opens your own editor",
    "curl": "`probe FROM -> TO:PORT` asks whether a connection would be made",
    "nc": "`probe FROM -> TO:PORT` asks whether a connection would be made",
    "ping": "`probe FROM -> TO:PORT` asks whether a connection would be made",
    "docker": "images are simulated, none is built; `aws ecr describe-images` shows those there are",
    "kubectl": "this is Amazon ECS; `aws ecs help` lists its operations",
  ]

  func unknownWord(_ word: String) -> CommandOutput {
    if let instead = Self.elsewhere[word] {
      return .complaint("'\(word)' is no command here: \(instead).", exitCode: 127)
    }
    if word.hasPrefix("!") {
      return .complaint(
        "`!COMMAND` runs a program of your machine, for a person at a terminal alone: never from a script, a file, a "
          + "lesson or within a line", exitCode: 127)
    }
    if let advice = adviceOnWord(word) {
      return .complaint("'\(GrammarError.shown(word))' is no command here. \(advice)", exitCode: 127)
    }
    let operations = ServiceModel.named("ecs")?.operations.map(\.commandName) ?? []
    let near = NearestText.to(word, among: knownWords + Filters.all.keys.sorted() + operations)
    let hint = near.map { "Did you mean `\($0)`?" } ?? "`help` lists what there is."
    return .complaint("'\(GrammarError.shown(word))' is no command here. \(hint)", exitCode: 127)
  }
}
