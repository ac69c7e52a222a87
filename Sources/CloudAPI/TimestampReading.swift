/// Moments in requests: epoch seconds, or the text that a command line takes for a moment.
///
/// In: a document. Out: an instant, nil for what is none. A date without a zone is UTC.
/// Source: botocore `parse_to_aware_datetime`, as far as ISO 8601 goes.
import Cloud
import Documents
import SimulationKit

enum TimestampReading {
  static func instant(_ value: Document) -> Instant? {
    switch value {
    case .integer(let seconds):
      return seconds.magnitude < 100_000_000_000 ? Instant(milliseconds: seconds * 1_000) : nil
    case .decimal(let seconds): return instant(seconds: seconds.value)
    case .string(let text): return Double(text).map { instant(seconds: $0) } ?? instant(text)
    case .null, .boolean, .list, .object: return nil
    }
  }

  private static func instant(seconds: Double) -> Instant? {
    guard seconds.magnitude < 1e11 else { return nil }
    return Instant(milliseconds: Int((seconds * 1_000).rounded()))
  }

  /// `2026-01-05`, `2026-01-05T09:00`, `2026-01-05T09:00:00.5Z`, `2026-01-05 09:00:00+01:00`.
  private static func instant(_ text: String) -> Instant? {
    var rest = text[...]
    guard let year = number(&rest, digits: 4), take("-", &rest), let month = number(&rest, digits: 2), take("-", &rest),
      let day = number(&rest, digits: 2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var milliseconds = CivilTime.daysSince1970(year: year, month: month, day: day) * 86_400_000
    guard !rest.isEmpty else { return Instant(milliseconds: milliseconds) }
    guard take("T", &rest) || take("t", &rest) || take(" ", &rest), let hour = number(&rest, digits: 2),
      take(":", &rest), let minute = number(&rest, digits: 2), hour < 24, minute < 60
    else { return nil }
    milliseconds += (hour * 60 + minute) * 60_000
    if take(":", &rest) {
      guard let second = number(&rest, digits: 2), second <= 60 else { return nil }
      milliseconds += second * 1_000
      if take(".", &rest) {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let fraction = Int((digits + "000").prefix(3)) else { return nil }
        milliseconds += fraction
        rest = rest.dropFirst(digits.count)
      }
    }
    guard let offset = offset(rest) else { return nil }
    return Instant(milliseconds: milliseconds - offset * 60_000)
  }

  /// Minutes east of UTC.
  private static func offset(_ text: Substring) -> Int? {
    guard !text.isEmpty, text != "Z", text != "z" else { return 0 }
    var rest = text
    let isWest = rest.first == "-"
    guard take("+", &rest) || take("-", &rest), let hours = number(&rest, digits: 2), hours < 24 else { return nil }
    _ = take(":", &rest)
    guard let minutes = rest.isEmpty ? 0 : number(&rest, digits: 2), rest.isEmpty, minutes < 60 else { return nil }
    return (isWest ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func take(_ sign: Character, _ text: inout Substring) -> Bool {
    guard text.first == sign else { return false }
    text.removeFirst()
    return true
  }

  private static func number(_ text: inout Substring, digits: Int) -> Int? {
    let word = text.prefix(digits)
    guard word.count == digits, word.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    text = text.dropFirst(digits)
    return Int(word)
  }
}

extension Input {
  func instant(_ member: String) throws(ServiceFailure) -> Instant? {
    guard let value = document(member) else { return nil }
    guard let instant = TimestampReading.instant(value) else { throw .serialization(of: value, as: "Timestamp") }
    return instant
  }

  func double(_ member: String) throws(ServiceFailure) -> Double? {
    guard let value = document(member) else { return nil }
    guard let number = value.double, number.isFinite else { throw .serialization(of: value, as: "Double") }
    return number
  }

  /// At most `limit` of `items`, from behind the one that the token names.
  /// - Throws: where the token is none that a reply gave.
  func page<Item>(
    of items: [Item], limit: Int, tokenIn member: String = "NextToken", refusedAs code: String, key: (Item) -> String
  ) throws(ServiceFailure) -> Page<Item> {
    var rest = items[...]
    if let token = try string(member) {
      guard let place = items.firstIndex(where: { key($0) == token }) else {
        throw ServiceFailure(code, "Invalid token: \(token)", why: "A token is only good as the last reply gave it.")
      }
      rest = items[(place + 1)...]
    }
    let shown = Array(rest.prefix(limit))
    return Page(items: shown, nextToken: rest.count > limit ? shown.last.map(key) : nil)
  }
}

extension Document {
  static func number(_ value: Double) -> Document { .decimal(Document.Decimal(value)) }
}
