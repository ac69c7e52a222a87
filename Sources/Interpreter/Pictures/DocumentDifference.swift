/// What differs between two documents, member by member.
///
/// In: two documents. Out: changes with their paths, in the order of the first. Knows nothing of AWS but which members
/// name the elements of a list.
import Documents

package struct DocumentDifference: Hashable, Sendable {
  package struct Change: Hashable, Sendable {
    /// As `--query` writes it where it can: `services[web].desiredCount`.
    package let path: String
    /// nil where it was not there.
    package let before: Document?
    /// nil where it is there no more.
    package let after: Document?
  }
  package private(set) var changes: [Change] = []
  private static let mostChanges = 1_000
  private let ignored: Set<String>

  /// - Parameter ignored: members that are not compared, wherever they stand.
  package init(from before: Document, to after: Document, ignoring ignored: Set<String> = []) {
    self.ignored = ignored
    compare(before, after, at: "")
  }

  private mutating func compare(_ before: Document, _ after: Document, at path: String) {
    guard before != after, changes.count < Self.mostChanges else { return }
    switch (before, after) {
    case (.object(let old), .object(let new)):
      let keys = old.keys + new.keys.filter { old[$0] == nil }
      for key in keys where !ignored.contains(key) {
        note(old[key], new[key], at: path.isEmpty ? key : path + "." + key)
      }
    case (.list(let old), .list(let new)): compare(old, new, at: path)
    case (_, _): changes.append(Change(path: path, before: before, after: after))
    }
  }

  private mutating func note(_ before: Document?, _ after: Document?, at path: String) {
    if let before, let after { return compare(before, after, at: path) }
    guard before != nil || after != nil, changes.count < Self.mostChanges else { return }
    changes.append(Change(path: path, before: before, after: after))
  }

  // MARK: Lists

  /// Elements are matched by their names where they have such, plain values by themselves, others by their places.
  private mutating func compare(_ old: [Document], _ new: [Document], at path: String) {
    if let key = Self.naming(old + new), let olds = Self.byName(old, key), let news = Self.byName(new, key) {
      let names = olds.map(\.name) + news.map(\.name).filter { name in !olds.contains { $0.name == name } }
      for name in names {
        note(
          olds.first { $0.name == name }?.element, news.first { $0.name == name }?.element,
          at: "\(path)[\(Self.short(name))]")
      }
    } else if (old + new).allSatisfy(\.isPlain) {
      for element in old where !new.contains(element) { note(element, nil, at: path + "[]") }
      for element in new where !old.contains(element) { note(nil, element, at: path + "[]") }
      // The same values in another order are a change too.
      if Set(old) == Set(new), old != new { changes.append(Change(path: path, before: .list(old), after: .list(new))) }
    } else {
      for index in 0..<max(old.count, new.count) {
        note(
          old.indices.contains(index) ? old[index] : nil, new.indices.contains(index) ? new[index] : nil,
          at: "\(path)[\(index)]")
      }
    }
  }

  private static let names = [
    "name", "id", "serviceName", "clusterName", "containerName", "taskArn", "serviceArn", "clusterArn",
    "taskDefinitionArn",
    "containerInstanceArn", "key", "capacityProvider", "containerPort",
  ]

  private static func naming(_ elements: [Document]) -> String? {
    guard !elements.isEmpty, elements.count <= 2_000 else { return nil }
    return names.first { name in elements.allSatisfy { $0[name]?.isPlain == true } }
  }

  /// nil where two have the same name.
  private static func byName(_ elements: [Document], _ key: String) -> [(name: String, element: Document)]? {
    let named = elements.map { (name: text($0[key] ?? .null), element: $0) }
    return Set(named.map(\.name)).count == named.count ? named : nil
  }

  /// The end of an ARN or of a long id says enough.
  static func short(_ text: String) -> String {
    let end = text.hasPrefix("arn:") ? text.split(separator: "/").last.map(String.init) ?? text : text
    let isLongID = end.utf8.count == 32 && end.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    return isLongID ? String(end.prefix(8)) : end
  }

  /// A value in one line, at most 100 characters of it.
  package static func text(_ document: Document) -> String {
    let text = document.string.map(short) ?? document.written()
    return text.count > 100 ? text.prefix(99) + "…" : text
  }
}

extension DocumentDifference.Change {
  /// `services[web].desiredCount: 2 -> 4`
  package var line: String {
    let text = DocumentDifference.text
    switch (before, after) {
    case (let before?, let after?): return "\(path): \(text(before)) -> \(text(after))"
    case (nil, let after?): return "+ \(path): \(text(after))"
    case (let before?, nil): return "- \(path): \(text(before))"
    case (nil, nil): return path
    }
  }
}

extension Document {
  fileprivate var isPlain: Bool {
    switch self {
    case .null, .boolean, .integer, .decimal, .string: true
    case .list, .object: false
    }
  }
}
