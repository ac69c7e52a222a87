/// `drydock lesson lint`: every rule that needs no learner.
///
/// In: names of lessons. Out: findings on standard output, in the format asked for. With `--fix`, words that were mistyped
/// are put right in the files first.
import Course
import Lessons
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Bench {
  func lint(_ names: [String], format: LintReport, fixes: Bool) -> Int32 {
    guard var subjects = subjects(names) else { return 2 }
    var findings = findings(subjects, isWhole: names.isEmpty)
    if fixes {
      let count = fix(findings, subjects)
      guard count >= 0, let again = self.subjects(names) else { return 2 }
      Standard.error("\(count) put right\n")
      subjects = again
      findings = self.findings(subjects, isWhole: names.isEmpty)
    }
    Standard.output(format.written(findings, files: subjects.map(\.file), version: Program.version))
    return findings.contains { $0.severity == .error } ? 1 : 0
  }

  private func findings(_ subjects: [Subject], isWhole: Bool) -> [LintFinding] {
    var findings: [LintFinding] = []
    if isWhole, let course = subjects.first?.course {
      findings = course.lint()
    } else {
      for subject in subjects {
        findings += subject.findings
        if let lesson = subject.lesson { findings += StructuralLint.findings(in: lesson, file: subject.file) }
        findings += subject.variantFindings
      }
    }
    for subject in subjects {
      guard let lesson = subject.lesson else { continue }
      var own = serviceFindings(lesson, subject)
      for variant in subject.furtherVariants {
        own += serviceFindings(variant, subject).filter { new in !own.contains { $0.isAlike(new) } }
          .map { $0.inVariant(variant.variant ?? "") }
      }
      findings += own
    }
    return (findings + orderFindings(subjects)).sorted()
  }

  /// The rules that need the service, those that play the lesson's predictions included.
  private func serviceFindings(_ lesson: Lesson, _ subject: Subject) -> [LintFinding] {
    let findings = ServiceLint.findings(in: lesson, file: subject.file)
    do throws(WorkspaceError) {
      return findings + (try subject.rehearsal(of: lesson)?.predictionFindings(file: subject.file) ?? [])
    } catch {
      return findings + [
        LintFinding(file: subject.file, position: lesson.world.position, code: "DD009", message: error.message)
      ]
    }
  }

  /// What was shown before counts: the whole course is looked at, and what is about these lessons is said.
  private func orderFindings(_ subjects: [Subject]) -> [LintFinding] {
    guard let course = subjects.first(where: { $0.course != nil })?.course else { return [] }
    let all = self.subjects(of: course)
    let lessons = all.compactMap { item -> (lesson: Lesson, file: String)? in
      guard let lesson = item.lesson else { return nil }
      return (lesson, subjects.first { $0.lesson?.id == lesson.id }?.file ?? "")
    }
    return TeachingOrder.findings(lessons).filter { !$0.file.isEmpty }
  }

  // MARK: Fixing

  /// - Returns: how many words were put right; -1, and said, where a file cannot be written.
  private func fix(_ findings: [LintFinding], _ subjects: [Subject]) -> Int {
    var count = 0
    for subject in subjects {
      let fixes = findings.filter { $0.file == subject.file }.compactMap(\.fix)
      guard !fixes.isEmpty, case .success(let bytes) = HostFiles.read(subject.path) else { continue }
      let (text, mended) = LintFix.apply(fixes, to: String(decoding: bytes, as: UTF8.self))
      guard mended > 0 else { continue }
      do { try Data(text.utf8).write(to: URL(fileURLWithPath: subject.path), options: .atomic) } catch {
        _ = fail("\(subject.path) cannot be written")
        return -1
      }
      count += mended
    }
    return count
  }
}
