/// What the keys beyond the alphabet send, and what each does.
///
/// In: the characters after ESC. Out: an action. Never reads.
/// Source: xterm control sequences ("PC-Style Function Keys", "Bracketed Paste Mode", "FocusIn/FocusOut").
enum KeyAction: Hashable, Sendable {
  case up, down, left, right, wordLeft, wordRight, lineStart, lineEnd, delete, help, paste, nothing
  case insert(Unicode.Scalar)
  case searchKey(Unicode.Scalar)
  case endSearch
}

enum KeySequence {
  /// The action of a whole sequence such as `[A` or `OP`; nil for one that no key of ours sends.
  static func action(_ sequence: String) -> KeyAction? {
    switch sequence {
    case "[A", "OA": .up
    case "[B", "OB": .down
    case "[C", "OC": .right
    case "[D", "OD": .left
    case "[1;5C", "[1;3C", "[5C", "OC5": .wordRight
    case "[1;5D", "[1;3D", "[5D", "OD5": .wordLeft
    case "[H", "OH", "[1~", "[7~": .lineStart
    case "[F", "OF", "[4~", "[8~": .lineEnd
    case "[3~": .delete
    case "OP", "[11~", "[[A": .help
    case "[200~": .paste
    default: nil
    }
  }

  /// Whether `sequence` (after ESC) is whole: a control sequence ends with a byte from `@` to `~`.
  static func isWhole(_ sequence: [UInt8]) -> Bool {
    guard let first = sequence.first, let last = sequence.last, sequence.count > 1 else { return false }
    if first == UInt8(ascii: "O") { return true }
    if sequence == [0x5B, 0x5B] { return false }
    return (0x40...0x7E).contains(last)
  }
}
