/// A sandbox's files: the learner's JSON, journaled, and mirrored in a folder for the learner's editor.
///
/// In: names and bytes. Out: the same. The folder is what the learner sees, so it is right: what was changed there by
/// other programs is journaled before it is read. Undo never touches files: of each name the last entry counts, on
/// whatever branch. Without a folder (in memory, forks, rehearsals) the journal alone is read.
import Documents

extension Sandbox {
  package var files: Files { Files(sandbox: self) }

  package struct Files {
    package static let largestBytes = 1 << 20
    package static let most = 200
    let sandbox: Sandbox

    /// The mirror's path; nil for a sandbox in memory.
    package var folderPath: String? {
      guard case .directory(let folder)? = sandbox.store?.place else { return nil }
      return folder.filesPath(sandbox: sandbox.name, profile: sandbox.profile)
    }

    /// Names and sizes, in order of the names.
    package func list() throws(WorkspaceError) -> [(name: String, bytes: Int)] {
      try takeInFolder()
      return journaled().sorted { $0.key < $1.key }.map { ($0.key, $0.value.count) }
    }

    /// - Throws: `fileName`, `fileMissing`, `fileTooLarge`, `fileNotUsable`.
    package func read(_ name: String) throws(WorkspaceError) -> [UInt8] {
      let path = try FilePath(name)
      if let disk = try disk() {
        let bytes = try disk.read(path.parts, atMost: Self.largestBytes)
        try takeIn(path, bytes, known: journaled()[path.text])
      }
      guard let bytes = journaled()[path.text] else { throw .fileMissing(path.text) }
      return bytes
    }

    /// - Throws: `fileName`, `fileTooLarge`, `tooManyFiles`, `fileNotUsable`.
    package func write(
      _ name: String, _ bytes: [UInt8], typed: String = "", origin: Origin = .shell
    ) throws(WorkspaceError) {
      let path = try FilePath(name)
      guard bytes.count <= Self.largestBytes else { throw .fileTooLarge(path.text, bytes: bytes.count) }
      let known = journaled()
      guard known[path.text] != nil || known.count < Self.most else { throw .tooManyFiles }
      // The folder first: were this to end between the two, the folder would be taken in at the next read.
      try disk(makes: true)?.write(path.parts, bytes)
      guard known[path.text] != bytes else { return }
      _ = try sandbox.write(.file(path: path.text, bytes: bytes), typed: typed, origin: origin)
    }

    /// - Throws: `fileName`, `fileMissing`, `fileNotUsable`.
    package func remove(_ name: String, typed: String = "", origin: Origin = .shell) throws(WorkspaceError) {
      let path = try FilePath(name)
      _ = try read(name)
      try disk()?.remove(path.parts)
      _ = try sandbox.write(.file(path: path.text, bytes: nil), typed: typed, origin: origin)
    }

    /// Journals what other programs have changed in the folder. A file that is too large or no plain file is left out.
    package func takeInFolder() throws(WorkspaceError) {
      guard let disk = try disk() else { return }
      let known = journaled()
      let found = try disk.paths()
      guard found.count <= Self.most else { throw .tooManyFiles }
      for name in found {
        let path = try FilePath(name)
        if let bytes = try? disk.read(path.parts, atMost: Self.largestBytes) {
          try takeIn(path, bytes, known: known[name])
        }
      }
      for name in known.keys.sorted() where !found.contains(name) {
        try takeIn(try FilePath(name), nil, known: known[name])
      }
    }

    private func takeIn(_ path: FilePath, _ bytes: [UInt8]?, known: [UInt8]?) throws(WorkspaceError) {
      guard bytes != known else { return }
      _ = try sandbox.write(.file(path: path.text, bytes: bytes), typed: "", origin: .shell)
    }

    /// Of each name the last entry since the sandbox began, `reset` included.
    private func journaled() -> [String: [UInt8]] {
      var files: [String: [UInt8]] = [:]
      for entry in sandbox.allEntries() {
        if case .file(let path, let bytes) = entry.kind { files[path] = bytes }
      }
      return files
    }

    /// The folder; where it is missing and `makes`, or files are journaled, it is made and filled from the journal.
    private func disk(makes: Bool = false) throws(WorkspaceError) -> FilesOnDisk? {
      guard let folderPath else { return nil }
      if let disk = try FilesOnDisk(folder: folderPath) { return disk }
      let known = journaled()
      guard makes || !known.isEmpty else { return nil }
      try DataFolder.makeFolder(folderPath)
      let disk = try FilesOnDisk(folder: folderPath)
      for name in known.keys.sorted() { try disk?.write(try FilePath(name).parts, known[name] ?? []) }
      return disk
    }
  }
}
