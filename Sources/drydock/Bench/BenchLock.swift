/// `drydock lesson lock`: writes down the ids that learners' progress hangs on.
///
/// In: the course. Out: its `lessons.lock`, which lint and test hold lessons to from then on (DD011). Takes no id out.
import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Bench {
  func lock() -> Int32 {
    let (course, problem) = program.findCourse()
    guard let course, let folder = course.hostPath else { return fail(problem) }
    let path = folder + "/" + LessonLock.fileName
    do throws(CourseFolderError) {
      let text = try course.lockText()
      do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
        return fail("\(path) cannot be written")
      }
      let count = text.split(separator: "\n").count { !$0.hasPrefix("#") }
      Standard.output("Wrote \(count) ids to \(path).\n")
      return 0
    } catch { return fail(error.message) }
  }
}
