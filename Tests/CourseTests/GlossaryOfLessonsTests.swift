/// Every field that a lesson prints can be looked up with `explain`.
///
/// What counts: the keys of every JSON answer to a demonstration, a prediction or the first solution of a step. Names that
/// are no field of AWS (labels in a query's answer, keys of tags) are not looked up.
import Cloud
import Course
import Interpreter
import Lessons
import ServiceModels
import Testing
import Workspace

@Suite struct FieldsThatLessonsPrint {
  @Test(arguments: Repository.lessonIDs)
  func canBeLookedUp(id: String) throws {
    let lesson = try #require(Repository.course).lesson(id)
    let sandbox = try Sandbox.rehearsal(fixture: Repository.fixture(lesson.world.fixture), seed: lesson.world.seed)
    let session = Session(sandbox: sandbox)
    let play = try LessonPlay(lesson: lesson, session: session, progress: .inMemory())
    var fields: Set<String> = []
    for step in lesson.steps {
      for demonstration in step.demonstrations {
        for shown in play.demonstrate(demonstration) { fields.formUnion(Self.keys(of: shown.printed ?? "")) }
      }
      let copy = Session(sandbox: sandbox.fork(), outside: session.outside)
      for command in step.solutions.first?.commands ?? step.prediction?.commands ?? [] {
        fields.formUnion(Self.keys(of: copy.run(command.text).standardOutput))
      }
      _ = try play.skip()
    }
    let explainer = Session(sandbox: sandbox)
    let unknown = fields.sorted().filter { Self.isField($0) && explainer.run("explain \($0)").exitCode != 0 }
    #expect(unknown == [], "a line for each in Sources/ServiceModels/Help, after `%`")
  }

  /// `"runningCount": 2` at the beginning of a line.
  static func keys(of text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      let rest = line.drop { $0 == " " }
      guard rest.first == "\"", let end = rest.dropFirst().firstRange(of: "\": ") else { return nil }
      return String(rest[rest.index(after: rest.startIndex)..<end.lowerBound])
    }
  }

  /// Some shape of some service has a member of that name.
  private static let members: Set<String> = {
    var names: Set<String> = []
    for service in ServiceModel.names {
      guard let model = ServiceModel.named(service) else { continue }
      var seen: Set<String> = []
      for operation in model.operations { collect(operation.output ?? "", model, &names, &seen) }
    }
    return names
  }()

  private static func collect(
    _ name: String, _ model: ServiceModel, _ names: inout Set<String>, _ seen: inout Set<String>
  ) {
    guard seen.insert(name).inserted, let shape = model.shape(name) else { return }
    switch shape.kind {
    case .structure(let members):
      for member in members {
        names.insert(member.name)
        collect(member.shape, model, &names, &seen)
      }
    case .list(let element): collect(element, model, &names, &seen)
    case .map(_, let element): collect(element, model, &names, &seen)
    case .string, .integer, .long, .double, .float, .boolean, .timestamp, .blob: break
    }
  }

  static func isField(_ name: String) -> Bool { members.contains(name) }
}
