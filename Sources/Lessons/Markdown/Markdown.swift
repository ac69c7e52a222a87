/// Markdown as a small value tree, for whoever draws it.
///
/// In: made by `MarkdownReader`. Out: walked by Screen and by lint. Has no raw HTML, no images (their alternative
/// text stands in as text), and no control character in any text.
package indirect enum MarkdownBlock: Hashable, Sendable {
  case heading(level: Int, [MarkdownInline])
  case paragraph([MarkdownInline])
  case list(MarkdownList)
  /// `language` is empty where the fence names none; the text has no line end at its end.
  case codeBlock(language: String, text: String)
  case quote([MarkdownBlock])
  case table(MarkdownTable)
  case rule
}

package indirect enum MarkdownInline: Hashable, Sendable {
  case text(String)
  case code(String)
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  case link(destination: String, [MarkdownInline])
  /// A line end in the source: a space, or a place to break the line.
  case softBreak
  case lineBreak
}

package struct MarkdownList: Hashable, Sendable {
  /// The first number of a numbered list, nil for bullets.
  package let firstNumber: Int?
  /// Without blank lines between its items.
  package let isTight: Bool
  package let items: [[MarkdownBlock]]
}

package struct MarkdownTable: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable { case none, left, center, right }
  /// One for each column.
  package let alignments: [Alignment]
  package let header: [[MarkdownInline]]
  package let rows: [[[MarkdownInline]]]
}

extension [MarkdownInline] {
  /// The words without any markup; a line end becomes a space.
  package var plainText: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(_, let inner): inner.plainText
      case .softBreak, .lineBreak: " "
      }
    }.joined()
  }

  /// With `{{name}}` replaced in text and code; `value` is never read as Markdown.
  package func replacingPlaceholder(_ name: String, with value: String) -> [MarkdownInline] {
    map { inline in
      switch inline {
      case .text(let text): .text(text.replacingAll("{{\(name)}}", with: value))
      case .code(let text): .code(text.replacingAll("{{\(name)}}", with: value))
      case .emphasis(let inner): .emphasis(inner.replacingPlaceholder(name, with: value))
      case .strong(let inner): .strong(inner.replacingPlaceholder(name, with: value))
      case .link(let destination, let inner):
        .link(destination: destination, inner.replacingPlaceholder(name, with: value))
      case .softBreak: .softBreak
      case .lineBreak: .lineBreak
      }
    }
  }
}

extension [MarkdownBlock] {
  /// As `[MarkdownInline].replacingPlaceholder`, through all blocks.
  package func replacingPlaceholder(_ name: String, with value: String) -> [MarkdownBlock] {
    map { block in
      switch block {
      case .heading(let level, let inner): .heading(level: level, inner.replacingPlaceholder(name, with: value))
      case .paragraph(let inner): .paragraph(inner.replacingPlaceholder(name, with: value))
      case .list(let list):
        .list(
          MarkdownList(
            firstNumber: list.firstNumber, isTight: list.isTight,
            items: list.items.map { $0.replacingPlaceholder(name, with: value) }))
      case .codeBlock(let language, let text):
        .codeBlock(language: language, text: text.replacingAll("{{\(name)}}", with: value))
      case .quote(let inner): .quote(inner.replacingPlaceholder(name, with: value))
      case .table(let table):
        .table(
          MarkdownTable(
            alignments: table.alignments,
            header: table.header.map { $0.replacingPlaceholder(name, with: value) },
            rows: table.rows.map { $0.map { $0.replacingPlaceholder(name, with: value) } }))
      case .rule: .rule
      }
    }
  }
}

extension String {
  /// Every occurrence of a text that is not empty, left to right.
  fileprivate func replacingAll(_ wanted: String, with replacement: String) -> String {
    var result = ""
    var rest = self[...]
    while let range = rest.firstRange(of: wanted) {
      result += rest[..<range.lowerBound]
      result += replacement
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
