/// The house inspects itself: what each target may import, what rules must never touch, and how files open.
///
/// The table is the module table of the design. A finding says where it is and what to do instead.
import Foundation
import Testing

/// One Swift file of the sources.
private struct SourceFile {
  let target: String
  let path: String
  let lines: [String]

  static let all: [SourceFile] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sources = root.appending(path: "Sources")
    guard let walk = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil) else { return [] }
    return walk.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }.compactMap
    { file in
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      let parts = file.path.dropFirst(sources.path.count + 1).split(separator: "/")
      return SourceFile(
        target: parts.first.map(String.init) ?? "", path: "Sources/" + parts.joined(separator: "/"),
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
  }()

  /// Modules named by `import` lines, with their line numbers.
  var imports: [(module: String, line: Int)] {
    lines.enumerated().compactMap { index, line in
      let words = line.split(separator: " ").filter {
        !["package", "internal", "private", "@preconcurrency"].contains($0)
      }
      guard words.first == "import", words.count >= 2 else { return nil }
      return (String(words[words.count - 1].prefix { $0 != "." }), index + 1)
    }
  }
}

/// What each target may import, and nothing else. `C` stands for the platform's C library, `Foundation` for
/// FoundationEssentials with Foundation as its stand-in where a platform has only that.
private let allowedImports: [String: Set<String>] = [
  "Documents": [],
  "SimulationKit": [],
  "Text": [],
  "JMESPath": ["Documents"],
  "ServiceModels": ["Documents"],
  "Cloud": ["SimulationKit", "Documents", "Collections"],
  "CloudAPI": ["Cloud", "ServiceModels", "Documents", "SimulationKit", "Collections"],
  "AWSCommandLine": ["ServiceModels", "JMESPath", "Documents", "Text"],
  "Lessons": ["JMESPath", "Documents", "Yams", "CCMark", "CPCRE2", "Foundation"],
  "Workspace": [
    "CloudAPI", "Cloud", "SimulationKit", "Documents", "Collections", "Yams", "GRDB", "Foundation", "C",
  ],
  "Interpreter": [
    "Workspace", "CloudAPI", "Cloud", "AWSCommandLine", "ServiceModels", "JMESPath", "Documents", "SimulationKit",
  ],
  "Course": [
    "Text", "Lessons", "Interpreter", "Workspace", "AWSCommandLine", "ServiceModels", "CloudAPI", "Cloud",
    "SimulationKit",
    "JMESPath", "Documents", "Foundation", "C",
  ],
  "Screen": ["Text", "Lessons", "Interpreter", "Course", "SimulationKit"],
  "Shell": [
    "CLibedit", "Screen", "Course", "Lessons", "Interpreter", "Workspace", "Cloud", "CloudAPI", "AWSCommandLine",
    "ServiceModels", "Text", "Synchronization", "Foundation", "C",
  ],
  "WireServer": [
    "Workspace", "CloudAPI", "Cloud", "ServiceModels", "SimulationKit", "Documents", "FlyingSocks",
    "Dispatch", "Synchronization", "Foundation", "C",
  ],
  "drydock": [
    "WireServer", "Dispatch", "Synchronization", "Shell", "Screen", "Course", "Interpreter", "Workspace", "Lessons",
    "AWSCommandLine",
    "CloudAPI", "Cloud",
    "ServiceModels", "JMESPath", "Text", "SimulationKit", "Documents", "ArgumentParser", "Yams", "Foundation", "C",
  ],
]

private func family(of module: String) -> String {
  switch module {
  case "Glibc", "Musl", "Darwin": "C"
  case "FoundationEssentials", "Foundation": "Foundation"
  default: module
  }
}

@Suite struct TheHouse {
  @Test func everyTargetHasFilesAndARow() {
    let targets = Set(SourceFile.all.map(\.target))
    #expect(targets.subtracting(["CLibedit", "CCMark", "CPCRE2"]) == Set(allowedImports.keys))
  }

  @Test func targetsImportOnlyWhatTheTableNames() {
    for file in SourceFile.all {
      for (module, line) in file.imports where !(allowedImports[file.target, default: []].contains(family(of: module)))
      {
        Issue.record(
          "\(file.path):\(line): \(file.target) may not import \(module); move the code, or change the table with a reason"
        )
      }
    }
  }

  @Test(arguments: [
    "hashValue", "Hasher(", "shuffled(", ".random(", ".randomElement(", "SystemRandomNumberGenerator", "Date(",
    "clock_gettime",
    "ContinuousClock", "SuspendingClock", "Task.sleep", "getenv", "time(nil", "UUID(",
  ])
  func rulesNeverTouchTheRealWorld(banned: String) {
    let replayable: Set = ["Documents", "SimulationKit", "JMESPath", "ServiceModels", "Cloud", "CloudAPI"]
    for file in SourceFile.all where replayable.contains(file.target) {
      for (index, line) in file.lines.enumerated()
      where line.contains(banned) && !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
        Issue.record(
          "\(file.path):\(index + 1): '\(banned)' does not replay; take time, chance and ids from SimulationKit")
      }
    }
  }

  @Test(arguments: ["try!", "as!", "fatalError(", "TODO", "FIXME"])
  func nothingTrapsOrWaitsToBeWritten(banned: String) {
    for file in SourceFile.all {
      for (index, line) in file.lines.enumerated() where line.contains(banned) {
        Issue.record("\(file.path):\(index + 1): '\(banned)': answer with a typed error, or build it")
      }
    }
  }

  @Test func filesOpenWithACharter() {
    for file in SourceFile.all where !file.lines.prefix(12).contains(where: { $0.hasPrefix("///") }) {
      Issue.record("\(file.path): say in its first lines what comes in, what goes out and what it never does")
    }
  }

  @Test func unsafeShortcutsCarryAReason() {
    for file in SourceFile.all {
      for (index, line) in file.lines.enumerated()
      where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
        let near = file.lines[max(0, index - 4)...index].joined(separator: "\n")
        if !near.contains("//") {
          Issue.record("\(file.path):\(index + 1): say beside it why no race can come of this")
        }
      }
    }
  }
}
