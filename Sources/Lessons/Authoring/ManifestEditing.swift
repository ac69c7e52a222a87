/// Adds a lesson to the text of `course.yaml`, and leaves everything else as its author wrote it.
///
/// In: the file's text, a lesson's id. Out: the folder's name and the new text, with the lesson at the end of the last
/// track. Writes nothing.
package enum ManifestEditing {
  package enum Problem: Error, Hashable, Sendable {
    case unreadable(String)
    case taken(String)
    case noList

    package var message: String {
      switch self {
      case .unreadable(let finding): "course.yaml has errors; mend them first: \(finding)"
      case .taken(let id): "the course has a lesson `\(id)` already; ids differ"
      case .noList: "course.yaml has no track with a list of lessons in lines of their own; add the lesson by hand"
      }
    }
  }

  package static func adding(_ id: String, to text: String) -> Result<(folder: String, text: String), Problem> {
    let (manifest, findings) = CourseManifest.read(text)
    guard let manifest else { return .failure(.unreadable(findings.first?.description ?? "")) }
    if manifest.lessons.contains(where: { $0.id == id }) || manifest.retired.contains(id) {
      return .failure(.taken(id))
    }
    guard let last = manifest.lessons.max(by: { $0.position < $1.position }) else { return .failure(.noList) }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.indices.contains(last.position.line - 1) else { return .failure(.noList) }
    let line = lines[last.position.line - 1]
    guard let dash = line.firstRange(of: "- " + last.folder) else { return .failure(.noList) }
    let highest = manifest.lessons.compactMap { Int($0.folder.prefix { $0.isASCII && $0.isNumber }) }.max() ?? 0
    let number = "\(highest + 1)"
    let folder = (number.count < 2 ? "0" + number : number) + "-" + id
    lines.insert(line[..<dash.lowerBound] + "- " + folder, at: last.position.line)
    return .success((folder, lines.joined(separator: "\n")))
  }
}
