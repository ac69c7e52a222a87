/// The checks of a step as one number: what progress is tied to.
///
/// In: a step. Out: a 64-bit number that is the same on every run and machine, and changes where what is judged
/// changes: an id, a condition, a guard, points, a prediction's question, a choice's correctness. Wording does not
/// count. Source: lesson format, section 9 ("hash of the checks"); "The FNV Non-Cryptographic Hash Algorithm", FNV-1a.
extension Step {
  package var checksHash: UInt64 {
    var parts = [kind.rawValue]
    for check in checks {
      parts += ["check", check.id, check.condition.fingerprint]
      parts += ["\(check.isGuard)", "\(check.isBonus)", "\(check.points)"]
    }
    if let prediction {
      parts += ["predict"] + prediction.commands.map(\.text)
      for question in prediction.questions {
        parts += ["ask", question.id, "\(question.at)", question.run.text, question.query.text]
        parts += question.options.map(\.fingerprint)
      }
    }
    parts += choices.flatMap { ["choice", $0.id, "\($0.isCorrect)"] }
    return Fingerprint.hash(of: parts)
  }
}

enum Fingerprint {
  /// Each part counts with its length, so that parts cannot run together.
  static func hash(of parts: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for part in parts {
      for byte in "\(part.utf8.count):".utf8 { add(byte) }
      for byte in part.utf8 { add(byte) }
    }
    return hash
  }

  /// Parts with their lengths, in brackets.
  static func group(_ name: String, _ parts: [String]) -> String {
    name + "(" + parts.map { "\($0.utf8.count):\($0)" }.joined() + ")"
  }
}

extension Condition {
  fileprivate var fingerprint: String {
    let when = [timing.within?.description, timing.hold?.description, timing.throughout?.rawValue].map { $0 ?? "" }
    return Fingerprint.group("condition", [formFingerprint] + when)
  }

  private var formFingerprint: String {
    switch form {
    case .state(let state):
      Fingerprint.group("state", [state.run.text, state.query.text, state.operator.fingerprint])
    case .history(let matcher): matcher.fingerprint
    case .event(let matcher): matcher.fingerprint
    case .printed(let matcher): Fingerprint.group("printed", [matcher.fingerprint])
    case .sequence(let items):
      Fingerprint.group(
        "sequence",
        items.map { item in
          switch item {
          case .event(let matcher): matcher.fingerprint
          case .history(let matcher): matcher.fingerprint
          }
        })
    case .answer(let question):
      Fingerprint.group("answer", question.choices.flatMap { [$0.id, "\($0.isCorrect)"] })
    case .all(let parts): Fingerprint.group("all", parts.map(\.fingerprint))
    case .any(let parts): Fingerprint.group("any", parts.map(\.fingerprint))
    case .not(let part): Fingerprint.group("not", [part.fingerprint])
    case .count(let parts, let atLeast, let atMost):
      Fingerprint.group("count", ["\(atLeast)", atMost.map { "\($0)" } ?? ""] + parts.map(\.fingerprint))
    }
  }
}

extension CommandMatcher {
  fileprivate var fingerprint: String {
    let options = with.flatMap { [$0.option, $0.value.fingerprint] }
    let rest = [outcome?.rawValue, error?.fingerprint, message?.fingerprint, before].map { $0 ?? "" }
    return Fingerprint.group("ran", [operation.fingerprint] + rest + [times.fingerprint] + options)
  }
}

extension EventMatcher {
  fileprivate var fingerprint: String {
    let parts = [source?.fingerprint, message?.fingerprint, reason?.fingerprint, after, before].map { $0 ?? "" }
    return Fingerprint.group("event", parts + [times.fingerprint])
  }
}

extension Times {
  fileprivate var fingerprint: String { "\(minimum)..\(maximum.map { "\($0)" } ?? "")" }
}

extension TextMatcher {
  fileprivate var fingerprint: String {
    switch self {
    case .exactly(let text): Fingerprint.group("exactly", [text])
    case .pattern(let pattern): Fingerprint.group("pattern", [pattern.text])
    }
  }
}

extension ExpectedValue {
  fileprivate var fingerprint: String {
    switch self {
    case .null: "null"
    case .text(let text): Fingerprint.group("text", [text])
    case .plain(let text): Fingerprint.group("plain", [text])
    case .pattern(let pattern): Fingerprint.group("pattern", [pattern.text])
    case .list(let values): Fingerprint.group("list", values.map(\.fingerprint))
    case .object(let members): Fingerprint.group("object", members.flatMap { [$0.key, $0.value.fingerprint] })
    }
  }
}

extension Operator {
  fileprivate var fingerprint: String {
    switch self {
    case .isTrue: "is-true"
    case .is(let value): Fingerprint.group("is", [value.fingerprint])
    case .isNot(let value): Fingerprint.group("is-not", [value.fingerprint])
    case .atLeast(let number): Fingerprint.group("at-least", [number.text])
    case .atMost(let number): Fingerprint.group("at-most", [number.text])
    case .between(let low, let high): Fingerprint.group("between", [low.text, high.text])
    case .oneOf(let values): Fingerprint.group("one-of", values.map(\.fingerprint))
    case .contains(let value): Fingerprint.group("contains", [value.fingerprint])
    case .matches(let pattern): Fingerprint.group("matches", [pattern.text])
    case .sameSet(let values): Fingerprint.group("same-set", values.map(\.fingerprint))
    case .exists(let wanted): "exists \(wanted)"
    }
  }
}
