/// The name of a file of a sandbox: a relative path of plain parts.
///
/// In: what was typed. Out: its parts, or why it cannot name a file. `./web.json` is `web.json`.
package struct FilePath: Hashable, Sendable {
  package static let mostParts = 4
  package let parts: [String]
  package var text: String { parts.joined(separator: "/") }

  /// - Throws: `fileName`.
  package init(_ typed: String) throws(WorkspaceError) {
    var rest = typed[...]
    while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let reason = Self.problem(typed, parts) { throw .fileName(typed, reason: reason) }
    self.parts = parts
  }

  private static func problem(_ typed: String, _ parts: [String]) -> String? {
    if typed.isEmpty { return "it is empty" }
    if typed.hasPrefix("/") { return "it begins with '/', and only files of the sandbox can be named" }
    if typed.hasPrefix("~") { return "it begins with '~', and only files of the sandbox can be named" }
    if parts.contains("..") { return "'..' leads out of the sandbox's folder" }
    if parts.contains("") { return "a part of it is empty" }
    if parts.contains(where: { $0.hasPrefix(".") }) { return "a part of it begins with '.'" }
    if parts.count > mostParts { return "it has more than \(mostParts) parts" }
    if parts.contains(where: { $0.utf8.count > 128 }) { return "a part of it is longer than 128 bytes" }
    let isPlain = typed.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
      default: scalar != "\\"
      }
    }
    return isPlain ? nil : "it has a backslash or an invisible character"
  }
}
