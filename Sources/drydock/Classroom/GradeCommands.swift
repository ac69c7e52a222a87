/// `drydock grade` and `drydock report`: receipts held against a policy, and what a class has come to.
///
/// In: receipts, a policy. Out: text on standard output, and files. Exit code of grade: 0 everybody has passed, 1 somebody has
/// not, 2 the policy, a receipt or its course cannot be used.
import ArgumentParser
import Course
import Lessons
import Shell
import Workspace

struct Grade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade", abstract: "Verify receipts and grade them by a policy.",
    discussion: "Exit code 0: all have passed; 1: somebody has not; 2: something cannot be used.")
  @OptionGroup var options: Drydock.Options
  @Option(help: ArgumentHelp("What counts: a YAML file.", valueName: "file")) var policy: String
  @Option(help: ArgumentHelp("JUnit XML for continuous integration (`-`: standard output).", valueName: "file"))
  var junit: String?
  @Option(help: ArgumentHelp("A row for each step.", valueName: "file")) var csv: String?
  @Option(help: ArgumentHelp("xAPI statements, one a line.", valueName: "file")) var xapi: String?
  @Argument(help: "Receipts, or folders of them.") var files: [String]
  func run() throws {
    throw ExitCode(Classroom(options).grade(files, by: policy, junit: junit, csv: csv, xapi: xapi))
  }
}

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "How far a class is, who is stuck where, and which wrong tries had no diagnosis.")
  @OptionGroup var options: Drydock.Options
  @Option(help: ArgumentHelp("A row for each learner and step (`-`: standard output).", valueName: "file"))
  var csv: String?
  @Argument(help: "Folders of receipts, or receipts.") var files: [String]
  func run() throws { throw ExitCode(Classroom(options).report(files, csv: csv)) }
}

extension Classroom {
  func grade(_ names: [String], by policyPath: String, junit: String?, csv: String?, xapi: String?) -> Int32 {
    guard let courses = courses(), let policy = policy(policyPath, courses) else { return 2 }
    let sheet = GradeSheet(policy) { id in
      courses.first { $0.lists(id) }.flatMap { Self.lesson(id, of: $0) }?.lesson.steps ?? []
    }
    let verifier = verifier(courses, seeds: sheet.seeds)
    var isUnusable = false
    var grades: [LearnerGrade] = []
    for path in receiptPaths(names) {
      guard let file = receipt(path) else {
        isUnusable = true
        continue
      }
      grades.append(sheet.grade(file.read.receipt, verifier.verdicts(on: file.read), file: path))
    }
    guard !grades.isEmpty else { return isUnusable ? 2 : failWithoutReceipts() }
    let report = GradeReport(grades, policy)
    if ![junit, csv, xapi].contains("-") { Standard.output(report.text) }
    for (path, text) in [(junit, report.junit), (csv, report.csv), (xapi, report.xapi)] {
      if let path, !write(text, to: path) { return 2 }
    }
    if isUnusable || grades.contains(where: \.isUnusable) { return 2 }
    return grades.allSatisfy(\.isPassed) ? 0 : 1
  }

  /// - Returns: nil, and said, where it cannot be used.
  private func policy(_ path: String, _ courses: [CourseFolder]) -> GradePolicy? {
    let bytes: [UInt8]
    switch HostFiles.read(path, mostBytes: GradePolicy.mostBytes) {
    case .success(let read): bytes = read
    case .failure(let problem):
      _ = fail(problem.said(of: path, mostBytes: GradePolicy.mostBytes))
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      _ = fail("'\(path)' is no UTF-8 text; a policy is a YAML file")
      return nil
    }
    let (policy, findings) = GradePolicy.read(text, file: path)
    let problems =
      policy?.problems(
        in: { id in courses.first { $0.lists(id) }.flatMap { Self.lesson(id, of: $0) }?.lesson.steps.map(\.id) },
        known: courses.flatMap { $0.manifest.lessons.map(\.id) }, file: path) ?? []
    guard (findings + problems).isEmpty else {
      for finding in findings + problems { Standard.error(finding.description + "\n") }
      return nil
    }
    return policy
  }

  func report(_ names: [String], csv: String?) -> Int32 {
    guard let courses = courses() else { return 2 }
    let verifier = verifier(courses, seeds: options.seed.map { .given($0) } ?? .any)
    var items: [ClassReport.Item] = []
    var unreadable: [String] = []
    for path in receiptPaths(names) {
      guard let file = receipt(path) else {
        unreadable.append("\(path): no receipt")
        continue
      }
      items.append(
        ClassReport.Item(file: path, receipt: file.read.receipt, verdicts: verifier.verdicts(on: file.read)))
    }
    guard !items.isEmpty else { return unreadable.isEmpty ? failWithoutReceipts() : 2 }
    let report = ClassReport(items, unreadable: unreadable)
    if csv != "-" { Standard.output(report.text) }
    if let csv, !write(report.csv, to: csv) { return 2 }
    return report.hasProblems ? 1 : 0
  }
}
