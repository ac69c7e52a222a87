/// Where a lesson's progress goes: the store of a profile, or memory for rehearsals.
import Lessons
import Workspace

package struct ProgressKeeper {
  package var read: (StepKey) throws(WorkspaceError) -> StepProgress
  package var update: (StepKey, (inout StepProgress) -> Void) throws(WorkspaceError) -> Void
  /// The place to resume at.
  package var setPlace: (_ lesson: String, _ step: String) throws(WorkspaceError) -> Void

  package static func stored(in store: ProgressStore) -> ProgressKeeper {
    ProgressKeeper(
      read: { key throws(WorkspaceError) in try store.step(key) },
      update: { key, change throws(WorkspaceError) in try store.update(key, change) },
      setPlace: { lesson, step throws(WorkspaceError) in
        try store.setPlace(ProgressStore.Place(lesson: lesson, step: step))
      })
  }

  package static func inMemory() -> ProgressKeeper {
    let memory = Memory()
    return ProgressKeeper(
      read: { key throws(WorkspaceError) in memory.steps[key] ?? StepProgress() },
      update: { key, change throws(WorkspaceError) in change(&memory.steps[key, default: StepProgress()]) },
      setPlace: { _, _ throws(WorkspaceError) in })
  }

  private final class Memory {
    var steps: [StepKey: StepProgress] = [:]
  }
}
