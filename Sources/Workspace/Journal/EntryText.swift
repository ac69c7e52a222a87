/// An entry of a journal as lines of text: for receipts, which people read and other machines play again.
///
/// In: an entry, or its line. Out: the lines, or the entry. What was typed stands in front, as it was typed, for people; a
/// world's fixture is named and not repeated. Reading trusts nothing: what is no entry gives nil, never a trap.
import CloudAPI
import Documents
import SimulationKit

package enum EntryText {
  /// A file of more bytes is named without them: no world hangs on a file's bytes, which requests carry themselves.
  private static let mostFileBytes = 64 << 10
  private static let mostTypedBytes = 16 << 10
  private static let words = 7

  // MARK: Writing

  /// One or more lines for what was typed, each beginning with `>`, and the entry's own:
  /// `ID PARENT KIND ORIGIN INSTANT PACE DIGEST CONTENT`.
  package static func lines(for entry: Entry) -> [String] {
    let columns = entry.kind.columns
    var content = columns.content
    if case .beginning = entry.kind {
      content = Document.Object(uniqueMembers: content.members.filter { $0.key != "text" })
    }
    if let bytes = columns.bytes, bytes.count <= mostFileBytes { content["bytes"] = .string(Base64.encoded(bytes)) }
    let parts = [
      "\(entry.id)", entry.parent.map { "\($0)" } ?? "-", columns.kind, entry.origin.kind.rawValue,
      "\(entry.instant.milliseconds)", "\(entry.pace.milliseconds)", String(entry.digest, radix: 16),
      plainJSON(.object(content)),
    ]
    return typedLines(entry) + [parts.joined(separator: " ")]
  }

  private static func typedLines(_ entry: Entry) -> [String] {
    guard !entry.typed.isEmpty else { return [] }
    var text = String(decoding: entry.typed.utf8.prefix(mostTypedBytes), as: UTF8.self)
    if entry.typed.utf8.count > mostTypedBytes { text += "…" }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + harmless($0) }
  }

  /// JSON in which nothing steers a terminal.
  private static func plainJSON(_ document: Document) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in document.written().unicodeScalars {
      if isHarmless(scalar) {
        plain.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          plain.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars)
        }
      }
    }
    return String(plain)
  }

  private static func harmless(_ text: some StringProtocol) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isHarmless($0) ? $0 : "\u{FFFD}" }))
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: false
    default: true
    }
  }

  // MARK: Reading

  /// - Parameters:
  ///   - line: the entry's own.
  ///   - typed: the lines before it, without their `> `.
  package static func read(_ line: Substring, typed: [Substring]) -> Entry? {
    let parts = line.split(separator: " ", maxSplits: words, omittingEmptySubsequences: false)
    guard parts.count == words + 1, let id = Int(parts[0]), id > 0,
      let origin = Origin.Kind(rawValue: String(parts[3])), let instant = time(parts[4]), let pace = time(parts[5]),
      let digest = UInt64(parts[6], radix: 16),
      var content = (try? DocumentReader.read(String(parts[7]), limits: .init(depth: 128, bytes: 4 << 20)))?.object
    else { return nil }
    let parent = Int(parts[1])
    guard parent != nil || parts[1] == "-", parent.map({ $0 > 0 && $0 < id }) ?? true else { return nil }
    if parts[2] == "beginning" { content["text"] = "" }
    let bytes = content["bytes"]?.string.flatMap { Base64.decoded($0) }
    guard let kind = EntryKind(EntryColumns(kind: String(parts[2]), content: content, bytes: bytes)),
      isBounded(kind)
    else { return nil }
    return Entry(
      id: id, parent: parent, kind: kind, instant: Instant(milliseconds: instant), pace: Duration(milliseconds: pace),
      origin: Origin(origin), typed: typed.joined(separator: "\n"), digest: digest)
  }

  /// Milliseconds that a clock can still be moved on from.
  private static func time(_ text: Substring) -> Int? {
    guard let number = Int(text), (0...(1 << 52)).contains(number) else { return nil }
    return number
  }

  private static func isBounded(_ kind: EntryKind) -> Bool {
    switch kind {
    case .advance(let to, let most):
      (0...(1 << 52)).contains(to.milliseconds) && most.map { $0 > 0 && $0 <= Engine.mostChanges } ?? true
    case .file(let path, _): (try? FilePath(path)) != nil
    case .beginning, .request, .fault, .refusal, .move: true
    }
  }
}
