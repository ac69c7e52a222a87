/// The learner's own commands that worked, one of each kind: something to keep.
///
/// In: the journal of a world. Out: lines as they were typed, each with what its operation is for. What failed, what `undo`
/// took back and what the lesson ran is not among them; of two that differ in values alone the newer one is.
import ServiceModels
import Workspace

package struct CheatSheet: Hashable, Sendable {
  /// What the operation is for, in a line; nil where nothing is known of it.
  package let purpose: String?
  package let typed: String

  /// In the order in which each kind was first typed.
  package static func commands(in entries: [Entry]) -> [CheatSheet] {
    var kinds: [(kind: String, sheet: CheatSheet)] = []
    var last: (typed: String, isOK: Bool)?
    for entry in entries where entry.origin.kind != .lesson && !entry.typed.isEmpty {
      guard case .request(let request, let outcome, _) = entry.kind else { continue }
      // One line with several `$(…)` is several entries; its own command is the last of them.
      if let known = last, known.typed == entry.typed, known.isOK, known.typed.contains("$(") {
        kinds.removeAll { $0.sheet.typed == known.typed }
      }
      last = (entry.typed, outcome == .success)
      guard outcome == .success else { continue }
      let operation = ServiceModel.named(request.service)?.operation(named: request.operation)
      let summary = operation.flatMap { ServiceHelp.named(request.service)?.summary($0) }
      let kind =
        "\(request.service) \(request.operation) \(request.input.members.map(\.key).sorted().joined(separator: ","))"
      let sheet = CheatSheet(purpose: summary, typed: entry.typed)
      if let place = kinds.firstIndex(where: { $0.kind == kind }) {
        kinds[place].sheet = sheet
      } else if !kinds.contains(where: { $0.sheet.typed == entry.typed }) {
        kinds.append((kind, sheet))
      }
    }
    return kinds.map(\.sheet)
  }
}

extension Session {
  /// `transcript --summary`.
  var summary: String {
    let commands = CheatSheet.commands(in: sandbox.entries())
    let lines = commands.map { ($0.purpose.map { "# \($0)\n" } ?? "") + $0.typed + "\n" }
    return "# Commands that worked in `\(sandbox.name)`\n\n" + lines.joined(separator: "\n")
  }
}
