/// What reading one line came to, whether an editor or a plain reader read it.
///
/// In: nothing. Out: the vocabulary that `LineEditor` and `PlainReader` share. Never holds half a line.
package enum LineOutcome: Hashable, Sendable {
  /// A whole line, without its newline; lines that belong together are joined by newlines.
  case line(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D on an empty line, or the input has ended.
  case endOfFile
  /// Input beyond the limit was skipped up to the next newline.
  case tooLong(limitBytes: Int)
  /// SIGTERM or SIGHUP came; the terminal is as it was before.
  case terminated(signal: Int32)
}

/// The line being edited, as the closures see it.
package struct EditedLine: Hashable, Sendable {
  /// The whole text; lines of a multi-line command are separated by newlines.
  package let text: String
  /// The cursor's place, counted in Unicode scalars from the start of `text`.
  package let cursor: Int

  package init(text: String, cursor: Int) {
    self.text = text
    self.cursor = Swift.max(0, Swift.min(cursor, text.unicodeScalars.count))
  }

  package var beforeCursor: String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(cursor))) }
  package var afterCursor: String { String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(cursor))) }
}
