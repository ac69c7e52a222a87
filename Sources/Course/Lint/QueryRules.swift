/// Queries that can find nothing: a name that no reply of the operation has (DD021).
///
/// In: a state condition or a question, with the service's model. Out: findings. What values a reply holds is not known
/// here; the lesson's test finds out. Source: lesson format, section 7.
import AWSCommandLine
import Interpreter
import JMESPath
import Lessons
import ServiceModels

enum QueryRules {
  /// What is wrong with the query on what `run` answers; nil where nothing is, or `run` cannot be read.
  static func problem(_ query: Query, on run: Lessons.Command) -> String? {
    guard let call = call(run), let shape = call.operation.output, let model = ServiceModel.named(call.service),
      call.output.query == nil
    else { return nil }
    let expression: JMESPath.Expression
    do throws(JMESPath.SyntaxError) { expression = try JMESPath.Expression(query.text) } catch { return nil }
    do throws(UnknownName) {
      try expression.checkNames(in: outline(of: shape, model))
      return nil
    } catch {
      let reply = "the reply of `\(call.command)`"
      guard !error.known.isEmpty else { return "nothing below \(reply) has a member `\(error.name)` in that place" }
      let names = error.known.prefix(12).joined(separator: ", ") + (error.known.count > 12 ? ", …" : "")
      return "\(reply) has no `\(error.name)` in that place; there is \(names)"
    }
  }

  private static func call(_ run: Lessons.Command) -> ServiceCall? {
    let script: Script
    do throws(GrammarError) { script = try ScriptParser.parse(run.text) } catch { return nil }
    guard let command = script.statements.first?.pipeline.first else { return nil }
    let words = command.words.map { $0.plainText ?? "x" }
    let line = words.first == "aws" ? Array(words.dropFirst()) : words
    guard case .call(let call) = AWSCommandLine.CommandLine.parse(line, environment: Environment()) else { return nil }
    return call
  }

  private static func outline(of name: String, _ model: ServiceModel) -> Outline {
    guard let shape = model.shape(name), !shape.isDocument else { return .anything }
    switch shape.kind {
    case .structure(let members):
      return .object(names: members.map(\.name)) { name in
        members.first { $0.name == name }.map { outline(of: $0.shape, model) }
      }
    case .list(let element): return .list(outline(of: element, model))
    case .map(_, let value): return .map(outline(of: value, model))
    case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: return .scalar
    }
  }
}
