/// What can go wrong with a sandbox, its store, its files and its fixtures.
///
/// Each `message` names the thing, the rule and the way out, without a final full stop's worth of decoration: it is
/// printed as it is. Refusals by the simulated service are replies, not errors.
import SimulationKit

package enum WorkspaceError: Error, Hashable, Sendable {
  // The data folder and its store.
  case noDataFolder
  case folderUnusable(path: String, reason: String)
  case storeUnusable(path: String, reason: String)
  case storeBusy(path: String)
  case storeTooNew(path: String, found: Int, newestKnown: Int)
  case storeForeign(path: String)
  /// `setAside`: where the store is now; nil when it could not be renamed.
  case storeDamaged(path: String, setAside: String?)
  case entryUnreadable(sandbox: String, entry: EntryID)
  // Sandboxes.
  case sandboxName(String)
  /// A file of progress that cannot be read.
  case progressText(line: Int, reason: String)
  case profileName(String)
  case fixtureMismatch(sandbox: String, own: String, wanted: String)
  case seedMismatch(sandbox: String, own: UInt64, wanted: UInt64)
  case sandboxExists(String)
  case forkMovedOn(fork: String, origin: String)
  case notInsideObserver
  case notReadOnly(service: String, operation: String)
  // Time.
  case advanceTooLong
  case advanceBackwards(to: Instant, now: Instant)
  // Undo.
  case nothingToUndo
  case nothingToRedo
  case undoBlocked(client: String, typed: String, at: Instant)
  case undoBeforeBoundary
  case unknownEntry(EntryID)
  // Faults.
  case fault(name: String, reason: String)
  // Fixtures.
  case fixtureUnknown(name: String, known: [String])
  case fixture(name: String, reason: String)
  // Files.
  case fileName(String, reason: String)
  case fileMissing(String)
  case fileTooLarge(String, bytes: Int)
  case tooManyFiles
  case fileNotUsable(String, reason: String)
}

extension WorkspaceError {
  package var message: String {
    switch self {
    // The data folder and its store.
    case .noDataFolder:
      "no folder for Drydock's data: neither --data, DRYDOCK_DATA, XDG_DATA_HOME nor HOME names one; give --data DIR, "
        + "or --fresh for a throw-away world"
    case .folderUnusable(let path, let reason):
      "the folder \(path) cannot be used: \(reason); give another by --data DIR, or --fresh for a throw-away world"
    case .storeUnusable(let path, let reason):
      "the store \(path) cannot be used: \(reason); nothing was changed; give another folder by --data DIR, or --fresh "
        + "for a throw-away world"
    case .storeBusy(let path):
      "another Drydock is writing to \(path) and did not finish in time; nothing was changed; try again when it is done"
    case .storeTooNew(let path, let found, let newestKnown):
      "the store \(path) has format \(found), written by a newer Drydock; this one knows formats up to \(newestKnown); "
        + "update Drydock, or give another folder by --data DIR"
    case .storeForeign(let path):
      "the file \(path) is a database of another program, not a Drydock store; give another folder by --data DIR"
    case .storeDamaged(let path, let setAside?):
      "the store \(path) is damaged; it was set aside, whole, as \(setAside); start Drydock again to begin with an empty "
        + "store, or put a backup in its place first"
    case .storeDamaged(let path, nil):
      "the store \(path) is damaged and could not be renamed; nothing was changed; move it away, or give another folder "
        + "by --data DIR"
    case .entryUnreadable(let sandbox, let entry):
      "entry \(entry) of sandbox \(sandbox) cannot be read; nothing was changed; use another sandbox by --sandbox NAME, "
        + "or --fresh for a throw-away world"
    // Sandboxes, time and undo.
    case .sandboxName(let name):
      "\(quoted(name)) cannot name a sandbox: use up to four parts joined by '/', each of letters, digits, '-', '_' and "
        + "'.', at most 64 characters, not beginning with '.' and not 'files'"
    case .progressText(let line, let reason): "line \(line) of the progress file: \(reason)"
    case .profileName(let name):
      "\(quoted(name)) cannot name a profile: use letters, digits, '-', '_' and '.', at most 64 characters, not "
        + "beginning with '.'"
    case .fixtureMismatch(let sandbox, let own, let wanted):
      "sandbox \(sandbox) was started from fixture \(own), not \(wanted); leave --fixture out to go on with it, or give a "
        + "new one a name: --sandbox NAME --fixture \(wanted)"
    case .seedMismatch(let sandbox, let own, let wanted):
      "sandbox \(sandbox) was started with seed \(own), not \(wanted); leave --seed out to go on with it, or give a new "
        + "one a name: --sandbox NAME --seed \(wanted)"
    case .forkMovedOn(let fork, let origin):
      "\(origin) has gone on since \(fork) left it, so the fork's commands may mean something else there; `diff` compares "
        + "them, `transcript --script` shows the commands"
    case .sandboxExists(let name): "there is already a sandbox \(name); choose another name"
    case .notInsideObserver:
      "the sandbox cannot be changed while its time is advancing; stop the advance first"
    case .notReadOnly(let service, let operation):
      "\(service) \(operation) is not a describe, list or get operation; only those can be looked at without a trace"
    case .advanceTooLong: "one advance is at most 30 days; advance in several steps"
    case .advanceBackwards(let to, let now):
      "time cannot go back from \(now.iso8601()) to \(to.iso8601()); use undo to return to an earlier state"
    case .nothingToUndo: "there is nothing to undo: no command of this shell has changed anything"
    case .nothingToRedo: "there is nothing to redo: the last change was not an undo"
    case .undoBlocked(let client, let typed, let at):
      "cannot undo: \(client) changed this world since, at \(at.timeOfDay)\(typed.isEmpty ? "" : " by \(quoted(typed))"); "
        + "repair it by a command, or start over with reset"
    case .undoBeforeBoundary:
      "there is nothing to undo in this step: your last change belongs to an earlier one; use back, or reset"
    case .unknownEntry(let entry): "there is no entry \(entry) in this sandbox's journal; history lists them"
    case .fault(let name, let reason): "the fault \(quoted(name)) was not injected: \(reason)"
    case .fixtureUnknown(let name, let known):
      "there is no fixture \(quoted(name)); known are \(known.joined(separator: ", ")), and NAME.yaml in a course's "
        + "folder fixtures"
    case .fixture(let name, let reason): "fixture \(name): \(reason)"
    // Files.
    case .fileName(let name, let reason):
      "\(quoted(name)) cannot name a file of the sandbox: \(reason); use a plain name such as web.json"
    case .fileMissing(let name): "there is no file \(quoted(name)) in this sandbox; files lists them"
    case .fileTooLarge(let name, let bytes):
      "\(quoted(name)) has \(bytes) bytes; a file of the sandbox has at most \(Sandbox.Files.largestBytes)"
    case .tooManyFiles: "a sandbox has at most \(Sandbox.Files.most) files; remove one first"
    case .fileNotUsable(let name, let reason):
      "the file \(quoted(name)) cannot be used: \(reason); repair or remove it in the sandbox's folder"
    }
  }

  /// In double quotes, without control characters, at most 80 characters.
  private func quoted(_ text: String) -> String {
    let shown = text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    let short = String(String.UnicodeScalarView(shown.prefix(80)))
    return "\"\(short)\(shown.count > 80 ? "…" : "")\""
  }
}
