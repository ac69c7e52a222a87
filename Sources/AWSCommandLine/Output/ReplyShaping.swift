/// Puts a reply into the form that queries and layouts see.
///
/// In: a reply as the wire has it, and its operation. Out: members in the model's order, without nulls and members that
/// the model does not know, timestamps as ISO 8601 text. Never fails: a value of another kind than the model says stays.
/// Source: botocore's JSON parser; AWS CLI v2's `cli_timestamp_format = iso8601`.
import Documents
import ServiceModels

extension Output {
  static func shape(_ reply: Document.Object, of operation: Operation) -> Document.Object {
    guard let output = operation.output, let model = ServiceModel.named(operation.service) else { return [:] }
    return ReplyShaper(model: model).object(reply, members: model.members(of: output))
  }
}

private struct ReplyShaper {
  let model: ServiceModel

  func object(_ object: Document.Object, members: [Member]) -> Document.Object {
    var result: [Document.Object.Member] = []
    result.reserveCapacity(object.members.count)
    var next = 0
    for given in object.members {
      // Our own service answers in the model's order: the next member is the one after the last, or soon after it.
      guard let place = members[next...].firstIndex(where: { $0.name == given.key }) else {
        return reordered(object, members: members)
      }
      next = place + 1
      guard !given.value.isNull else { continue }
      result.append(.init(key: given.key, value: document(given.value, shape: members[place].shape)))
    }
    return Document.Object(uniqueMembers: result)
  }

  private func reordered(_ object: Document.Object, members: [Member]) -> Document.Object {
    var result: [Document.Object.Member] = []
    for member in members {
      guard let value = object[member.name], !value.isNull else { continue }
      result.append(.init(key: member.name, value: document(value, shape: member.shape)))
    }
    return Document.Object(uniqueMembers: result)
  }

  private func document(_ value: Document, shape name: String) -> Document {
    guard let shape = model.shape(name), !shape.isDocument else { return value }
    switch (shape.kind, value) {
    case (.structure(let members), .object(let object)): return .object(self.object(object, members: members))
    case (.list(let element), .list(let elements)): return .list(elements.map { document($0, shape: element) })
    case (.map(_, let value), .object(let object)):
      return .object(
        .init(uniqueMembers: object.members.map { .init(key: $0.key, value: document($0.value, shape: value)) }))
    case (.string, .string(let text)) where name == "policyDocumentType": return PolicyText.document(text) ?? value
    case (.timestamp, .integer), (.timestamp, .decimal):
      return value.double.flatMap { TimestampPrinter.text(ofEpochSeconds: $0) }.map(Document.string) ?? value
    default: return value
    }
  }
}

/// Policy documents, which IAM sends as percent-encoded JSON. Source: botocore `handlers.decode_quoted_jsondoc`.
private enum PolicyText {
  /// nil for text that is none.
  static func document(_ text: String) -> Document? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), rest.count >= 2,
        let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(decoded)
      rest = rest.dropFirst(2)
    }
    return try? DocumentReader.read(bytes: bytes)
  }
}

/// Writes epoch seconds as AWS CLI v2 does: `2026-01-05T09:00:00+00:00`, with six digits of a fraction where there is one.
enum TimestampPrinter {
  /// Nil outside the years 1 to 9999.
  static func text(ofEpochSeconds seconds: Double) -> String? {
    guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return nil }
    let microseconds = Int((seconds * 1e6).rounded(.toNearestOrEven))
    let wholeSeconds = floored(microseconds, 1_000_000)
    let days = floored(wholeSeconds, 86_400)
    let time = wholeSeconds - days * 86_400
    let fraction = microseconds - wholeSeconds * 1_000_000
    let clock = "\(padded(time / 3_600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
    return "\(date(days))T\(clock)\(fraction == 0 ? "" : "." + padded(fraction, 6))+00:00"
  }

  /// The date `days` after 1970-01-01 in the proleptic Gregorian calendar, counted from 0000-03-01 so that the leap day
  /// ends a year.
  private static func date(_ days: Int) -> String {
    let shifted = days + 719_468
    let era = floored(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2))"
  }

  private static func floored(_ number: Int, _ divisor: Int) -> Int {
    number >= 0 ? number / divisor : (number + 1) / divisor - 1
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
