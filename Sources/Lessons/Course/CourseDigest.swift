/// One number for a lesson as it is, and one for a course: receipts name what they were made with.
///
/// In: the course's files. Out: a stable hash over their bytes: any change of a lesson, its files or its course's
/// fixture makes it another. Source: lesson format, section 9, "Receipt"; FNV-1a.
extension CourseFolder {
  /// nil where the course does not list the lesson, or its file cannot be read.
  package func digest(ofLesson id: String) -> UInt64? {
    guard let listed = manifest.lessons.first(where: { $0.id == id }), case .bytes(let bytes) = lessonFile(of: listed)
    else { return nil }
    var parts = [String(decoding: bytes, as: UTF8.self)]
    for file in LessonFiles.read(folder, lessonFolder: listed.folder).files {
      parts += [file.name, String(decoding: file.bytes, as: UTF8.self)]
    }
    let header = LessonReader.readHeader(bytes: bytes, file: path(of: listed)).header
    if let fixture = header?.world.fixture, manifest.fixtures.contains(fixture) {
      do throws(CourseFolderError) { parts += [fixture, try fixtureText(fixture) ?? ""] } catch {
        parts.append(fixture)
      }
    }
    return Fingerprint.hash(of: parts)
  }

  /// Over all lessons in their order.
  package var digest: UInt64 {
    let lessons = manifest.lessons.map { "\($0.folder) \(digest(ofLesson: $0.id) ?? 0)" }
    return Fingerprint.hash(of: [manifest.id, manifest.version] + lessons)
  }
}
