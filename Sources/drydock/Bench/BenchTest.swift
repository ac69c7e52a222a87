/// `drydock lesson test`: plays lessons and holds them to their promises.
///
/// In: names of lessons. Out: what does not hold, on standard output, then one line for each lesson. Reads the wall clock
/// for T14 alone, and only where it is asked to.
import Course
import Lessons
import Screen
import Workspace

extension Bench {
  private static let mostSecondsOfACourse = 60.0
  private static let mostSecondsOfAStep = 0.3

  /// Again whenever one of the files is saved, until it is interrupted.
  func testWatching(_ names: [String]) -> Int32 {
    guard let watched = subjects(names) else { return 2 }
    let watch = FileWatch(watched.flatMap(\.watchedPaths))
    while true {
      _ = test(names, showsTimes: false, showsTranscript: false)
      Standard.output("(waiting for the lesson to be saved; Ctrl-C ends)\n")
      while !watch.hasChanged() { FileWatch.rest() }
      Standard.output("\n")
    }
  }

  func test(_ names: [String], showsTimes: Bool, showsTranscript: Bool) -> Int32 {
    guard let subjects = subjects(names) else { return 2 }
    var failures = 0
    var promises = 0
    let began = Standard.secondsSinceStart()
    for subject in subjects {
      let lessonBegan = Standard.secondsSinceStart()
      let report = rehearse(subject)
      failures += report.map(\.findings.count) ?? 1
      promises += report?.tried.map(\.count).reduce(0, +) ?? 0
      guard let report, let lesson = subject.lesson else { continue }
      for (step, seconds) in report.seconds where showsTimes && seconds > Self.mostSecondsOfAStep {
        Standard.output("T14 \(lesson.id)/\(step): \(Self.seconds(seconds)), and a step may take 0.3 s\n")
      }
      if showsTranscript { Standard.output(report.transcript) }
      let tried = report.tried.map { "\($0.guarantee) \($0.count)" }.joined(separator: ", ")
      let time = showsTimes ? " in \(Self.seconds(Standard.secondsSinceStart() - lessonBegan))" : ""
      Standard.output("\(lesson.id): \(report.findings.isEmpty ? "passed" : "FAILED")\(time) (\(tried))\n")
    }
    if showsTimes {
      let all = Standard.secondsSinceStart() - began
      let isFast = all <= Self.mostSecondsOfACourse
      Standard.output("T14: \(Self.seconds(all)) for all of it\(isFast ? "" : ", and a course may take a minute")\n")
      promises += 1
      failures += isFast ? 0 : 1
    }
    Standard.output("\(promises) promises tried in \(subjects.count) lessons, \(failures) broken\n")
    return failures == 0 ? 0 : 1
  }

  /// Takes each check, each line of a solution and each diagnosis out of a copy of the lesson: the test must miss it.
  func testDeletions(_ names: [String]) -> Int32 {
    guard let subjects = subjects(names) else { return 2 }
    var tried = 0
    var failures = 0
    for subject in subjects {
      guard let lesson = subject.lesson, case .success(let bytes) = HostFiles.read(subject.path) else {
        for finding in subject.findings { Standard.output(finding.description + "\n") }
        failures += 1
        continue
      }
      do throws(WorkspaceError) {
        let found = try subject.rehearsal(of: lesson, seed: options.seed)?.deletions(in: bytes, file: subject.file) {
          subject.course?.lockFindings(of: $0, file: subject.file) ?? []
        }
        for finding in found?.findings ?? [] { line(subject, finding.position, finding.description) }
        tried += found?.tried ?? 0
        failures += found?.findings.count ?? 0
      } catch {
        Standard.output("\(subject.file): \(error.message)\n")
        failures += 1
      }
    }
    Standard.output("\(tried) deletions tried in \(subjects.count) lessons, \(failures) not missed\n")
    return failures == 0 ? 0 : 1
  }

  private func line(_ subject: Subject, _ position: SourcePosition, _ text: String) {
    Standard.output("\(subject.file):\(position.line):\(position.column): \(text)\n")
  }

  private static func seconds(_ seconds: Double) -> String {
    "\(Int(seconds)).\(Int(seconds * 10) % 10) s"
  }

  /// Says what does not hold. nil, and said, where the lesson cannot be played at all.
  private func rehearse(_ subject: Subject) -> RehearsalReport? {
    do throws(WorkspaceError) {
      var rehearsal = try subject.rehearsal(seed: options.seed)
      rehearsal?.clock = Standard.secondsSinceStart
      guard let lesson = subject.lesson, var report = rehearsal?.run() else {
        for finding in subject.findings { Standard.output(finding.description + "\n") }
        return nil
      }
      LessonRendering.check(lesson, &report)
      for variant in subject.furtherVariants {
        guard var other = try subject.rehearsal(of: variant, seed: options.seed)?.runOnce() else { continue }
        LessonRendering.check(variant, &other)
        report.add(other, variant: variant.variant ?? "")
      }
      // A check that another one implies is missed by nothing that is played; the lock knows that it was there.
      for gone in subject.course?.lockFindings(of: lesson, file: subject.file) ?? [] {
        report.findings.append(RehearsalFinding(guarantee: "T5", message: gone.message, position: gone.position))
      }
      for finding in report.findings { line(subject, finding.position, finding.description) }
      for warning in report.warnings { line(subject, warning.position, "warning: " + warning.description) }
      return report
    } catch {
      Standard.output("\(subject.file): \(error.message)\n")
      return nil
    }
  }
}
