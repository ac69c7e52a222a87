/// The read-only files of a lesson: `files/` beside its `lesson.md`, at most three folders deep.
///
/// In: the course's folder. Out: names and bytes, sorted by name, and what is over a cap. Source: lesson format,
/// section 2; design, "The journal is the state" (a file has at most 1 MiB).
package enum LessonFiles {
  static let mostFiles = 100
  static let mostFileBytes = 1024 * 1024
  static let mostBytesTogether = 8 * 1024 * 1024
  static let greatestDepth = 3

  static func read(_ folder: Folder, lessonFolder: String) -> (files: [LessonFile], findings: [LintFinding]) {
    let findings = Findings(file: lessonFolder + "/files")
    var files: [LessonFile] = []
    if folder.passedOver(lessonFolder).contains("files") {
      findings.report("DD008", at: .start, "`files` is a link; put the folder itself there")
    }
    collect(folder, lessonFolder + "/files", prefix: "", depth: 1, into: &files, findings)
    return (files.sorted { $0.name < $1.name }, findings.list)
  }

  /// Of a lesson by itself.
  ///
  /// - Parameter path: of its `lesson.md`, on the host.
  package static func read(besideLesson path: String) -> (files: [LessonFile], findings: [LintFinding]) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
    let folder = parts.last ?? "."
    let outside = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    guard FolderPath.isName(folder) else { return ([], []) }
    return read(Folder.onDisk(outside.isEmpty ? "/" : outside), lessonFolder: folder)
  }

  private static func collect(
    _ folder: Folder, _ path: String, prefix: String, depth: Int, into files: inout [LessonFile],
    _ findings: Findings
  ) {
    func report(_ message: String) { findings.report("DD008", at: .start, message) }
    for name in folder.passedOver(path) {
      report("`\(prefix)\(name)` is a link, or no plain file; put the file itself there")
    }
    for item in folder.items(path) {
      guard files.count < mostFiles else { return report("a lesson has at most \(mostFiles) files; take some out") }
      let name = prefix + item.name
      switch item.kind {
      case .folder where depth < greatestDepth:
        collect(folder, path + "/" + item.name, prefix: name + "/", depth: depth + 1, into: &files, findings)
      case .folder: report("`\(name)` is deeper than \(greatestDepth) folders; move its files up")
      case .file:
        guard case .bytes(let bytes) = folder.read(path + "/" + item.name, mostFileBytes) else {
          report("`\(name)` cannot be read, or is larger than 1 MiB")
          continue
        }
        files.append(LessonFile(name: name, bytes: bytes))
      }
    }
    if prefix.isEmpty, files.reduce(0, { $0 + $1.bytes.count }) > mostBytesTogether {
      report("the files of a lesson are at most \(mostBytesTogether / 1_048_576) MiB together; make them smaller")
    }
  }
}
