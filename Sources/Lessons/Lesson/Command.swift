/// A command as a lesson writes it, and the splitting of a fence into commands.
///
/// In: the text of a `sh` fence. Out: complete commands in order. A backslash at the end of a line and an open
/// here-document continue a command; an open quote does too. A line that starts with `#` becomes the label of the
/// command after it. What a command means is the line grammar's business (Interpreter), not decided here.
package struct Command: Hashable, Sendable {
  /// Whole, with line ends where it has several lines.
  package let text: String
  /// The comment lines right before it, without `# `.
  package let label: String?
  package let position: SourcePosition

  package init(text: String, label: String? = nil, position: SourcePosition) {
    self.text = text
    self.label = label
    self.position = position
  }
}

/// A fence of commands as it stands, and split.
package struct CommandBlock: Hashable, Sendable {
  package let text: String
  package let commands: [Command]
  package let position: SourcePosition
}
