/// What a target gets of an event: all of it, a part, a constant, or a text that is made of parts.
///
/// In: a target's `Input`, `InputPath` or `InputTransformer`; an event. Out: text, mostly JSON. Paths know names, places
/// in lists and `*`. Pure. Source: Amazon EventBridge User Guide, "Amazon EventBridge input transformation".
import Documents

extension EventBridge {
  package enum Input: Hashable, Sendable {
    case wholeEvent
    /// JSON text.
    case constant(String)
    case path(EventPath)
    case transformer(EventTemplate)

    /// nil for a target that gets the event as it is.
    func text(of event: Document, for rule: Rule, arn: String) -> String? {
      switch self {
      case .wholeEvent: nil
      case .constant(let text): text
      case .path(let path): (path.value(in: event) ?? .null).written()
      case .transformer(let template): template.text(of: event, rule: rule.name, arn: arn)
      }
    }
  }
}

/// `$.detail.containers[0].name`: the way to a value of an event.
package struct EventPath: Hashable, Sendable {
  private enum Step: Hashable, Sendable {
    case member(String)
    case element(Int)
    case everything
  }
  private let steps: [Step]

  /// nil where the text is no path.
  package init?(_ text: String) {
    guard text.first == "$" else { return nil }
    var (steps, rest): ([Step], Substring) = ([], text.dropFirst())
    while let sign = rest.popFirst() {
      switch sign {
      case ".":
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        steps.append(name == "*" ? .everything : .member(String(name)))
        rest = rest.dropFirst(name.count)
      case "[":
        let inner = rest.prefix { $0 != "]" }
        guard inner.count < rest.count else { return nil }
        rest = rest.dropFirst(inner.count + 1)
        if inner == "*" {
          steps.append(.everything)
        } else if let place = Int(inner), place >= 0 {
          steps.append(.element(place))
        } else if let quote = inner.first, "'\"".contains(quote), inner.count > 2, inner.last == quote {
          steps.append(.member(String(inner.dropFirst().dropLast())))
        } else {
          return nil
        }
      default: return nil
      }
    }
    self.steps = steps
  }

  /// nil where nothing is there; with a `*`, the list of what is found.
  package func value(in event: Document) -> Document? {
    var found = [event]
    for step in steps {
      found = found.flatMap { value -> [Document] in
        switch step {
        case .member(let name): return value[name].map { [$0] } ?? []
        case .element(let place): return value[place].map { [$0] } ?? []
        case .everything: return value.list ?? value.object?.members.map(\.value) ?? []
        }
      }
    }
    return steps.contains(.everything) ? .list(found) : found.first
  }
}

/// A text with `<name>` in it for parts of the event.
package struct EventTemplate: Hashable, Sendable {
  /// As it was given.
  private let template: String
  private let paths: [String: EventPath]

  private static let ownNames = [
    "aws.events.rule-arn", "aws.events.rule-name", "aws.events.event", "aws.events.event.json",
    "aws.events.event.ingestion-time",
  ]

  package init(_ template: String, paths: [String: EventPath]) {
    self.template = template
    self.paths = paths
  }

  /// The first `<name>` that nothing is known of.
  package var unknownName: String? {
    Self.pieces(of: template).lazy.compactMap(\.name).first { paths[$0] == nil && !Self.ownNames.contains($0) }
  }

  /// Inside of quotes a value stands as bare text, elsewhere as JSON; nothing stands for what is not there.
  func text(of event: Document, rule: String, arn: String) -> String {
    var (result, isInQuotes) = ("", false)
    for piece in Self.pieces(of: template) {
      guard let name = piece.name else {
        result += piece.text
        isInQuotes = Self.isInQuotes(after: piece.text, isInQuotes)
        continue
      }
      let value: Document? =
        switch name {
        case "aws.events.rule-arn": .string(arn)
        case "aws.events.rule-name": .string(rule)
        case "aws.events.event", "aws.events.event.json": event
        case "aws.events.event.ingestion-time": event["time"]
        default: paths[name]?.value(in: event)
        }
      guard let value else { continue }
      guard isInQuotes else {
        result += value.written()
        continue
      }
      let bare = value.string ?? value.written()
      result += Document.string(bare).written().dropFirst().dropLast()
    }
    return result
  }

  private static func isInQuotes(after text: String, _ before: Bool) -> Bool {
    var (isInQuotes, isEscaped) = (before, false)
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInQuotes.toggle()
      }
    }
    return isInQuotes
  }

  /// Plain text, and names that stand between `<` and `>`.
  private static func pieces(of template: String) -> [(text: String, name: String?)] {
    var pieces: [(text: String, name: String?)] = []
    var (plain, rest) = ("", template[...])
    while let sign = rest.popFirst() {
      let name = sign == "<" ? rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) } : ""
      guard !name.isEmpty, rest.dropFirst(name.count).first == ">" else {
        plain.append(sign)
        continue
      }
      pieces.append((plain, nil))
      pieces.append(("", String(name)))
      plain = ""
      rest = rest.dropFirst(name.count + 1)
    }
    return pieces + [(plain, nil)]
  }
}
