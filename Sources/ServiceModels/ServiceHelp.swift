/// What we say of a service in our own words, and how much of it the simulated one does.
///
/// In: the text of a service in `Help/`. Out: status, one-line summaries, a glossary of the fields that replies show.
/// Help, completion, lint, the coverage table and the notice about echoed options all read from here.
///
/// The form, one fact a line; `#` begins a comment:
///
///     CreateCluster simulated What it does.       an operation, its status, its summary
///       clusterName simulated What it is for.     a member of its input; statuses: simulated echoed notYet
///     *                                           members that mean the same in every operation
///       cluster - What it is for.                 `-`: the status of the operation
///     %                                           the glossary begins
///     lastStatus What it says.                    a field of replies
///     Task.group What it says.                    a field as one shape uses it

/// How much of an operation or member the simulated service does.
package enum CoverageStatus: String, Hashable, Sendable, CaseIterable {
  /// The rules read it: it changes what happens as in the real service.
  case simulated
  /// Accepted, kept and shown; nothing here depends on it.
  case echoed
  /// Answered with a clear error.
  case notYet
}

package struct ServiceHelp: Sendable {
  private struct Entry: Sendable {
    var status: CoverageStatus
    var summary: String
    var members: [String: (status: CoverageStatus, summary: String)] = [:]
  }
  private let entries: [String: Entry]
  private let shared: [String: (status: CoverageStatus?, summary: String)]
  private let glossary: [String: String]
  /// Lines that do not follow the form; the tests want none.
  package let malformedLines: [String]
  /// The operations that have a line, in the file's order.
  package let operationNames: [String]

  /// The help of a service; nil where there is none.
  package static func named(_ service: String) -> ServiceHelp? { HelpIndex.help(named: service) }

  package func status(_ operation: Operation) -> CoverageStatus { entries[operation.name]?.status ?? .notYet }

  /// A member without a line of its own is echoed where its operation is simulated.
  package func status(_ operation: Operation, member: String) -> CoverageStatus {
    guard let entry = entries[operation.name], entry.status != .notYet else { return .notYet }
    if let own = entry.members[member] { return own.status }
    if let common = shared[member] { return common.status ?? entry.status }
    return .echoed
  }

  /// One line, without a full stop's worth of detail; nil where the operation has no line.
  package func summary(_ operation: Operation) -> String? { entries[operation.name]?.summary }

  /// - Parameter member: a member of the operation's input: "clusterName".
  package func summary(_ operation: Operation, member: String) -> String? {
    entries[operation.name]?.members[member]?.summary ?? shared[member]?.summary
  }

  /// The members of the operation that have a line of their own, sorted.
  package func memberNames(_ operation: Operation) -> [String] { entries[operation.name]?.members.keys.sorted() ?? [] }

  /// What a field of a reply says.
  /// - Parameters:
  ///   - field: "lastStatus".
  ///   - shape: the shape it stands in, where that is known: "Container".
  package func glossary(_ field: String, in shape: String? = nil) -> String? {
    shape.flatMap { glossary["\($0).\(field)"] } ?? glossary[field]
  }

  /// The fields that the glossary explains, sorted.
  package var glossaryFields: [String] { glossary.keys.sorted() }

  init(_ text: String) {
    var entries: [String: Entry] = [:]
    var shared: [String: (status: CoverageStatus?, summary: String)] = [:]
    var glossary: [String: String] = [:]
    var malformed: [String] = []
    var names: [String] = []
    var current: String?
    var isGlossary = false
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let isMember = line.hasPrefix("  ")
      let words = line.split(separator: " ", maxSplits: isGlossary ? 1 : 2).map(String.init)
      if line == "*" {
        current = "*"
      } else if line == "%" {
        isGlossary = true
      } else if isGlossary, words.count == 2 {
        glossary[words[0]] = words[1]
      } else if isMember, words.count == 3, current == "*" {
        shared[words[0]] = (CoverageStatus(rawValue: words[1]), words[2])
      } else if words.count == 3, let status = CoverageStatus(rawValue: words[1]) {
        if !isMember {
          current = words[0]
          names.append(words[0])
          entries[words[0]] = Entry(status: status, summary: words[2])
        } else if let current {
          entries[current]?.members[words[0]] = (status, words[2])
        }
      } else {
        malformed.append(String(line))
      }
    }
    self.entries = entries
    self.shared = shared
    self.glossary = glossary
    malformedLines = malformed
    operationNames = names
  }
}
