/// Writes a document as CBOR, by the model's shapes.
///
/// In: a reply's document. Out: bytes: moments as tag 1, numbers of fractional shapes as 64-bit floats, Base64 of blobs as
/// bytes. Source: RFC 8949; smithy.io, "Smithy RPC v2 CBOR protocol".
import Documents
import ServiceModels

struct CBORWriter {
  let model: ServiceModel?
  private(set) var bytes: [UInt8] = []

  init(model: ServiceModel?) { self.model = model }

  mutating func write(_ object: Document.Object, as shapeName: String?) {
    head(5, UInt64(object.count))
    let members = shapeName.flatMap { model?.members(of: $0) } ?? []
    for member in object.members {
      text(member.key)
      write(member.value, as: members.first { $0.name == member.key }?.shape)
    }
  }

  private mutating func write(_ value: Document, as shapeName: String?) {
    let kind = shapeName.flatMap { model?.shape($0) }?.kind
    switch value {
    case .null: bytes.append(0xF6)
    case .boolean(let flag): bytes.append(flag ? 0xF5 : 0xF4)
    case .integer(let number):
      if kind == .timestamp { head(6, 1) }
      if kind == .double || kind == .float { return float(Double(number)) }
      head(number < 0 ? 1 : 0, UInt64(number < 0 ? -1 - number : number))
    case .decimal(let decimal):
      if kind == .timestamp { head(6, 1) }
      float(decimal.value)
    case .string(let string):
      guard kind == .blob, let decoded = Base64.decoded(string) else { return text(string) }
      head(2, UInt64(decoded.count))
      bytes += decoded
    case .list(let elements):
      var element: String?
      if case .list(let shape)? = kind { element = shape }
      head(4, UInt64(elements.count))
      for value in elements { write(value, as: element) }
    case .object(let object):
      guard case .map(_, let valueShape)? = kind else { return write(object, as: shapeName) }
      head(5, UInt64(object.count))
      for entry in object.members {
        text(entry.key)
        write(entry.value, as: valueShape)
      }
    }
  }

  private mutating func text(_ string: String) {
    head(3, UInt64(string.utf8.count))
    bytes += string.utf8
  }

  private mutating func float(_ value: Double) { append(0xFB, value.bitPattern, count: 8) }

  /// The shortest head that holds the argument.
  private mutating func head(_ major: UInt8, _ argument: UInt64) {
    switch argument {
    case 0..<24: bytes.append(major << 5 | UInt8(argument))
    case ..<(1 << 8): append(major << 5 | 24, argument, count: 1)
    case ..<(1 << 16): append(major << 5 | 25, argument, count: 2)
    case ..<(1 << 32): append(major << 5 | 26, argument, count: 4)
    default: append(major << 5 | 27, argument, count: 8)
    }
  }

  private mutating func append(_ first: UInt8, _ value: UInt64, count: Int) {
    bytes.append(first)
    for place in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> (UInt64(place) * 8))) }
  }
}
