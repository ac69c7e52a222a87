/// Reads a service's text table into a `ServiceModel`.
///
/// In: text as `make-tables.py` writes it (that file describes the lines). Out: the model. The text is compiled in, so
/// a line that does not follow the form is skipped here and found by the tests that count what was read.
import Documents

struct TableReader {
  private let service: String
  private var metadata: [String: String] = [:]
  private var operations: [PendingOperation] = []
  private var waiters: [PendingWaiter] = []
  private var shapes: [Shape] = []
  private var pending: PendingShape?
  private var otherOperationNames: [String] = []

  static func model(_ service: String, _ text: String) -> ServiceModel {
    var reader = TableReader(service: service)
    for line in parts(of: Array(text.utf8)[...], at: "\n") { reader.read(line) }
    reader.finishShape()
    return reader.model()
  }

  private init(service: String) { self.service = service }

  private typealias Line = ArraySlice<UInt8>

  private static func text(_ bytes: Line) -> String { String(decoding: bytes, as: UTF8.self) }

  /// What stands between the separators, nothing left out but what is empty. A loop of its own: a table has some ten
  /// thousand words, and the first `aws` line of a program waits for them.
  private static func parts(of bytes: Line, at separator: Unicode.Scalar) -> [Line] {
    let separator = UInt8(truncatingIfNeeded: separator.value)
    var parts: [Line] = []
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      for (index, byte) in buffer.enumerated() where byte == separator {
        if index > start { parts.append(bytes[(bytes.startIndex + start)..<(bytes.startIndex + index)]) }
        start = index + 1
      }
      if buffer.count > start { parts.append(bytes[(bytes.startIndex + start)...]) }
    }
    return parts
  }

  private static func list(_ text: Line) -> [String] {
    parts(of: text, at: ",").map(Self.text)
  }

  private mutating func read(_ line: Line) {
    guard let mark = line.first else { return }
    let rest = line.dropFirst()
    switch mark {
    case UInt8(ascii: " "): readMember(rest)
    case UInt8(ascii: "~"): pending?.pattern = Self.text(rest)
    case UInt8(ascii: "@"):
      guard let blank = rest.firstIndex(of: UInt8(ascii: " ")) else { return }
      metadata[Self.text(rest[..<blank])] = Self.text(rest[(blank + 1)...])
    case UInt8(ascii: "="): otherOperationNames = Self.list(rest)
    case UInt8(ascii: ">"): readOperation(rest)
    case UInt8(ascii: "<"): readPaginator(rest)
    case UInt8(ascii: "?"): readWaiter(rest)
    case UInt8(ascii: ":"): readAcceptor(rest)
    default: readShape(mark, rest)
    }
  }

  // MARK: Operations and waiters

  private struct PendingOperation {
    var words: [String]
    var errors: [String]
    var paginator: Paginator?
    func flag(_ name: String) -> Bool { words.contains(name) }
    var wrapper: String? { words.first { $0.hasPrefix("wrapper=") }.map { String($0.dropFirst(8)) } }
    var route: Operation.Route? {
      let parts = words.first { $0.hasPrefix("http=") }?.dropFirst(5).split(separator: ",").map(String.init) ?? []
      guard parts.count == 3, let status = Int(parts[2]) else { return nil }
      return Operation.Route(method: parts[0], path: parts[1], status: status)
    }
  }

  private struct PendingWaiter {
    var words: [String]
    var acceptors: [Acceptor]
  }

  private mutating func readOperation(_ line: Line) {
    var words = Self.parts(of: line, at: " ")
    guard words.count >= 4, let errors = words.popLast()?.dropFirst() else { return }
    operations.append(PendingOperation(words: words.map(Self.text), errors: Self.list(errors)))
  }

  private mutating func readPaginator(_ line: Line) {
    let words = Self.parts(of: line, at: " ")
    guard words.count == 5, !operations.isEmpty else { return }
    func optional(_ text: Line) -> String? { Self.text(text) == "-" ? nil : Self.text(text) }
    operations[operations.count - 1].paginator = Paginator(
      inputTokens: Self.list(words[0]), outputTokens: Self.list(words[1]), limitKey: optional(words[2]),
      resultKeys: Self.list(words[3]), moreResults: optional(words[4]))
  }

  private mutating func readWaiter(_ line: Line) {
    let words = Self.parts(of: line, at: " ").map(Self.text)
    if words.count == 4 { waiters.append(PendingWaiter(words: words, acceptors: [])) }
  }

  private mutating func readAcceptor(_ line: Line) {
    let halves = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    guard halves.count == 2, !waiters.isEmpty else { return }
    let words = halves[0].split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard words.count == 3, let state = Acceptor.State(rawValue: Self.text(words[0])),
      let matcher = Acceptor.Matcher(rawValue: Self.text(words[1]))
    else { return }
    waiters[waiters.count - 1].acceptors.append(
      Acceptor(
        state: state, matcher: matcher, argument: halves[1].isEmpty ? nil : Self.text(halves[1]),
        expected: Self.scalar(words[2])))
  }

  /// An acceptor's expected value: `true`, `false`, a number, or a string in quotes without escapes.
  private static func scalar(_ json: Line) -> Document {
    let text = text(json)
    if text == "true" { return .boolean(true) }
    if text == "false" { return .boolean(false) }
    if let number = Int(text) { return .integer(number) }
    return .string(String(text.dropFirst().dropLast()))
  }

  // MARK: Shapes

  private struct PendingShape {
    var mark: UInt8
    var words: [Line]
    var members: [Member] = []
    var pattern: String?
  }

  private mutating func readShape(_ mark: UInt8, _ line: Line) {
    finishShape()
    pending = PendingShape(mark: mark, words: Self.parts(of: line, at: " "))
  }

  private mutating func readMember(_ line: Line) {
    let words = Self.parts(of: line, at: " ")
    guard words.count >= 2 else { return }
    let flags = Flags(words.dropFirst(2))
    pending?.members.append(
      Member(
        name: Self.text(words[0]), shape: Self.text(words[1]), isIdempotencyToken: flags.take("token"),
        isDeprecated: flags.take("deprecated"), locationName: flags["name"], queryName: flags["query"],
        location: flags["in"].flatMap(Member.Location.init)))
  }

  private mutating func finishShape() {
    guard let shape = pending else { return }
    pending = nil
    guard let kind = Self.kind(shape), let name = shape.words.first else { return }
    let flags = Flags(shape.words.dropFirst())
    shapes.append(
      Shape(
        name: Self.text(name), kind: kind, required: flags.list("required"), minimum: flags["min"],
        maximum: flags["max"], pattern: shape.pattern, enumeration: flags.list("enum"),
        isSensitive: flags.take("sensitive"), isDeprecated: flags.take("deprecated"),
        isException: flags.take("exception"), isFault: flags.take("fault"), isUnion: flags.take("union"),
        isDocument: flags.take("document"), errorCode: flags["code"], errorStatus: flags["status"].flatMap { Int($0) },
        elementLocationName: flags["element"], timestampFormat: flags["time"]))
  }

  private static func kind(_ shape: PendingShape) -> Kind? {
    func word(_ index: Int) -> String? { shape.words.indices.contains(index) ? text(shape.words[index]) : nil }
    switch shape.mark {
    case UInt8(ascii: "{"): return .structure(shape.members)
    case UInt8(ascii: "["): return word(1).map { .list(of: $0) }
    case UInt8(ascii: "%"):
      guard let key = word(1), let value = word(2) else { return nil }
      return .map(key: key, value: value)
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "#"): return .integer
    case UInt8(ascii: "L"): return .long
    case UInt8(ascii: "B"): return .boolean
    case UInt8(ascii: "D"): return .double
    case UInt8(ascii: "F"): return .float
    case UInt8(ascii: "T"): return .timestamp
    case UInt8(ascii: "X"): return .blob
    default: return nil
    }
  }

  /// The words after a name: `flag` and `key=value`. Words that are neither asked for nor known do no harm.
  private struct Flags {
    private let words: ArraySlice<Line>
    init(_ words: ArraySlice<Line>) { self.words = words }

    subscript(key: String) -> String? { value(key).map(TableReader.text) }
    func take(_ flag: String) -> Bool {
      !words.isEmpty && words.contains { $0.elementsEqual(flag.utf8) }
    }
    func list(_ key: String) -> [String] { value(key).map(TableReader.list) ?? [] }

    private func value(_ key: String) -> Line? {
      if words.isEmpty { return nil }
      let head = key.utf8
      for word in words where word.count > head.count && word.starts(with: head) {
        let rest = word.dropFirst(head.count)
        if rest.first == UInt8(ascii: "=") { return rest.dropFirst() }
      }
      return nil
    }
  }

  // MARK: The whole

  private func model() -> ServiceModel {
    ServiceModel(
      name: service,
      metadata: ServiceModel.Metadata(
        serviceId: metadata["serviceId"] ?? service, serviceFullName: metadata["serviceFullName"] ?? service,
        apiVersion: metadata["apiVersion"] ?? "", targetPrefix: metadata["targetPrefix"],
        jsonVersion: metadata["jsonVersion"], spokenProtocol: metadata["spokenProtocol"] ?? "json",
        endpointPrefix: metadata["endpointPrefix"] ?? service,
        signingName: metadata["signingName"] ?? metadata["endpointPrefix"] ?? service,
        xmlNamespace: metadata["xmlNamespace"], isQueryCompatible: metadata["isQueryCompatible"] == "true"),
      operations: operations.map(operation), otherOperationNames: otherOperationNames,
      waiters: waiters.map(Self.waiter), shapes: shapes)
  }

  private func operation(_ pending: PendingOperation) -> Operation {
    Operation(
      service: service, name: pending.words[0], commandName: CommandName.kebab(pending.words[0]),
      input: pending.words[1], output: pending.words[2] == "-" ? nil : pending.words[2], errors: pending.errors,
      isIdempotent: pending.flag("idempotent"), isDeprecated: pending.flag("deprecated"),
      isReadOnly: pending.flag("readonly"), resultWrapper: pending.wrapper, route: pending.route,
      paginator: pending.paginator)
  }

  private static func waiter(_ pending: PendingWaiter) -> Waiter {
    Waiter(
      name: pending.words[0], commandName: CommandName.kebab(pending.words[0]), operation: pending.words[1],
      delaySeconds: Int(pending.words[2]) ?? 0, maximumAttempts: Int(pending.words[3]) ?? 0,
      acceptors: pending.acceptors)
  }
}
