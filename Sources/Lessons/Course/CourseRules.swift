/// The rules over a course as a whole: ids, prerequisites, folders (DD004, DD006, DD007, DD009).
///
/// In: the manifest and the lessons as far as they could be read. Out: findings. Source: lesson format, section 7.
struct CourseRules {
  struct Draft {
    let listed: CourseManifest.ListedLesson
    let lesson: Lesson
    let file: String
  }

  let manifest: CourseManifest
  let drafts: [Draft]

  func findings() -> [LintFinding] { identity() + requirements() + circles() }

  private func identity() -> [LintFinding] {
    var owners: [String: String] = [:]
    var result: [LintFinding] = []
    for draft in drafts {
      let header = draft.lesson.header
      if let owner = owners[header.id] {
        result.append(
          finding(draft, "DD004", header.idPosition, "the lesson id `\(header.id)` is taken by \(owner); ids differ"))
      } else {
        owners[header.id] = draft.file
      }
      if header.id != draft.listed.id {
        result.append(
          finding(
            draft, "DD009", header.idPosition,
            "the lesson in `\(draft.listed.folder)` has the id `\(header.id)`; the folder's name ends in the id"))
      }
    }
    return result
  }

  private func requirements() -> [LintFinding] {
    let known = manifest.lessons.map(\.id)
    return drafts.flatMap { draft in
      draft.lesson.requires.filter { !known.contains($0) }.map { missing in
        finding(
          draft, "DD006", draft.lesson.header.requiresPosition,
          "`requires` names `\(missing)`, which is no lesson of this course"
            + NearestWord.question(missing, among: known))
      }
    }
  }

  /// Each circle once, reported at the lesson in it that comes first in the course.
  private func circles() -> [LintFinding] {
    var requires: [String: [String]] = [:]
    for draft in drafts { requires[draft.lesson.id] = draft.lesson.requires }
    var isDone: Set<String> = []
    var result: [LintFinding] = []
    for draft in drafts where !isDone.contains(draft.lesson.id) {
      if let circle = circle(from: draft.lesson.id, requires, &isDone) {
        let path = (circle + circle.prefix(1)).map { "`\($0)`" }.joined(separator: " requires ")
        result.append(
          finding(
            draft, "DD007", draft.lesson.header.requiresPosition,
            "prerequisites go round in a circle: \(path); take one out"))
      }
    }
    return result
  }

  /// Walks with a list of its own: a course may be long.
  private func circle(
    from start: String, _ requires: [String: [String]], _ isDone: inout Set<String>
  ) -> [String]? {
    var path: [(id: String, next: Int)] = [(start, 0)]
    while let last = path.last {
      let wanted = requires[last.id] ?? []
      guard last.next < wanted.count else {
        isDone.insert(last.id)
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let id = wanted[last.next]
      if let place = path.firstIndex(where: { $0.id == id }) {
        let circle = path[place...].map(\.id)
        isDone.formUnion(path.map(\.id))
        return circle
      }
      if !isDone.contains(id), requires[id] != nil { path.append((id, 0)) }
    }
    return nil
  }

  /// Folders with a lesson that the course does not list; fixtures that are not there.
  func folderFindings(_ folder: Folder) -> [LintFinding] {
    let listed = Set(manifest.lessons.map(\.folder))
    var result: [LintFinding] = []
    for item in folder.items("") where item.kind == .folder && !listed.contains(item.name) {
      guard folder.items(item.name).contains(where: { $0.name == CourseFolder.lessonFileName }) else { continue }
      result.append(
        LintFinding(
          file: CourseManifest.fileName, position: .start, code: "DD009",
          message: "no track lists the folder `\(item.name)`, which has a lesson; add it or move it away"))
    }
    let fixtures = Set(folder.items("fixtures").map(\.name))
    for name in manifest.fixtures where !fixtures.contains(name + ".yaml") {
      result.append(
        LintFinding(
          file: CourseManifest.fileName, position: .start, code: "DD009",
          message: "fixtures/\(name).yaml is not there; write it or take `\(name)` out of `fixtures`"))
    }
    return result
  }

  private func finding(_ draft: Draft, _ code: String, _ position: SourcePosition, _ message: String) -> LintFinding {
    LintFinding(file: draft.file, position: position, code: code, message: message)
  }
}
