/// How an entry's kind is written down: a word, a JSON object and, for files, bytes.
///
/// In: an entry's kind. Out: its three columns, and back. What cannot be read back gives nil, never a trap.
import CloudAPI
import Documents
import SimulationKit

struct EntryColumns: Hashable {
  var kind: String
  var content: Document.Object
  var bytes: [UInt8]?
}

extension EntryKind {
  var columns: EntryColumns {
    switch self {
    case .beginning(let source, let seed):
      EntryColumns(
        kind: "beginning",
        content: ["fixture": .string(source.name), "text": .string(source.text), "seed": .string("\(seed)")])
    case .request(let request, let outcome, let isReadOnly):
      EntryColumns(kind: "request", content: Self.content(of: request, outcome, isReadOnly))
    case .advance(let target, let changesAtMost):
      EntryColumns(
        kind: "advance",
        content: ["to": .integer(target.milliseconds), "changesAtMost": changesAtMost.map(Document.integer) ?? .null])
    case .fault(let fault):
      EntryColumns(
        kind: "fault",
        content: [
          "name": .string(fault.name), "arguments": .object(fault.arguments), "region": .string(fault.region),
        ])
    case .refusal(let refusal):
      EntryColumns(
        kind: "refusal",
        content: [
          "service": text(refusal.service), "operation": text(refusal.operation), "message": .string(refusal.message),
          "exitCode": .integer(Int(refusal.exitCode)),
        ])
    case .move(let move):
      EntryColumns(
        kind: "move",
        content: [
          "kind": .string(move.kind.rawValue), "lesson": .string(move.lesson), "step": .string(move.step),
          "arguments": .list(move.arguments.map(Document.string)),
        ])
    case .file(let path, let bytes):
      EntryColumns(kind: "file", content: ["path": .string(path), "isRemoved": .boolean(bytes == nil)], bytes: bytes)
    }
  }

  private static func content(of request: ServiceRequest, _ outcome: Outcome, _ isReadOnly: Bool) -> Document.Object {
    var content: Document.Object = [
      "service": .string(request.service), "operation": .string(request.operation), "region": .string(request.region),
      "principal": .string(request.principal), "input": .object(request.input), "isReadOnly": .boolean(isReadOnly),
    ]
    if case .failure(let code, let message) = outcome {
      content["error"] = .string(code)
      content["message"] = text(message)
    }
    return content
  }

  init?(_ columns: EntryColumns) {
    let content = Document.object(columns.content)
    switch columns.kind {
    case "beginning":
      guard let name = content["fixture"]?.string, let text = content["text"]?.string,
        let seed = content["seed"]?.string.flatMap({ UInt64($0) })
      else { return nil }
      self = .beginning(FixtureSource(name: name, text: text), seed: seed)
    case "request":
      guard let request = Self.request(content), let isReadOnly = content["isReadOnly"]?.boolean else { return nil }
      let outcome: Outcome =
        content["error"]?.string.map { .failure(code: $0, message: content["message"]?.string) } ?? .success
      self = .request(request, outcome: outcome, isReadOnly: isReadOnly)
    case "advance":
      guard let target = content["to"]?.integer else { return nil }
      self = .advance(to: Instant(milliseconds: target), changesAtMost: content["changesAtMost"]?.integer)
    case "fault":
      guard let name = content["name"]?.string, let arguments = content["arguments"]?.object,
        let region = content["region"]?.string
      else { return nil }
      self = .fault(Fault(name: name, arguments: arguments, region: region))
    case "refusal":
      guard let message = content["message"]?.string,
        let exitCode = content["exitCode"]?.integer.flatMap({ Int32(exactly: $0) })
      else { return nil }
      self = .refusal(
        Refusal(
          service: content["service"]?.string, operation: content["operation"]?.string, message: message,
          exitCode: exitCode))
    case "move":
      guard let kind = content["kind"]?.string.flatMap(LessonMove.Kind.init(rawValue:)),
        let lesson = content["lesson"]?.string, let step = content["step"]?.string,
        let arguments = content["arguments"]?.list
      else { return nil }
      self = .move(LessonMove(kind, lesson: lesson, step: step, arguments: arguments.compactMap(\.string)))
    case "file":
      guard let path = content["path"]?.string, let isRemoved = content["isRemoved"]?.boolean else { return nil }
      self = .file(path: path, bytes: isRemoved ? nil : columns.bytes ?? [])
    default: return nil
    }
  }

  private static func request(_ content: Document) -> ServiceRequest? {
    guard let service = content["service"]?.string, let operation = content["operation"]?.string,
      let region = content["region"]?.string, let principal = content["principal"]?.string,
      let input = content["input"]?.object
    else { return nil }
    return ServiceRequest(
      service: service, operation: operation, region: region, principal: principal, input: input)
  }
}

private func text(_ value: String?) -> Document { value.map(Document.string) ?? .null }
