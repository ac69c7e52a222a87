/// How values become members of a reply.
///
/// In: Swift values, nil for what the service leaves out. Out: documents. Never sends null; order is given later, by
/// the model (`ShapeWalk`; on the wire `ServiceModel.sortedText`).
import Cloud
import Documents
import SimulationKit

/// What can stand as a member of a reply.
protocol Renderable { var rendered: Document { get } }

extension String: Renderable { var rendered: Document { .string(self) } }
extension Int: Renderable { var rendered: Document { .integer(self) } }
extension Bool: Renderable { var rendered: Document { .boolean(self) } }
extension Document: Renderable { var rendered: Document { self } }
extension Document.Object: Renderable { var rendered: Document { .object(self) } }
extension Array: Renderable where Element: Renderable { var rendered: Document { .list(map { $0.rendered }) } }
/// Epoch seconds: `1767603600`, or with a fraction `1767603600.005`.
extension Instant: Renderable {
  var rendered: Document {
    let (seconds, milliseconds) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    guard milliseconds != 0 else { return .integer(seconds) }
    var digits = Array(String(seconds.magnitude).utf8)
    digits.append(UInt8(ascii: "."))
    var rest = milliseconds.magnitude
    var place: UInt = 100
    while rest > 0 {
      digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / place))
      (rest, place) = (rest % place, place / 10)
    }
    if self.milliseconds < 0 { digits.insert(UInt8(ascii: "-"), at: 0) }
    return .decimal(Document.Decimal(checkedText: String(decoding: digits, as: UTF8.self)))
  }
}
extension ECS.Tag: Renderable {
  var rendered: Document { Document.Object(rendering: ["key": key, "value": value]).rendered }
}
extension ECS.Failure: Renderable {
  var rendered: Document { Document.Object(rendering: ["arn": arn, "reason": reason, "detail": detail]).rendered }
}
extension ECS.CapacityProviderStrategyItem: Renderable {
  var rendered: Document {
    ["capacityProvider": .string(capacityProvider), "weight": .integer(weight), "base": .integer(base)]
  }
}

extension Document.Object {
  /// The members that have a value; keys must differ.
  init(rendering members: KeyValuePairs<String, (any Renderable)?>) {
    var kept: [Member] = []
    kept.reserveCapacity(members.count)
    for (key, value) in members {
      if let value { kept.append(Member(key: key, value: value.rendered)) }
    }
    self.init(uniqueMembers: kept)
  }

  /// Adds a member that has a value, of a key that is not there yet. Where replies are long, with hundreds of these, it costs
  /// half of what a literal of `init(rendering:)` does, which puts every value into a box first.
  mutating func add<Value: Renderable>(_ key: String, _ value: Value?) {
    if let value { append(uniqueKey: key, value.rendered) }
  }

  /// Adds the members of `other` that are not here yet.
  func adding(_ other: Document.Object) -> Document.Object {
    var result = self
    for member in other.members where result[member.key] == nil { result[member.key] = member.value }
    return result
  }
}
