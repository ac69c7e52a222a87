/// `timeline`: what happened when, and because of what.
///
/// In: a subject and how many rows. Out: lines. Changes nothing and costs no time.
import Workspace

extension Session {
  private static let usualRows = 40

  func timeline(_ arguments: [String]) -> CommandOutput {
    var count = Self.usualRows
    var subject: Subject?
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("timeline: \(error.message)") }
    for argument in arguments {
      if argument == "all" {
        count = .max
      } else if let number = Int(argument), (1...100_000).contains(number) {
        count = number
      } else if subject == nil, let found = Subject(argument, in: sandbox.world, region: regionName) {
        subject = found
      } else {
        return unknownSubject("timeline", argument)
      }
    }
    let timeline = Timeline(of: sandbox, about: subject)
    if timeline.rows.isEmpty { return CommandOutput("Nothing has happened yet. It is \(sandbox.now.timeOfDay).\n") }
    return CommandOutput(
      timeline.lines(newest: count).map { $0 + "\n" }.joined()
        + "`why #N` follows one of them back to its beginning.\n")
  }

  var regionName: String { variables["AWS_REGION"] ?? variables["AWS_DEFAULT_REGION"] ?? Self.defaultRegion }

  func unknownSubject(_ word: String, _ name: String) -> CommandOutput {
    let ecs = sandbox.world.regions[regionName]?.ecs
    let names = (ecs?.services.keys.map(\.name) ?? []) + (ecs?.clusters.keys.elements ?? [])
    let near = NearestText.to(name, among: names).map { "Did you mean `\($0)`?" }
    return .complaint(
      "\(word): nothing here is called '\(GrammarError.shown(name))'. \(near ?? "`map` shows what there is.")",
      exitCode: 1)
  }
}
