/// Is what a repair step breaks there to be found (DD060): a symptom, faults that exist, arguments that they take.
///
/// In: a step. Out: what is wrong, each with its place. Whether a fault makes a difference, the lesson's test finds out
/// (T11). Source: lesson format, section 7.
import Cloud
import Lessons

enum FaultRules {
  static func problems(of step: Step) -> [(position: SourcePosition, message: String)] {
    var problems: [(SourcePosition, String)] = []
    if step.kind == .repair {
      if step.faults.isEmpty {
        problems.append((step.position, "step `\(step.id)` breaks nothing; add a block ```yaml fault"))
      }
      if step.symptom == nil {
        problems.append(
          (step.position, "step `\(step.id)` has no symptom; add a block ```yaml symptom that shows what is broken"))
      }
    }
    for fault in step.faults {
      guard case .injection(let name, let arguments) = fault.action else { continue }
      if let problem = problem(name, arguments) { problems.append((fault.position, problem)) }
    }
    return problems
  }

  private static func problem(_ name: String, _ arguments: [FaultArgument]) -> String? {
    guard let fault = FaultCatalogue.named(name) else {
      let question = NearestWord.question(name, among: FaultCatalogue.names)
      return "there is no fault `\(name)`\(question.isEmpty ? "; `inject help` lists those there are" : question)"
    }
    let known = fault.arguments.map(\.name)
    for argument in arguments where !known.contains(argument.name) {
      return "the fault `\(name)` takes no `\(argument.name)`; it takes \(known.joined(separator: ", "))"
        + NearestWord.question(argument.name, among: known)
    }
    let missing = fault.arguments.first { wanted in wanted.isRequired && !arguments.contains { $0.name == wanted.name }
    }
    return missing.map { "the fault `\(name)` needs `\($0.name)`: \($0.summary)" }
  }
}
