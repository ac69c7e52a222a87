/// What a command printed, without what its output format adds.
///
/// In: the text of a line's output. Out: the values in it, in their order, with one space between: JSON loses its brackets,
/// quotes and keys, a YAML list its dashes, other text its tabs and line ends. Source: lesson format, section 4, form "printed" of this project.
import Documents

enum PrintedText {
  static func values(_ text: String) -> String {
    let folded = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if folded.hasPrefix("- ") { return elements(ofYAML: text) }
    guard let first = folded.first, "[{\"".contains(first) else { return folded }
    do throws(DocumentReadError) { return scalars(of: try DocumentReader.read(text)).joined(separator: " ") } catch {
      return folded
    }
  }

  private static func elements(ofYAML text: String) -> String {
    text.split(whereSeparator: \.isNewline).flatMap { line in
      // `- - web` begins two lists; a dash elsewhere is part of a value.
      line.split(whereSeparator: \.isWhitespace).drop { $0 == "-" }
    }.joined(separator: " ")
  }

  private static func scalars(of document: Document) -> [String] {
    switch document {
    case .list(let elements): elements.flatMap(scalars)
    case .object(let object): object.members.flatMap { scalars(of: $0.value) }
    case .string(let text): [text]
    case .null, .boolean, .integer, .decimal: [document.written()]
    }
  }
}
