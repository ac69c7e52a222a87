/// The one simple command that the cursor stands in, cut into words.
///
/// In: a line up to the cursor. Out: the whole words of the innermost command (after `|`, `;`, `&&`, `$(`), the word at the
/// cursor with the place of each of its characters, and which quote is open. Never fails: a line that is no command yet is
/// read as far as it goes. Source: POSIX.1-2017, Shell Command Language, sections 2.2 and 2.9.
package struct TypedCommand {
  package struct Word: Hashable, Sendable {
    package var text = ""
    /// Unicode scalars of the line, quotes included.
    package var range = 0..<0
    package var isQuoted = false
  }
  /// A word of the line, of whichever command.
  package struct Spoken: Hashable, Sendable {
    package enum Part: Hashable, Sendable { case word, assignment, target, comment, control }
    package let word: Word
    package let part: Part
    /// Tells the commands of a line apart.
    package let command: Int
    package let isAfterPipe: Bool
  }
  package enum Target: Hashable, Sendable {
    /// After `>`: a file to write.
    case write
    /// After `<`: a file to read.
    case read
  }

  /// Whole words before the cursor's, without assignments and redirections.
  package private(set) var words: [Word] = []
  /// Whether the command reads a pipe.
  package private(set) var isAfterPipe = false
  /// What the word at the cursor is the target of.
  package private(set) var target: Target?
  /// The cursor stands in a comment.
  package private(set) var isComment = false
  /// The word at the cursor as far as typed, quotes resolved.
  package private(set) var partial: [Unicode.Scalar] = []
  /// For each scalar of `partial`, its place in the line.
  package private(set) var origins: [Int] = []
  /// Where the word at the cursor begins; the cursor itself where none does.
  package private(set) var partialStart = 0
  /// The quote that is open at the cursor, and where it was opened.
  package private(set) var quote: Unicode.Scalar?
  package private(set) var quoteStart = 0
  package let cursor: Int
  /// Every word of the line that has ended, in the order of their ends.
  package private(set) var spoken: [Spoken] = []

  private var command = 0
  private var commands = 0
  private var isWord = false
  private var isQuotedWord = false
  /// The commands around a `$(`.
  private var outer: [TypedCommand] = []

  package var partialText: String { String(String.UnicodeScalarView(partial)) }
  package var texts: [String] { words.map(\.text) }

  package init(_ line: some Sequence<Unicode.Scalar>) {
    let scalars = Array(line)
    cursor = scalars.count
    var index = 0
    while index < scalars.count { index = step(scalars, index) }
    if !isWord, !isComment { partialStart = cursor }
  }

  /// All words of a line, the last one too.
  package static func words(of line: some Sequence<Unicode.Scalar>) -> [Spoken] {
    var typed = TypedCommand(line)
    typed.endWord(typed.cursor)
    if typed.isComment { typed.say(.comment, typed.partialStart..<typed.cursor) }
    while let around = typed.outer.popLast() {
      let inner = typed
      typed = around
      typed.spoken = inner.spoken
      typed.endWord(inner.cursor)
    }
    return typed.spoken
  }

  private mutating func say(_ part: Spoken.Part, _ range: Range<Int>, _ word: Word? = nil) {
    spoken.append(Spoken(word: word ?? Word(range: range), part: part, command: command, isAfterPipe: isAfterPipe))
  }

  private static let deepest = 32

  /// Takes the scalar at `index`, with those that belong to it; gives the place after them.
  private mutating func step(_ line: [Unicode.Scalar], _ index: Int) -> Int {
    let scalar = line[index]
    let next = index + 1 < line.count ? line[index + 1] : nil
    if isComment {
      if scalar == "\n" {
        say(.comment, partialStart..<index)
        begin(afterPipe: false)
      }
      return index + 1
    }
    if let open = quote {
      if scalar == open {
        quote = nil
      } else if open == "\"", scalar == "$", next == "(" {
        return enter(index)
      } else if open == "\"", scalar == "\\", let next, "\"\\$`".unicodeScalars.contains(next) {
        return append(next, index, length: 2)
      } else {
        return append(scalar, index)
      }
      return index + 1
    }
    switch scalar {
    case "'", "\"":
      start(index)
      (quote, quoteStart, isQuotedWord) = (scalar, index, true)
    case "\\":
      guard let next else { return append(scalar, index) }
      if next == "\n" { return index + 2 }
      return append(next, index, length: 2)
    case "$" where next == "(": return enter(index)
    case ")" where !outer.isEmpty: leave(index)
    case " ", "\t": endWord(index)
    case "\n", ";":
      endWord(index)
      begin(afterPipe: false)
    case "|", "&":
      endWord(index)
      let length = next == scalar ? 2 : 1
      say(.control, index..<index + length)
      begin(afterPipe: scalar == "|" && next != "|")
      return index + length
    case "#" where !isWord: (isComment, partialStart) = (true, index)
    // `->` of `probe` is a word.
    case ">" where partial == ["-"] && !isQuotedWord && words.first?.text == "probe": return append(scalar, index)
    case ">", "<":
      if partial.allSatisfy({ ("0"..."9").contains($0) }), !isQuotedWord { dropWord() } else { endWord(index) }
      target = scalar == ">" ? .write : .read
      let length = next == ">" || next == "&" || next == "<" ? 2 : 1
      say(.control, index..<index + length)
      return index + length
    default: return append(scalar, index)
    }
    return index + 1
  }

  private mutating func start(_ index: Int) {
    if !isWord { partialStart = index }
    isWord = true
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ index: Int, length: Int = 1) -> Int {
    start(index)
    partial.append(scalar)
    origins.append(index)
    return index + length
  }

  private mutating func dropWord() {
    (partial, origins) = ([], [])
    (isWord, isQuotedWord) = (false, false)
  }

  private mutating func endWord(_ index: Int) {
    guard isWord else { return }
    let word = Word(text: partialText, range: partialStart..<index, isQuoted: isQuotedWord)
    dropWord()
    if target != nil {
      target = nil
      say(.target, word.range, word)
    } else if !words.isEmpty || !Self.isAssignment(word) {
      words.append(word)
      say(.word, word.range, word)
    } else {
      say(.assignment, word.range, word)
    }
  }

  private mutating func begin(afterPipe: Bool) {
    words = []
    target = nil
    isComment = false
    isAfterPipe = afterPipe
    commands += 1
    command = commands
  }

  private mutating func enter(_ index: Int) -> Int {
    start(index)
    guard outer.count < Self.deepest else { return append("$", index) }
    var inner = self
    inner.outer = outer + [self]
    inner.dropWord()
    inner.begin(afterPipe: false)
    inner.quote = nil
    self = inner
    return index + 2
  }

  /// `)`: the word of the command around goes on, with `$()` in the value's place.
  private mutating func leave(_ index: Int) {
    endWord(index)
    guard var around = outer.last else { return }
    around.outer = Array(outer.dropLast())
    (around.spoken, around.commands) = (spoken, commands)
    self = around
    for scalar in "$()".unicodeScalars {
      partial.append(scalar)
      origins.append(index)
    }
  }

  private static func isAssignment(_ word: Word) -> Bool {
    guard let equals = word.text.firstIndex(of: "="), let first = word.text.first else { return false }
    return !first.isNumber
      && word.text[..<equals].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// The command that follows its first word, as in `plan aws ecs …`.
  package var withoutFirstWord: TypedCommand {
    var rest = self
    rest.words = Array(words.dropFirst())
    return rest
  }

  // MARK: Writing

  /// `text` as it must stand in the line after what is typed there: harmless inside the open quote, or as a plain word.
  package func escaped(_ text: String) -> String {
    switch quote {
    case "'": return text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
    case "\"": return Self.escaped(text, #""\$`"#)
    default: return Self.escaped(text, #"'"\$` ;|&<>()#!"# + "\t\n")
    }
  }

  /// `text` as a word of its own.
  package static func word(_ text: String) -> String {
    let plain = text.unicodeScalars.allSatisfy {
      !#"'"\$` ;|&<>()#!{}*?"#.unicodeScalars.contains($0) && $0.value >= 0x20
    }
    guard !plain else { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  private static func escaped(_ text: String, _ special: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if special.unicodeScalars.contains(scalar) { out.append("\\") }
      out.append(scalar)
    }
    return String(out)
  }
}
