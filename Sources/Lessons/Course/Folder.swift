#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The outside of this module: one folder, read-only.
///
/// In: paths relative to the folder, made of plain names. Out: names and bytes. Never follows a symbolic link below
/// the folder, never leaves it, reads regular files only and never more than it is told to. Tests give one in memory.
/// Source: design, principle 4.
package struct Folder: Sendable {
  package enum ItemKind: Hashable, Sendable { case file, folder }
  package struct Item: Hashable, Sendable {
    package let name: String
    package let kind: ItemKind
    package init(name: String, kind: ItemKind) {
      self.name = name
      self.kind = kind
    }
  }
  package enum Content: Hashable, Sendable {
    case bytes([UInt8])
    case missing
    case tooLarge
  }

  /// The items of a folder (`""` is the folder itself), sorted by name; none where it cannot be read. Names that a
  /// lesson's folder may not use are left out.
  package let items: @Sendable (_ path: String) -> [Item]
  package let read: @Sendable (_ path: String, _ mostBytes: Int) -> Content
  /// Links, devices and pipes in a folder, which are never followed nor read, sorted by name.
  package let passedOver: @Sendable (_ path: String) -> [String]

  package init(
    items: @escaping @Sendable (_ path: String) -> [Item],
    read: @escaping @Sendable (_ path: String, _ mostBytes: Int) -> Content,
    passedOver: @escaping @Sendable (_ path: String) -> [String] = { _ in [] }
  ) {
    self.items = items
    self.read = read
    self.passedOver = passedOver
  }

  /// A folder of the host.
  package static func onDisk(_ root: String) -> Folder {
    Folder(
      items: { path in
        names(in: path, under: root).compactMap { name in
          kind(of: path.isEmpty ? name : path + "/" + name, under: root).map { Item(name: name, kind: $0) }
        }
      },
      read: { path, mostBytes in
        guard arePlainNames(path), kind(of: path, under: root) == .file else { return .missing }
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        guard parent.isEmpty || isPlainFolder(parent, under: root) else { return .missing }
        return contents(of: root + "/" + path, mostBytes: mostBytes)
      },
      passedOver: { path in
        names(in: path, under: root).filter { kind(of: path.isEmpty ? $0 : path + "/" + $0, under: root) == nil }
      })
  }

  private static func names(in path: String, under root: String) -> [String] {
    guard path.isEmpty || isPlainFolder(path, under: root) else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + path)) ?? []
    return names.filter(FolderPath.isName).sorted()
  }

  /// Files by path, for tests and for courses that are compiled in.
  package static func inMemory(_ files: [String: String]) -> Folder {
    let paths = files.keys.sorted()
    return Folder(
      items: { path in
        let prefix = path.isEmpty ? "" : path + "/"
        var items: [Item] = []
        for file in paths where file.hasPrefix(prefix) {
          let rest = file.dropFirst(prefix.count)
          let name = String(rest.prefix { $0 != "/" })
          if items.last?.name != name { items.append(Item(name: name, kind: rest.contains("/") ? .folder : .file)) }
        }
        return items
      },
      read: { path, mostBytes in
        guard let text = files[path] else { return .missing }
        return text.utf8.count > mostBytes ? .tooLarge : .bytes(Array(text.utf8))
      })
  }

  private static func arePlainNames(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { FolderPath.isName(String($0)) }
  }

  /// True where every part of the path is a folder and none a link.
  private static func isPlainFolder(_ path: String, under root: String) -> Bool {
    guard arePlainNames(path) else { return false }
    var soFar = ""
    for name in path.split(separator: "/") {
      soFar += soFar.isEmpty ? String(name) : "/" + name
      if kind(of: soFar, under: root) != .folder { return false }
    }
    return true
  }

  /// Nil for links, devices, pipes and what is not there.
  private static func kind(of path: String, under root: String) -> ItemKind? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: root + "/" + path)
    guard let type = attributes?[.type] as? FileAttributeType else { return nil }
    if type == .typeRegular { return .file }
    return type == .typeDirectory ? .folder : nil
  }

  private static func contents(of path: String, mostBytes: Int) -> Content {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if let size = attributes?[.size] as? Int, size > mostBytes { return .tooLarge }
    guard let data = FileManager.default.contents(atPath: path) else { return .missing }
    return data.count > mostBytes ? .tooLarge : .bytes(Array(data))
  }
}
