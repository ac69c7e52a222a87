import CCMark

/// Markdown text into the value tree, by cmark-gfm with its tables.
///
/// In: text, already free of control characters. Out: top-level blocks with the lines they stand in, and what was left
/// out and why. Keeps no raw HTML (a comment is dropped without a word) and no image. Nesting is capped.
/// Source: CommonMark 0.29 and the GitHub Flavored Markdown tables extension.
package enum MarkdownReader {
  static let greatestDepth = 20
  static let mostLines = 5000
  static let longestLineBytes = 4000
  static let mostBarsInLine = 100

  /// The blocks of a short text, such as a `say`; what cannot be shown is left out.
  package static func blocks(of text: String) -> [MarkdownBlock] { read(text).blocks.map(\.block) }

  /// The inline content of a one-paragraph text; of several, all paragraphs with line breaks between them.
  package static func inlines(of text: String) -> [MarkdownInline] {
    let paragraphs = blocks(of: text).compactMap { block -> [MarkdownInline]? in
      if case .paragraph(let inlines) = block { inlines } else { nil }
    }
    return Array(paragraphs.joined(separator: [.lineBreak]))
  }

  static func read(_ text: String) -> MarkdownReading {
    var walk = MarkdownWalk()
    if let tooLarge = sizeProblem(text) { return MarkdownReading(problems: [tooLarge]) }
    withDocument(text) { document in
      for node in children(of: document) {
        guard let block = walk.block(node, depth: 0) else { continue }
        walk.reading.blocks.append(
          PlacedBlock(
            block: block, firstLine: Int(cmark_node_get_start_line(node)),
            lastLine: Int(cmark_node_get_end_line(node)), fenceIndent: fenceIndent(node)))
      }
    }
    return walk.reading
  }

  /// What would make the library fill in table cells without bound.
  private static func sizeProblem(_ text: String) -> (line: Int, message: String)? {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if lines.count > mostLines { return (1, "this text has more than \(mostLines) lines; split it") }
    for (index, line) in lines.enumerated() {
      if line.count > longestLineBytes {
        return (index + 1, "this line is longer than \(longestLineBytes) bytes; break it")
      }
      if line.count(where: { $0 == UInt8(ascii: "|") }) > mostBarsInLine {
        return (index + 1, "this line has more than \(mostBarsInLine) `|`; make the table narrower")
      }
    }
    return nil
  }

  private static let tableExtension: SyntaxExtension = {
    cmark_gfm_core_extensions_ensure_registered()
    return SyntaxExtension(pointer: cmark_find_syntax_extension("table"))
  }()

  private static func withDocument(_ text: String, _ use: (OpaquePointer) -> Void) {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
    defer { cmark_parser_free(parser) }
    if let table = tableExtension.pointer { cmark_parser_attach_syntax_extension(parser, table) }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { cmark_parser_feed(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count) }
    guard let document = cmark_parser_finish(parser) else { return }
    defer { cmark_node_free(document) }
    use(document)
  }

  /// Columns that the fence itself is indented by; nil for anything but a fenced block.
  private static func fenceIndent(_ node: OpaquePointer) -> Int? {
    var length: CInt = 0
    var offset: CInt = 0
    var character: CChar = 0
    guard cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK,
      cmark_node_get_fenced(node, &length, &offset, &character) != 0
    else { return nil }
    return Int(offset)
  }

  static func children(of node: OpaquePointer) -> [OpaquePointer] {
    var result: [OpaquePointer] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      result.append(child)
      next = cmark_node_next(child)
    }
    return result
  }
}

/// The library's table extension: a constant once it is registered.
private struct SyntaxExtension: @unchecked Sendable {
  let pointer: OpaquePointer?
}

struct MarkdownReading {
  var blocks: [PlacedBlock] = []
  var problems: [(line: Int, message: String)] = []
  /// Paragraphs, headings, table cells in reading order, for the rules about words.
  var passages: [(line: Int, content: [MarkdownInline])] = []
}

struct PlacedBlock {
  let block: MarkdownBlock
  let firstLine: Int
  let lastLine: Int
  let fenceIndent: Int?
}

/// Walks the library's tree once, depth-capped.
private struct MarkdownWalk {
  var reading = MarkdownReading()

