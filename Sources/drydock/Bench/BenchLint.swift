/// `drydock lesson lint`: every rule that needs no learner.
///
/// In: names of lessons. Out: findings on standard output.
import Course
import Lessons
import Workspace

extension Bench {
  func lint(_ names: [String]) -> Int32 {
    guard let subjects = subjects(names) else { return 2 }
    var findings: [LintFinding] = []
    if names.isEmpty, let course = subjects.first?.course {
      findings = course.lint()
    } else {
      for subject in subjects {
        findings += subject.findings
        if let lesson = subject.lesson { findings += StructuralLint.findings(in: lesson, file: subject.file) }
      }
    }
    for subject in subjects {
      if let lesson = subject.lesson { findings += serviceFindings(lesson, subject) }
    }
    for finding in findings.sorted() { Standard.output(finding.description + "\n") }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count - errors
    Standard.output("\(errors) errors, \(warnings) warnings\n")
    return errors == 0 ? 0 : 1
  }

  /// The rules that need the service, those that play the lesson's predictions included.
  private func serviceFindings(_ lesson: Lesson, _ subject: Subject) -> [LintFinding] {
    let findings = ServiceLint.findings(in: lesson, file: subject.file)
    do throws(WorkspaceError) {
      return findings + (try subject.rehearsal()?.predictionFindings(file: subject.file) ?? [])
    } catch {
      return findings + [
        LintFinding(file: subject.file, position: lesson.world.position, code: "DD009", message: error.message)
      ]
    }
  }
}
