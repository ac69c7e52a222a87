/// A profile's progress, place and preferences.
///
/// In: changes, each one transaction. Out: values. Reads no clock: the text of the present moment comes from a closure.
import Documents
import GRDB

package struct ProgressStore {
  package let profile: String
  private let store: Store
  private let now: () -> String

  /// - Parameter now: the wall clock's text, such as `2026-03-01T10:00:00Z`.
  /// - Throws: `profileName`.
  package init(_ store: Store, profile: String = Profile.defaultName, now: @escaping () -> String)
    throws(WorkspaceError)
  {
    guard SandboxName.isValidPart(profile) else { throw .profileName(profile) }
    self.store = store
    self.profile = profile
    self.now = now
  }

  /// A step that was never touched has fresh progress.
  package func step(_ key: StepKey) throws(WorkspaceError) -> StepProgress {
    try store.transaction { db in try read(key, db) ?? StepProgress() }
  }

  /// Changes a step's progress on top of what is stored now, in one transaction.
  @discardableResult
  package func update(_ key: StepKey, _ change: (inout StepProgress) -> Void) throws(WorkspaceError) -> StepProgress {
    try store.transaction { db in
      let known = try read(key, db)
      var progress = known ?? StepProgress()
      change(&progress)
      progress.lastAt = now()
      if known == nil { progress.firstAt = progress.lastAt }
      if progress.passedAt.isEmpty, progress.isSolved || progress.isSkipped { progress.passedAt = progress.lastAt }
      try db.execute(
        sql: """
          INSERT INTO step_progress (profile, lesson, step, checks, content, first_at, last_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (profile, lesson, step, checks) DO UPDATE SET content = excluded.content, last_at = excluded.last_at
          """,
        arguments: [
          profile, key.lesson, key.step, key.checks, progress.content.written(), progress.firstAt, progress.lastAt,
        ])
      return progress
    }
  }

  /// Everything stored about a lesson, or about all, in order of lesson, step and checks.
  package func steps(lesson: String? = nil) throws(WorkspaceError) -> [(key: StepKey, progress: StepProgress)] {
    try store.transaction { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM step_progress WHERE profile = ? AND (? IS NULL OR lesson = ?) ORDER BY lesson, step, checks
          """, arguments: [profile, lesson, lesson])
      return rows.compactMap { row in
        guard let lesson = text(row, "lesson"), let step = text(row, "step"), let checks = text(row, "checks")
        else { return nil }
        return (StepKey(lesson: lesson, step: step, checks: checks), progress(row))
      }
    }
  }

  private func read(_ key: StepKey, _ db: Database) throws -> StepProgress? {
    try Row.fetchOne(
      db, sql: "SELECT * FROM step_progress WHERE profile = ? AND lesson = ? AND step = ? AND checks = ?",
      arguments: [profile, key.lesson, key.step, key.checks]
    ).map(progress)
  }

  private func progress(_ row: Row) -> StepProgress {
    let content = text(row, "content").flatMap { try? DocumentReader.read($0) } ?? .null
    var progress = StepProgress(content: content)
    progress.firstAt = text(row, "first_at") ?? ""
    progress.lastAt = text(row, "last_at") ?? ""
    return progress
  }

  private func text(_ row: Row, _ column: String) -> String? { String.fromDatabaseValue(row[column]) }
}

// MARK: - Preferences and place

extension ProgressStore {
  package func preference(_ name: String) throws(WorkspaceError) -> String? {
    try store.transaction { db in
      try String.fetchOne(
        db, sql: "SELECT value FROM preference WHERE profile = ? AND name = ?", arguments: [profile, name])
    }
  }

  /// nil removes it.
  package func setPreference(_ name: String, _ value: String?) throws(WorkspaceError) {
    try store.transaction { db in
      guard let value else {
        try db.execute(
          sql: "DELETE FROM preference WHERE profile = ? AND name = ?", arguments: [profile, name])
        return
      }
      try db.execute(
        sql: """
          INSERT INTO preference (profile, name, value) VALUES (?, ?, ?)
          ON CONFLICT (profile, name) DO UPDATE SET value = excluded.value
          """, arguments: [profile, name, value])
    }
  }

  /// Where the learner is, to resume.
  package struct Place: Hashable, Sendable {
    package let lesson: String
    package let step: String
    package init(lesson: String, step: String) {
      self.lesson = lesson
      self.step = step
    }
  }

  package func place() throws(WorkspaceError) -> Place? {
    guard let text = try preference("place"), let document = try? DocumentReader.read(text),
      let lesson = document["lesson"]?.string, let step = document["step"]?.string
    else { return nil }
    return Place(lesson: lesson, step: step)
  }

  package func setPlace(_ place: Place?) throws(WorkspaceError) {
    let document = place.map { Document.object(["lesson": .string($0.lesson), "step": .string($0.step)]) }
    try setPreference("place", document?.written())
  }
}
