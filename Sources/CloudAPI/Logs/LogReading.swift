/// What the calls of CloudWatch Logs have in common: names, times, limits, tokens.
///
/// In: a request's members. Out: values, or CloudWatch's refusal. Tokens and event ids are 56 digits, as the real ones
/// are: a line's timestamp, its stream and its number. Source: CloudWatch Logs API reference.
import Cloud
import Documents
import SimulationKit

extension Input {
  func logGroupName(_ member: String = "logGroupName") throws(ServiceFailure) -> String {
    guard let name = try string(member) else { throw .constraint(member, nil, "Member must not be null") }
    guard (1...512).contains(name.utf8.count), name.utf8.allSatisfy(Self.isLogGroupByte) else {
      throw .constraint(
        member, name, #"Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+"#)
    }
    return name
  }

  func logStreamName() throws(ServiceFailure) -> String {
    guard let name = try string("logStreamName") else {
      throw .constraint("logStreamName", nil, "Member must not be null")
    }
    guard (1...512).contains(name.unicodeScalars.count), !name.contains(where: { $0 == ":" || $0 == "*" }) else {
      throw .constraint("logStreamName", name, "Member must satisfy regular expression pattern: [^:*]*")
    }
    return name
  }

  /// Exactly one of `logGroupName` and `logGroupIdentifier`.
  func logGroupNameOrIdentifier() throws(ServiceFailure) -> String {
    let identifier = try string("logGroupIdentifier")
    guard let identifier else { return try logGroupName() }
    guard try string("logGroupName") == nil else {
      throw .invalidParameter("LogGroupName and LogGroupIdentifier are mutually exclusive parameters.")
    }
    // The `arn` of a group ends in `:*`, which is no identifier; its `logGroupArn` is one.
    guard !identifier.contains("*") else {
      throw .constraint(
        "logGroupIdentifier", identifier, #"Member must satisfy regular expression pattern: [\w#+=/:,.@-]*"#)
    }
    return Self.logGroupName(in: identifier)
  }

  /// The name at the end of a log group's ARN, or the text itself.
  static func logGroupName(in identifier: String) -> String {
    let parts = identifier.split(separator: ":", maxSplits: 6, omittingEmptySubsequences: false)
    guard parts.count == 7, parts[0] == "arn", parts[5] == "log-group" else { return identifier }
    return String(parts[6].hasSuffix(":*") ? parts[6].dropLast(2) : parts[6])
  }

  private static func isLogGroupByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: ".-_/#".utf8.contains(byte)
    }
  }

  /// A time in milliseconds since 1970.
  func milliseconds(_ member: String) throws(ServiceFailure) -> Instant? {
    guard let value = document(member) else { return nil }
    guard case .integer(let number) = value else { throw .serialization(of: value, as: "Long") }
    guard number >= 0 else {
      throw .constraint(member, String(number), "Member must have value greater than or equal to 0")
    }
    return Instant(milliseconds: number)
  }

  /// A word of an enumeration, nil where absent.
  func constrained(_ member: String, among words: [String]) throws(ServiceFailure) -> String? {
    guard let word = try string(member) else { return nil }
    guard words.contains(word) else {
      throw .constraint(member, word, "Member must satisfy enum value set: [\(words.joined(separator: ", "))]")
    }
    return word
  }

  func logLimit(atMost maximum: Int, usual: Int) throws(ServiceFailure) -> Int {
    let limit = try integer("limit") ?? usual
    guard limit >= 1 else {
      throw .constraint("limit", String(limit), "Member must have value greater than or equal to 1")
    }
    guard limit <= maximum else {
      throw .constraint("limit", String(limit), "Member must have value less than or equal to \(maximum)")
    }
    return limit
  }

  /// At most `limit` items behind the one that `nextToken` names.
  func logPage<Item>(of items: [Item], limit maximum: Int, key: (Item) -> String) throws(ServiceFailure) -> Page<Item> {
    let limit = try logLimit(atMost: maximum, usual: maximum)
    do throws(ServiceFailure) {
      return try page(of: items, limit: limit, token: try string("nextToken"), key: key)
    } catch {
      throw .invalidParameter("The specified nextToken is invalid.")
    }
  }
}

extension ServiceFailure {
  /// AWS's usual answer to a value that its model does not allow.
  static func constraint(_ member: String, _ value: String?, _ rule: String) -> ServiceFailure {
    .invalidParameter(
      "1 validation error detected: Value \(value.map { "'\($0)' " } ?? "")at '\(member)' failed to satisfy constraint: "
        + rule)
  }
}

/// Ids and tokens of log lines.
enum LogToken {
  case forward(LogGroups.Place)
  case backward(LogGroups.Place)

  /// 56 digits: timestamp, stream, number.
  static func eventID(_ line: LogGroups.Line, stream: String) -> String {
    "3" + padded(line.instant.milliseconds, 13) + padded(StableHash.of(stream), 22) + padded(line.number, 20)
  }

  static func digits(_ place: LogGroups.Place) -> String {
    "3" + padded(place.instant.milliseconds, 17) + padded(0, 18) + padded(place.number, 20)
  }

  /// nil for a text that is no such token.
  static func place(in token: String) -> LogToken? {
    let digits = Array(token.utf8.dropFirst(2))
    guard digits.count == 56, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let milliseconds = Int(String(decoding: digits[1..<18], as: UTF8.self)),
      let number = Int(String(decoding: digits[36..<56], as: UTF8.self))
    else { return nil }
    let place = LogGroups.Place(instant: Instant(milliseconds: milliseconds), number: number)
    if token.hasPrefix("f/") { return .forward(place) }
    return token.hasPrefix("b/") ? .backward(place) : nil
  }

  /// Nobody needs it any more; it is the same for a stream always.
  static func upload(stream: String, group: String) -> String {
    "4" + padded(StableHash.of("\(group):\(stream)"), 55)
  }

  private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
