import AWSCommandLine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Names of the host's files behind `file://`, for completion at a terminal.
///
/// In: the beginning of a path. Out: paths that go on from it, folders with a slash. Reads folders alone, never a file;
/// what cannot be read has no names.
enum HostFileNames {
  private static let most = 500

  static func beginning(with prefix: String) -> [LiveName] {
    let slash = prefix.lastIndex(of: "/").map { prefix.index(after: $0) } ?? prefix.startIndex
    let (folder, beginning) = (String(prefix[..<slash]), prefix[slash...])
    var path = folder.isEmpty ? "." : folder
    if path.hasPrefix("~/"), let home = TerminalFacts.variable("HOME") { path = home + path.dropFirst(1) }
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var found: [LiveName] = []
    while found.count < most, let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name != ".", name != "..", name.hasPrefix(beginning), !name.hasPrefix(".") || beginning.hasPrefix(".")
      else { continue }
      let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
      found.append(LiveName(folder + name + (isFolder ? "/" : ""), isFolder ? "Folder" : "File"))
    }
    return found.sorted { $0.name < $1.name }
  }
}