  mutating func block(_ node: OpaquePointer, depth: Int) -> MarkdownBlock? {
    guard depth < MarkdownReader.greatestDepth else {
      return leaveOut(node, "this is nested deeper than \(MarkdownReader.greatestDepth); flatten it")
    }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING: return .heading(level: Int(cmark_node_get_heading_level(node)), passage(node))
    case CMARK_NODE_PARAGRAPH: return .paragraph(passage(node))
    case CMARK_NODE_BLOCK_QUOTE: return .quote(blocks(in: node, depth: depth))
    case CMARK_NODE_LIST: return .list(list(node, depth: depth))
    case CMARK_NODE_CODE_BLOCK:
      let language = text(cmark_node_get_fence_info(node)).split(separator: " ").first ?? ""
      return .codeBlock(language: String(language), text: withoutLastLineEnd(text(cmark_node_get_literal(node))))
    case CMARK_NODE_THEMATIC_BREAK: return .rule
    case CMARK_NODE_HTML_BLOCK:
      if isComment(text(cmark_node_get_literal(node))) { return nil }
      return leaveOut(node, "raw HTML is not shown in a terminal; write Markdown")
    default:
      guard text(cmark_node_get_type_string(node)) == "table" else { return nil }
      return .table(table(node))
    }
  }

  private mutating func leaveOut(_ node: OpaquePointer, _ message: String) -> MarkdownBlock? {
    reading.problems.append((Int(cmark_node_get_start_line(node)), message))
    return nil
  }

  private mutating func blocks(in node: OpaquePointer, depth: Int) -> [MarkdownBlock] {
    var result: [MarkdownBlock] = []
    for child in MarkdownReader.children(of: node) {
      if let block = block(child, depth: depth + 1) { result.append(block) }
    }
    return result
  }

  private mutating func list(_ node: OpaquePointer, depth: Int) -> MarkdownList {
    var items: [[MarkdownBlock]] = []
    for item in MarkdownReader.children(of: node) { items.append(blocks(in: item, depth: depth)) }
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return MarkdownList(
      firstNumber: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      isTight: cmark_node_get_list_tight(node) != 0, items: items)
  }

  private mutating func table(_ node: OpaquePointer) -> MarkdownTable {
    let columns = Int(cmark_gfm_extensions_get_table_columns(node))
    let letters = cmark_gfm_extensions_get_table_alignments(node)
    let alignments = (0..<columns).map { column -> MarkdownTable.Alignment in
      switch letters?[column] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      case .some, nil: .none
      }
    }
    var rows: [[[MarkdownInline]]] = []
    for row in MarkdownReader.children(of: node) {
      var cells: [[MarkdownInline]] = []
      for cell in MarkdownReader.children(of: row) { cells.append(passage(cell)) }
      rows.append(cells)
    }
    return MarkdownTable(alignments: alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
  }

  private mutating func passage(_ node: OpaquePointer) -> [MarkdownInline] {
    let content = inlines(in: node, depth: 0)
    reading.passages.append((Int(cmark_node_get_start_line(node)), content))
    return content
  }

  private mutating func inlines(in node: OpaquePointer, depth: Int) -> [MarkdownInline] {
    guard depth < MarkdownReader.greatestDepth else {
      _ = leaveOut(node, "this is nested deeper than \(MarkdownReader.greatestDepth); flatten it")
      return []
    }
    var result: [MarkdownInline] = []
    var pendingText = ""  // the library cuts a text at every special character
    for child in MarkdownReader.children(of: node) {
      if cmark_node_get_type(child) == CMARK_NODE_TEXT {
        pendingText += text(cmark_node_get_literal(child))
        continue
      }
      if !pendingText.isEmpty { result.append(.text(pendingText)) }
      pendingText = ""
      result += inline(child, depth: depth)
    }
    if !pendingText.isEmpty { result.append(.text(pendingText)) }
    return result
  }

  private mutating func inline(_ node: OpaquePointer, depth: Int) -> [MarkdownInline] {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_CODE: return [.code(text(cmark_node_get_literal(node)))]
    case CMARK_NODE_SOFTBREAK: return [.softBreak]
    case CMARK_NODE_LINEBREAK: return [.lineBreak]
    case CMARK_NODE_EMPH: return [.emphasis(inlines(in: node, depth: depth + 1))]
    case CMARK_NODE_STRONG: return [.strong(inlines(in: node, depth: depth + 1))]
    case CMARK_NODE_LINK:
      return [.link(destination: text(cmark_node_get_url(node)), inlines(in: node, depth: depth + 1))]
    case CMARK_NODE_IMAGE: return inlines(in: node, depth: depth + 1)
    case CMARK_NODE_HTML_INLINE:
      if !isComment(text(cmark_node_get_literal(node))) {
        _ = leaveOut(node, "raw HTML is not shown in a terminal; write Markdown")
      }
      return []
    default: return []
    }
  }

  private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    // An entity such as `&#27;` makes control characters out of harmless ones.
    pointer.map { TextSafety.withoutForbidden(String(cString: $0)) } ?? ""
  }

  private func withoutLastLineEnd(_ text: String) -> String { text.hasSuffix("\n") ? String(text.dropLast()) : text }

  private func isComment(_ html: String) -> Bool {
    var rest = html.drop(while: \.isWhitespace)
    while rest.hasPrefix("<!--") {
      guard let end = rest.firstRange(of: "-->") else { return false }
      rest = rest[end.upperBound...].drop(while: \.isWhitespace)
    }
    return rest.isEmpty
  }
}
