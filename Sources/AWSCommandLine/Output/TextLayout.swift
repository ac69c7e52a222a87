/// `--output text`: tab-separated lines for other programs to cut.
///
/// In: a document. Out: its lines. Keys are sorted; an object's scalars make one line, led by the upper-cased key it stands
/// under; its lists and objects follow. Never prints a line for an object without scalars or for an empty list.
/// Source: AWS CLI User Guide, "Text output format"; observation of awscli 1.45.11 for what it leaves open.
import Documents

struct TextLayout {
  private var output = ""

  static func text(of document: Document) throws(LayoutError) -> String {
    var layout = TextLayout()
    try layout.add(document, under: nil, columns: nil)
    return layout.output
  }

  /// - Parameter columns: keys that each object of a list has a place for; nil for an object by itself.
  private mutating func add(_ document: Document, under key: String?, columns: [String]?) throws(LayoutError) {
    switch document {
    case .object(let object): try add(object, under: key, columns: columns)
    case .list(let elements): try add(elements, under: key)
    case .null, .boolean, .integer, .decimal, .string: output += document.pythonText + "\n"
    }
  }

  private mutating func add(_ object: Document.Object, under key: String?, columns: [String]?) throws(LayoutError) {
    let members = object.members.sortedByKey()
    var cells: [String]
    var rest: [Document.Object.Member]
    if let columns {
      cells = columns.map { object[$0]?.pythonText ?? "" }
      let known = Set(columns)
      rest = members.filter { !known.contains($0.key) }
    } else {
      cells = members.filter(\.value.isScalar).map(\.value.pythonText)
      rest = members.filter { !$0.value.isScalar }
    }
    if !cells.isEmpty {
      if let key { cells.insert(key.uppercased(), at: 0) }
      output += cells.joined(separator: "\t") + "\n"
    }
    for member in rest { try add(member.value, under: member.key, columns: nil) }
  }

  private mutating func add(_ elements: [Document], under key: String?) throws(LayoutError) {
    if elements.contains(where: { $0.object != nil }) {
      let columns = try columns(of: elements)
      for element in elements { try add(element, under: key, columns: columns) }
    } else {
      let scalars = elements.filter(\.isScalar).map(\.pythonText)
      if let key {
        for scalar in scalars { output += "\(key.uppercased())\t\(scalar)\n" }
      } else if !scalars.isEmpty {
        output += scalars.joined(separator: "\t") + "\n"
      }
      for element in elements where !element.isScalar { try add(element, under: key, columns: nil) }
    }
  }

  /// Every key that has a scalar in some object of the list.
  private func columns(of elements: [Document]) throws(LayoutError) -> [String] {
    var keys: Set<String> = []
    for element in elements {
      guard let object = element.object else {
        throw LayoutError(message: "'\(element.pythonTypeName)' object has no attribute 'items'")
      }
      for member in object.members where member.value.isScalar { keys.insert(member.key) }
    }
    return keys.sortedByCodePoint()
  }
}
