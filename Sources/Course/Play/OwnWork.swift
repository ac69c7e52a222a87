/// What the learner's own commands did in a step that was passed just now: for the debrief.
///
/// In: the journal since the step began, on the branch that stands; the solution that would be shown. Out: facts, or
/// nothing where they say no more than the step's own text. Never judges. Source: pedagogy: the debrief uses what the
/// learner did; feedback is specific and not more than needed.
import Documents
import Interpreter
import Lessons
import ServiceModels
import Workspace

package struct OwnWork: Hashable, Sendable {
  /// Commands that changed something, in a few words each (`update-service --desired-count 4`).
  package let changes: [String]
  /// How many of them the shown solution has.
  package let shownChanges: Int
  /// Of a repair: the first command that looked, before anything was changed.
  package let firstLook: String?
  /// Of a repair: the change after which the step was passed.
  package let mend: String?

  package init(changes: [String], shownChanges: Int, firstLook: String? = nil, mend: String? = nil) {
    self.changes = changes
    self.shownChanges = shownChanges
    self.firstLook = firstLook
    self.mend = mend
  }
}

extension LessonPlay {
  /// nil where there is nothing to say: nothing was changed, or exactly what the shown solution changes.
  func ownWork() -> OwnWork? {
    let history = History(sandbox.entries(since: start))
    let changed = history.items.filter(\.isChange)
    guard !changed.isEmpty else { return nil }
    let shown = step.solutions.first.map(NearestSolution.changingOperations) ?? []
    let isRepair = step.kind == .repair
    if !isRepair, changed.map({ $0.operation?.name ?? "" }).sorted() == shown.sorted() { return nil }
    let before = history.items.prefix { $0.entry < (changed.first?.entry ?? .max) }
    let look = before.first { $0.isOK && !$0.isChange }
    return OwnWork(
      changes: changed.map(\.inShort), shownChanges: shown.count, firstLook: isRepair ? look?.inShort : nil,
      mend: isRepair ? changed.last?.inShort : nil)
  }
}

extension History.Item {
  private static let mostOptions = 2
  private static let longestValue = 32
  /// Where something is, and how it is connected: the same in most commands of a step.
  private static let leftOut: Set = ["cluster", "networkConfiguration", "clientToken"]

  /// The operation with the first plain options that were given.
  fileprivate var inShort: String {
    var text = command.hasPrefix("ecs ") ? String(command.dropFirst(4)) : command
    guard let operation, let model = ServiceModel.named(operation.service) else { return text }
    let members = model.inputMembers(of: operation)
    let given = input.members.filter { !Self.leftOut.contains($0.key) }
    let plain = given.compactMap { given -> String? in
      guard let option = members.first(where: { $0.name == given.key })?.optionName,
        let value = Self.short(OptionValue.withNames(given.value))
      else { return nil }
      if value.isEmpty { return option }
      // As it can be typed again.
      return "\(option) " + (value.contains(" ") ? "'\(value)'" : value)
    }
    for option in plain.prefix(Self.mostOptions) { text += " " + option }
    return text + (given.count > min(plain.count, Self.mostOptions) ? " …" : "")
  }

  /// nil for what is no short word.
  private static func short(_ value: Document) -> String? {
    switch value {
    case .string(let text):
      text.utf8.count <= longestValue && !text.contains(where: { "\n`'".contains($0) }) ? text : nil
    case .integer(let number): "\(number)"
    case .boolean(let isSet): isSet ? "" : nil
    case .list(let elements): elements.count == 1 ? elements.first.flatMap(short) : nil
    case .null, .decimal, .object: nil
    }
  }
}
