/// `aws logs tail GROUP`: a command that the AWS CLI adds to a service's operations.
///
/// In: the words after `tail`, then the events that FilterLogEvents found. Out: what to ask, and the lines to print.
/// Source: AWS CLI v2, `aws logs tail`; with `--follow` the real one asks again every five seconds.
import Documents
import ServiceModels

package struct TailCall: Sendable {
  package enum Since: Hashable, Sendable {
    /// So many milliseconds before now.
    case ago(milliseconds: Int)
    /// A time as it was typed, in ISO 8601.
    case moment(String)
  }
  /// FilterLogEvents, without its `startTime`.
  package var call: ServiceCall
  package let since: Since
  package let follows: Bool
  let format: String

  static let formats = ["detailed", "short", "json"]
  static let summary = "Print the newest lines of a log group"
  static let optionSummaries = [
    ("--since", "From when on: 10m (the default), 2h, 3d, 1w, or a time such as 2026-01-05T09:00:00Z"),
    ("--follow", "Print what is there; the real one goes on printing until Ctrl-C"),
    ("--format", "detailed (the default: time, stream, line), short (time, line) or json (lines of JSON unfolded)"),
    ("--filter-pattern", "Words that a line must hold: term \"a phrase\" -without ?either ?or"),
    ("--log-stream-names", "Only these streams"),
    ("--log-stream-name-prefix", "Only streams whose names begin like this"),
  ]

  static func help(_ page: inout Page) {
    page.heading("NAME")
    page.paragraph("tail - \(summary)")
    page.heading("DESCRIPTION")
    page.paragraph(
      "Searches a log group by filter-log-events. A container's stream is called PREFIX/CONTAINER/TASKID. "
        + "Simulated time stands still while you read: \"wait 30s\" or \"watch\" lets it go on.")
    page.heading("SYNOPSIS")
    page.verbatim("aws logs tail <group_name> [--since 10m] [--follow] [--format detailed]")
    page.verbatim("    [--filter-pattern ...] [--log-stream-names ...] [--log-stream-name-prefix ...]")
    page.heading("OPTIONS")
    for (name, summary) in optionSummaries { page.entry(name, summary + ".") }
  }
}

extension CommandLine {
  static func tail(_ model: ServiceModel, _ words: [String], _ global: GlobalOptions) throws(Refusal) -> Parsed {
    if words == ["help"] { return .help(.logsTail) }
    func one(_ name: String, _ check: WordOption.Check = .anything) -> WordOption {
      WordOption(name: name, destination: name, arity: .one, check: check)
    }
    let options = [
      one("--since"), WordOption(name: "--follow", destination: "--follow", arity: .none(value: "true")),
      one("--format", .choices(TailCall.formats)), one("--filter-pattern"),
      WordOption(name: "--log-stream-names", destination: "--log-stream-names", arity: .many),
      one("--log-stream-name-prefix"),
    ]
    let parsed = try parse(words, options, WordPositional(name: "group_name", choices: nil))
    guard let group = parsed.positional else {
      throw RefusalText.usage("the following arguments are required: group_name")
    }
    guard parsed.extras.isEmpty else { throw RefusalText.unknownOptions(ofAddedCommand: parsed.extras) }
    try global.checkProfile()
    guard let region = global.region, let operation = model.operation(named: "FilterLogEvents") else {
      throw RefusalText.noRegion
    }
    func value(_ name: String) -> String? { parsed.values[name]?.last }
    var input = Document.Object()
    input[group.hasPrefix("arn:") ? "logGroupIdentifier" : "logGroupName"] = .string(group)
    input["logStreamNames"] = parsed.values["--log-stream-names"].map { .list($0.map { .string($0) }) }
    input["logStreamNamePrefix"] = value("--log-stream-name-prefix").map { .string($0) }
    input["filterPattern"] = value("--filter-pattern").map { .string($0) }
    input["interleaved"] = true
    let output = OutputOptions(region: region, paging: Paging(isAutomatic: true))
    return .tail(
      TailCall(
        call: ServiceCall(service: model.name, operation: operation, input: input, output: output),
        since: try TailCall.Since(value("--since") ?? "10m"), follows: value("--follow") != nil,
        format: value("--format") ?? TailCall.formats[0]))
  }
}

extension TailCall.Since {
  private static let units: [Character: Int] = [
    "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
  ]

  init(_ text: String) throws(Refusal) {
    let digits = text.dropLast()
    if let unit = text.last.flatMap({ Self.units[$0] }), !digits.isEmpty,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      let (product, overflow) = (Int(digits) ?? .max).multipliedReportingOverflow(by: unit)
      self = .ago(milliseconds: overflow ? .max : product)
    } else if TimestampText.isTimestamp(.string(text)) {
      self = .moment(text)
    } else {
      throw RefusalText.general(
        "Invalid timestamp \"\(text)\"",
        suggestion: "--since takes a span such as 30s, 10m, 2h, 3d or 1w, or a time such as 2026-01-05T09:00:00Z.")
    }
  }
}

// MARK: - Printing

extension TailCall {
  /// The lines to print.
  ///
  /// - Parameters:
  ///   - events: as FilterLogEvents gives them.
  ///   - time: milliseconds since 1970 as ISO 8601 in UTC, `2026-01-05T09:00:00`, without a zone.
  package func text(of events: [Document], time: (Int) -> String) -> String {
    events.map { event in
      let milliseconds = event["timestamp"]?.integer ?? 0
      let message = Self.trimmed(event["message"]?.string ?? "")
      let stream = event["logStreamName"]?.string ?? ""
      switch format {
      case "short": return "\(time(milliseconds)) \(message)\n"
      case "json": return "\(detailed(time, milliseconds)) \(stream) \(Self.unfolded(message))\n"
      default: return "\(detailed(time, milliseconds)) \(stream) \(message)\n"
      }
    }.joined()
  }

  private func detailed(_ time: (Int) -> String, _ milliseconds: Int) -> String {
    let fraction = String(1_000 + abs(milliseconds % 1_000)).dropFirst()
    return "\(time(milliseconds)).\(fraction)000+00:00"
  }

  /// A message that is JSON, as Python's `json.dumps(…, indent=4)` writes it.
  private static func unfolded(_ message: Substring) -> String {
    guard let document = try? DocumentReader.read(String(message)) else { return String(message) }
    return document.written(.awsCLI)
  }

  private static func trimmed(_ message: String) -> Substring {
    var rest = message[...]
    while rest.last?.isWhitespace ?? false { rest.removeLast() }
    return rest
  }
}
