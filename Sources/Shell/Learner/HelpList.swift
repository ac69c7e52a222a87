/// The list of all words that `help` shows.
///
/// In: words with usage and summary, the canvas. Out: lines no wider than it: beside each other where there is room, else one
/// under the other.
import Interpreter
import Screen
import Text

extension LearnerShell {
  func helpList() -> [String] {
    let talking = [("aws ecs OPERATION …", "as in a real shell; Tab completes, `aws ecs help` lists the operations")]
    let walking = Self.words.map { ($0.usage, $0.summary) }
    let moving = Session.ownWords.map { ($0.usage, $0.summary) }
    let keys = [
      ("Tab", "complete, or list what fits"), ("? or F1", "say what the word under the cursor is; the line stays"),
      ("Right", "take over the dim text"), ("Up, Ctrl-R", "earlier lines that begin like this; search all of them"),
      ("Ctrl-C", "give the line up, or stop what runs"),
    ]
    let more =
      "Also: variables, $(…), quotes, here-documents, pipes to grep head tail wc sort uniq cut tr less, > into files, set -e."
    let columns = manner.canvas.columns - 1
    return ["Talk to ECS:"] + rows(talking, columns) + ["", "Walk the course:"] + rows(walking, columns)
      + ["", "Move the world:"] + rows(moving, columns) + ["", "Keys:"] + rows(keys, columns) + [""]
      + Wrapping.wrap(more, columns: columns, indent: "")
  }

  private func rows(_ entries: [(usage: String, summary: String)], _ columns: Int) -> [String] {
    // Beside each other only where a summary has room for some words.
    let isBeside = columns >= 70
    let margin = isBeside ? 32 : 6
    let indent = String(repeating: " ", count: margin)
    return entries.flatMap { entry in
      let head = "  " + entry.usage
      if isBeside, DisplayWidth.of(head) < margin - 1 {
        return Wrapping.wrap(
          entry.summary, columns: columns, indent: indent, firstIndent: head.padded(to: margin))
      }
      return Wrapping.wrap(head, columns: columns, indent: "  ", firstIndent: "")
        + Wrapping.wrap(entry.summary, columns: columns, indent: indent)
    }
  }
}
