/// The line that passed a step whose checks look at what was printed: kept with the passing, so that it can be run again.
///
/// In: the line, what its variables were, the entry before it. Out: words of a lesson move, and back. Printed text itself
/// is never taken on trust.
import Interpreter
import Lessons
import Workspace

struct PrintedLine: Hashable {
  private static let mark = "line"
  private static let mostBytes = 64 << 10
  private static let mostVariables = 50
  private static let mostFiles = 10
  /// No variable is called so.
  private static let fileMark = "file://"

  /// The head before the line ran.
  let before: EntryID
  let text: String
  /// Those that the line names, by their names.
  let variables: [(name: String, value: String)]
  /// Texts that it read from the learner's machine, by their paths: whoever runs it again has none of them.
  let files: [(path: String, text: String)]
  /// A file was no text.
  private let lacksFile: Bool

  static func == (left: PrintedLine, right: PrintedLine) -> Bool { left.arguments == right.arguments }
  func hash(into hasher: inout Hasher) { hasher.combine(arguments) }

  init(before: EntryID, text: String, variables: [String: String], hostFiles: [String: [UInt8]] = [:]) {
    self.before = before
    self.text = text
    self.variables = variables.filter { text.contains("$" + $0.key) || text.contains("${" + $0.key) }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    files = hostFiles.sorted { $0.key < $1.key }.compactMap { path, bytes in
      String(validating: bytes, as: UTF8.self).map { (path, $0) }
    }
    lacksFile = files.count < hostFiles.count
  }

  /// nil where the words are none of a line.
  init?(_ arguments: [String]) {
    guard arguments.count >= 3, arguments.count <= 3 + Self.mostVariables + Self.mostFiles, arguments[0] == Self.mark,
      let before = Int(arguments[1]), arguments.reduce(0, { $0 + $1.utf8.count }) <= Self.mostBytes
    else { return nil }
    self.before = before
    text = arguments[2]
    let (files, variables) = (
      arguments.dropFirst(3).filter { $0.hasPrefix(Self.fileMark) },
      arguments.dropFirst(3).filter { !$0.hasPrefix(Self.fileMark) }
    )
    self.files = files.compactMap { word in
      let parts = word.dropFirst(Self.fileMark.count).split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
    lacksFile = false
    self.variables = variables.compactMap { word in
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }

  /// Empty where the line is too long to be kept, or read a file that is no text.
  var arguments: [String] {
    let words =
      [Self.mark, "\(before)", text] + variables.map { "\($0.name)=\($0.value)" }
      + files.map { Self.fileMark + $0.path + "\n" + $0.text }
    let bytes = words.reduce(0) { $0 + $1.utf8.count }
    let fits = bytes <= Self.mostBytes && variables.count <= Self.mostVariables && files.count <= Self.mostFiles
    return fits && !lacksFile ? words : []
  }
}

extension Step {
  /// Some check looks at what was printed.
  var looksAtOutput: Bool {
    checks.contains { check in
      check.condition.flattened.contains { if case .printed = $0.form { true } else { false } }
    }
  }
}

extension JournalReplay {
  /// What the line printed that the coming passing of the step hangs on; nil where it hangs on none.
  func printedLine(
    before index: Int, of place: ReplayPlace
  ) throws(ReplayProblem) -> (line: PrintedLine, output: String)? {
    guard lesson.steps[place.step].looksAtOutput else { return nil }
    // The entry itself, or what the lesson did right after it: the passing by a later line is not this one's.
    let own = [entries[index]] + entries[(index + 1)...].prefix(2).prefix { $0.origin.kind == .lesson }
    let moves = own.compactMap { entry -> LessonMove? in
      if case .move(let move) = entry.kind, move.kind == .passed { move } else { nil }
    }
    guard let line = moves.first.flatMap({ PrintedLine($0.arguments) }) else { return nil }
    let entry = entries[index]
    guard places[line.before] != nil, sandbox.entries(since: line.before - 1).first?.id == line.before else {
      throw problem(entry, "the line that it names was not typed on this way")
    }
    var copy: Sandbox?
    try wrap(entry) { () throws(WorkspaceError) in copy = try self.sandbox.fork(at: line.before) }
    guard let copy else { return nil }
    let session = Session(sandbox: copy)
    session.outside.readLessonFile = { [lesson] name in lesson.files.first { $0.name == name }?.bytes }
    session.outside.readHostFile = { path in
      line.files.first { $0.path == path }.map { .success(Array($0.text.utf8)) } ?? .failure(.missing)
    }
    session.variables = Dictionary(line.variables.map { ($0.name, $0.value) }) { _, last in last }
    let result = session.run(line.text)
    let made = copy.entries(since: line.before)
    let known = sandbox.entries(since: line.before)
    let isSame =
      made.count <= known.count
      && zip(made, known).allSatisfy { Self.isSame($0.kind, $1.kind) && $0.digest == $1.digest }
    guard isSame, !result.calls.isEmpty else {
      throw problem(entry, "the line that it names does not do what the journal has")
    }
    return (line, result.standardOutput)
  }
}
