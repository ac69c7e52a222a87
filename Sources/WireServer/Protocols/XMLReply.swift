/// Writes a reply as XML, by the model's shapes.
///
/// In: a reply's document. Out: elements named as the wire names them: lists in `member` (ec2: `item`), maps in `entry`
/// with `key` and `value`, timestamps in ISO 8601. Source: smithy.io, "AWS Query protocol", "Amazon EC2 Query protocol".
import Documents
import ServiceModels

struct XMLReply {
  let model: ServiceModel?
  let isEC2: Bool

  func write(_ object: Document.Object, as shapeName: String?, to xml: inout XMLText) {
    for member in shapeName.flatMap({ model?.members(of: $0) }) ?? [] {
      guard let value = object[member.name] else { continue }
      write(value, as: member.shape, named: member.locationName ?? member.name, to: &xml)
    }
  }

  private func write(_ value: Document, as shapeName: String, named name: String, to xml: inout XMLText) {
    let shape = model?.shape(shapeName)
    switch value {
    case .null: break
    case .object(let object):
      xml.element(name) { xml in
        guard case .map(let keyShape, let valueShape)? = shape?.kind else {
          return write(object, as: shapeName, to: &xml)
        }
        for member in object.members {
          xml.element("entry") { xml in
            write(.string(member.key), as: keyShape, named: "key", to: &xml)
            write(member.value, as: valueShape, named: "value", to: &xml)
          }
        }
      }
    case .list(let elements):
      guard !isEC2 || !elements.isEmpty else { return xml.empty(name) }
      var elementShape = ""
      if case .list(let element)? = shape?.kind { elementShape = element }
      let elementName = shape?.elementLocationName ?? (isEC2 ? "item" : "member")
      xml.element(name) { xml in
        for element in elements { write(element, as: elementShape, named: elementName, to: &xml) }
      }
    case .boolean(let flag): xml.leaf(name, flag ? "true" : "false")
    case .string(let text): xml.leaf(name, text)
    case .integer, .decimal:
      let isTimestamp = shape?.kind == .timestamp
      xml.leaf(name, isTimestamp ? WireTime.text(value) ?? value.written() : value.written())
    }
  }
}

/// XML text in the making. Escapes what it is given, and replaces what XML 1.0 cannot say.
struct XMLText {
  private(set) var text = ""

  mutating func element(_ name: String, namespace: String? = nil, _ content: (inout XMLText) -> Void) {
    text += "<\(name)"
    if let namespace { text += " xmlns=\"\(Self.escaped(namespace))\"" }
    text += ">"
    content(&self)
    text += "</\(name)>"
  }

  mutating func empty(_ name: String) { text += "<\(name)/>" }

  mutating func leaf(_ name: String, _ value: String) { element(name) { $0.text += Self.escaped(value) } }

  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#xD;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
