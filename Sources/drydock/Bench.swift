/// The author's bench: lint and test of lessons.
///
/// In: names of lessons or paths of their files. Out: findings on standard output, exit code 0 where there are no errors,
/// 1 where there are, 2 where nothing could be read.
import Course
import Lessons
import Shell
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct Bench {
  let options: Drydock.Options
  private let program: Program

  init(_ options: Drydock.Options) {
    self.options = options
    program = Program(options)
  }

  /// What is to be worked on: lessons of the course, or single files.
  private struct Subject {
    let file: String
    let lesson: Lesson?
    let findings: [LintFinding]
  }

  func lint(_ names: [String]) -> Int32 {
    var findings: [LintFinding] = []
    let (course, problem) = program.findCourse()
    if names.isEmpty {
      guard let course else { return fail(problem) }
      findings = course.lint()
      for subject in subjects(of: course) {
        if let lesson = subject.lesson { findings += serviceFindings(lesson, subject.file, course) }
      }
    } else {
      for name in names {
        guard let subject = subject(name, course) else { return fail("there is no lesson `\(name)`") }
        findings += subject.findings
        guard let lesson = subject.lesson else { continue }
        findings += StructuralLint.findings(in: lesson, file: subject.file)
        findings += serviceFindings(lesson, subject.file, course)
      }
    }
    for finding in findings.sorted() { Standard.output(finding.description + "\n") }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count - errors
    Standard.output("\(errors) errors, \(warnings) warnings\n")
    return errors == 0 ? 0 : 1
  }

  /// The rules that need the service, those that play the lesson's predictions included.
  private func serviceFindings(_ lesson: Lesson, _ file: String, _ course: CourseFolder?) -> [LintFinding] {
    let findings = ServiceLint.findings(in: lesson, file: file)
    do throws(WorkspaceError) {
      let rehearsal = try Rehearsal(lesson) { name throws(WorkspaceError) in try Desk.fixture(name, of: course) }
      return findings + rehearsal.predictionFindings(file: file)
    } catch {
      return findings + [
        LintFinding(file: file, position: lesson.world.position, code: "DD009", message: error.message)
      ]
    }
  }

  func test(_ names: [String]) -> Int32 {
    let (course, problem) = program.findCourse()
    guard course != nil || !names.isEmpty else { return fail(problem) }
    let chosen = names.isEmpty ? course.map(subjects) ?? [] : names.compactMap { subject($0, course) }
    guard chosen.count == (names.isEmpty ? chosen.count : names.count), !chosen.isEmpty else {
      return fail("there is no such lesson: \(names.joined(separator: ", "))")
    }
    var failures = 0
    var promises = 0
    for subject in chosen {
      guard let lesson = subject.lesson else {
        for finding in subject.findings { Standard.output(finding.description + "\n") }
        failures += 1
        continue
      }
      do throws(WorkspaceError) {
        let rehearsal = try Rehearsal(lesson) { name throws(WorkspaceError) in try Desk.fixture(name, of: course) }
        let report = rehearsal.run()
        for finding in report.findings {
          Standard.output(
            "\(subject.file):\(finding.position.line):\(finding.position.column): \(finding.description)\n")
        }
        failures += report.findings.count
        promises += report.tried.map(\.count).reduce(0, +)
        let tried = report.tried.map { "\($0.guarantee) \($0.count)" }.joined(separator: ", ")
        Standard.output("\(lesson.id): \(report.findings.isEmpty ? "passed" : "FAILED") (\(tried))\n")
      } catch {
        Standard.output("\(subject.file): \(error.message)\n")
        failures += 1
      }
    }
    Standard.output("\(promises) promises tried in \(chosen.count) lessons, \(failures) broken\n")
    return failures == 0 ? 0 : 1
  }

  // MARK: Finding lessons

  private func subjects(of course: CourseFolder) -> [Subject] {
    course.manifest.lessons.map { listed in
      do throws(CourseFolderError) {
        return Subject(file: course.path(of: listed), lesson: try course.lesson(listed.id), findings: [])
      } catch {
        if case .brokenLesson(_, let findings) = error {
          return Subject(file: course.path(of: listed), lesson: nil, findings: findings)
        }
        let finding = LintFinding(
          file: course.path(of: listed), position: .start, code: "DD009", message: error.message)
        return Subject(file: course.path(of: listed), lesson: nil, findings: [finding])
      }
    }
  }

  private func subject(_ name: String, _ course: CourseFolder?) -> Subject? {
    if let course, course.manifest.lessons.contains(where: { $0.id == name }) {
      return subjects(of: course).first { $0.lesson?.id == name || $0.file.contains(name) }
    }
    guard case .success(let bytes) = HostFiles.read(name) else { return nil }
    let reading = LessonReader.read(bytes: bytes, file: name)
    return Subject(file: name, lesson: reading.lesson, findings: reading.findings)
  }

  private func fail(_ message: String) -> Int32 {
    Standard.error("drydock: \(message)\n")
    return 2
  }
}
