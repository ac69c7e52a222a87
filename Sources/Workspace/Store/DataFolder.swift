/// Where Drydock keeps what it must remember: `drydock.sqlite` and the sandboxes' files.
///
/// In: the flag `--data` and the environment. Out: a folder that exists, with access for its owner alone (0700) where
/// this makes it. Never changes a folder that is there already.
/// Source of the search order: XDG Base Directory Specification 0.8 (a relative path in XDG_DATA_HOME is to be ignored).
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package struct DataFolder: Hashable, Sendable {
  package let path: String

  /// - Parameter path: used as it is, relative to the working folder where it is relative.
  package init(path: String) { self.path = path }

  /// `option` (`--data`), else `DRYDOCK_DATA`, else `XDG_DATA_HOME/drydock`, else `HOME/.local/share/drydock`.
  ///
  /// - Throws: `noDataFolder`.
  package static func locate(option: String?, environment: [String: String]) throws(WorkspaceError) -> DataFolder {
    if let option, !option.isEmpty { return DataFolder(path: option) }
    if let path = environment["DRYDOCK_DATA"], !path.isEmpty { return DataFolder(path: path) }
    if let path = environment["XDG_DATA_HOME"], path.hasPrefix("/") { return DataFolder(path: path + "/drydock") }
    if let home = environment["HOME"], home.hasPrefix("/") { return DataFolder(path: home + "/.local/share/drydock") }
    throw .noDataFolder
  }

  var storePath: String { path + "/drydock.sqlite" }

  /// The folder of a sandbox's files; not made by asking.
  func filesPath(sandbox: String, profile: String) -> String {
    "\(ownerPath(profile))/sandboxes/\(sandbox)/files"
  }

  /// The file of the lines that a profile typed at the prompt; its folder is made.
  ///
  /// - Throws: `profileName`, `folderUnusable`.
  package func historyPath(of profile: String) throws(WorkspaceError) -> String {
    guard SandboxName.isValidPart(profile) else { throw .profileName(profile) }
    try Self.makeFolder(ownerPath(profile))
    return ownerPath(profile) + "/history"
  }

  private func ownerPath(_ profile: String) -> String {
    profile == Profile.defaultName ? path : "\(path)/profiles/\(profile)"
  }

  /// Makes the folder, and those above it where they are missing.
  func make() throws(WorkspaceError) { try Self.makeFolder(path) }

  static func makeFolder(_ path: String) throws(WorkspaceError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made == "/" ? String(part) : "/\(part)"
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        throw .folderUnusable(path: path, reason: String(cString: strerror(errno)))
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .folderUnusable(path: path, reason: "it is not a folder")
    }
  }
}
