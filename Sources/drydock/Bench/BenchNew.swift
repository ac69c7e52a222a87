/// `drydock lesson new ID`: a lesson to begin with, in the course or in the present folder.
///
/// In: an id. Out: a new folder with a lesson that passes lint and test, listed in the course where there is one. Writes
/// over nothing.
import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Bench {
  func new(_ id: String, title: String?) -> Int32 {
    let text: String
    do throws(LessonSkeletonError) { text = try LessonSkeleton.text(id: id, title: title) } catch {
      return fail(error.message)
    }
    let course = options.course ?? "lessons"
    let manifestPath = course + "/" + CourseManifest.fileName
    guard case .success(let bytes) = HostFiles.read(manifestPath) else {
      if let named = options.course { return fail("there is no course in '\(named)': it has no course.yaml") }
      return write(text, folder: "01-" + id, then: "It is in no course yet: `course.yaml` would list it.")
    }
    let manifest = String(decoding: bytes, as: UTF8.self)
    switch ManifestEditing.adding(id, to: manifest) {
    case .failure(let problem): return fail(problem.message)
    case .success(let (folder, changed)):
      let code = write(
        text, folder: course + "/" + folder, then: "`course.yaml` lists it. `drydock learn \(id)` plays it.")
      guard code == 0 else { return code }
      do { try Data(changed.utf8).write(to: URL(fileURLWithPath: manifestPath), options: .atomic) } catch {
        return fail("\(manifestPath) cannot be written: add `- \(folder)` to a track by hand")
      }
      return 0
    }
  }

  private func write(_ text: String, folder: String, then next: String) -> Int32 {
    let path = folder + "/" + CourseFolder.lessonFileName
    guard !FileManager.default.fileExists(atPath: folder) else { return fail("\(folder) is there already") }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch { return fail("\(path) cannot be written: \(error)") }
    Standard.output("Wrote \(path). \(next)\nTry: drydock lesson lint \(path)\n     drydock lesson test \(path)\n")
    return 0
  }
}
