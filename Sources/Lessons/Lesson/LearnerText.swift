/// Any words of a lesson that a learner may read, for the rules about words.
///
/// In: gathered by the readers, one for each paragraph, heading, table cell or YAML text. Out: walked by lint, here
/// and in Course (commands in prose). Source: lesson format, section 7 (DD030, DD043, DD080, DD081, DD090).
package struct LearnerText: Hashable, Sendable {
  package enum Role: String, Hashable, Sendable {
    case prose, check, diagnosis, hint, question, feedback, choice, debrief
  }
  package let role: Role
  /// Nil for the introduction.
  package let stepID: String?
  package let content: [MarkdownInline]
  package let position: SourcePosition

  /// Inline code with the line that it stands in (its text's line where line ends were folded).
  package var codeSpans: [CodeSpan] {
    var line = position.line
    var spans: [CodeSpan] = []
    LearnerText.collect(content, line: &line, into: &spans)
    return spans
  }

  private static func collect(_ content: [MarkdownInline], line: inout Int, into spans: inout [CodeSpan]) {
    for inline in content {
      switch inline {
      case .code(let text): spans.append(CodeSpan(text: text, position: SourcePosition(line: line, column: 1)))
      case .emphasis(let inner), .strong(let inner), .link(_, let inner):
        collect(inner, line: &line, into: &spans)
      case .softBreak, .lineBreak: line += 1
      case .text: break
      }
    }
  }
}
