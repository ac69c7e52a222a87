/// Does the lesson stay in its folder (DD013): commands that read files, links in prose.
///
/// In: a lesson. Out: findings. The sandbox refuses such paths as well; this tells the author.
/// Source: design, principle 4; lesson format, section 2.
struct FolderRules {
  let findings: Findings

  func apply(to lesson: Lesson) {
    for command in lesson.commands {
      for path in FolderRules.filePaths(in: command.text) where !FolderPath.staysInside(path) {
        findings.report(
          "DD013", at: command.position,
          "`file://\(path)` points outside of the lesson's folder; put the file into `files/` and write file://files/NAME"
        )
      }
    }
    for text in lesson.texts {
      for destination in FolderRules.links(in: text.content) where !FolderRules.isAllowed(destination) {
        findings.report(
          "DD013", at: text.position,
          "the link to '\(destination.prefix(80))' leaves the course; link to https:// or to a file of the lesson")
      }
    }
  }

  private static func filePaths(in text: String) -> [String] {
    ["file://", "fileb://"].flatMap { scheme in
      text.split(separator: scheme, omittingEmptySubsequences: false).dropFirst().map { rest in
        String(rest.prefix { !$0.isWhitespace && !"'\"`,;|&<>)]}".contains($0) })
      }
    }
  }

  private static func links(in content: [MarkdownInline]) -> [String] {
    content.flatMap { inline -> [String] in
      switch inline {
      case .link(let destination, let inner): [destination] + links(in: inner)
      case .emphasis(let inner), .strong(let inner): links(in: inner)
      case .text, .code, .softBreak, .lineBreak: []
      }
    }
  }

  private static func isAllowed(_ destination: String) -> Bool {
    if destination.hasPrefix("https://") || destination.hasPrefix("http://") || destination.hasPrefix("#") {
      return true
    }
    return !destination.contains(":") && FolderPath.staysInside(destination)
  }
}

/// Relative paths that cannot leave their folder.
enum FolderPath {
  /// No empty, absolute or home path, no `..`, no backslash.
  static func staysInside(_ path: String) -> Bool {
    guard let first = path.first, first != "/", first != "~", !path.contains("\\") else { return false }
    return !path.split(separator: "/").contains("..")
  }

  /// A name that a lesson's folder may use: ASCII letters, digits, `.`, `_`, `-`; not hidden; at most 100 bytes.
  static func isName(_ name: String) -> Bool {
    guard (1...100).contains(name.utf8.count), name.first != "." else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }
}

extension Lesson {
  /// Every command of the lesson, in no order that matters: for the rules about commands.
  package var commands: [Command] { steps.flatMap(\.commands) }
}

extension Step {
  /// Setup, demonstrations, solutions, attempts, the predicted command, faults, and the read-only ones of checks.
  package var commands: [Command] {
    let judged = checks.map(\.condition) + diagnoses.map(\.condition) + (symptom.map { [$0] } ?? [])
    let faulty = faults.compactMap { if case .command(let command) = $0.action { command } else { nil } }
    return setup + demonstrations.flatMap(\.commands) + solutions.flatMap(\.commands) + attempts.flatMap(\.commands)
      + (prediction?.commands ?? []) + (prediction?.questions.map(\.run) ?? []) + faulty
      + judged.flatMap(\.stateConditions).map(\.run)
  }
}
