/// `--output table`: a document as sections of a box.
///
/// In: a document, a title, the terminal's width. Out: the box's text; nothing for null, false, zero and whatever is
/// empty. Sections come depth first: an object's scalars are one row under their keys, a single one is a row of key and
/// value; a list of objects is one section with a row each, or one section each where they hold lists or objects.
/// Source: AWS CLI User Guide, "Table output format"; observation of awscli 1.45.11 for what it leaves open.
import Documents

struct TableLayout {
  private(set) var sections: [TableSection] = []

  static func text(
    of document: Document, title: String, columns: Int, colour: Bool
  ) throws(LayoutError) -> String {
    var layout = TableLayout()
    guard try layout.add(document, title: title, level: 0) else { return "" }
    return TableDrawing.text(of: layout.sections, columns: columns, colour: colour)
  }

  private mutating func newSection(_ title: String?, level: Int) {
    sections.append(TableSection(title: title, level: level))
  }

  private mutating func addRow(_ cells: [Document]) throws(LayoutError) {
    guard let last = sections.indices.last else { return }
    try sections[last].addRow(cells.map(\.pythonText))
  }

  private mutating func addHeader(_ keys: [String]) throws(LayoutError) {
    guard let last = sections.indices.last else { return }
    try sections[last].addHeader(keys)
  }

  /// Answers whether there was anything to show.
  @discardableResult
  private mutating func add(_ document: Document, title: String?, level: Int) throws(LayoutError) -> Bool {
    if document.isEmptyInPython { return false }
    if title != nil { newSection(title, level: level) }
    switch document {
    case .object(let object): try add(object, level: level)
    case .list(let elements) where elements.first?.object != nil:
      try add(objects: elements, title: title, level: level)
    case .list(let elements):
      for element in elements { try add(element: element) }
    case .null, .boolean, .integer, .decimal, .string: break
    }
    return true
  }

  private mutating func add(element: Document) throws(LayoutError) {
    switch element {
    case .object(let object): try addRow(object.keys.map(Document.string))
    case .list(let cells) where !cells.allSatisfy(\.isScalar): try add(element, title: nil, level: 0)
    case .list(let cells): try addRow(cells)
    case .null, .boolean, .integer, .decimal, .string: try addRow([element])
    }
  }

  private mutating func add(_ object: Document.Object, level: Int) throws(LayoutError) {
    let members = object.members.sortedByKey()
    let scalars = members.filter(\.value.isScalar)
    if scalars.count == 1 {
      try addRow([.string(scalars[0].key), scalars[0].value])
    } else if !scalars.isEmpty {
      try addHeader(scalars.map(\.key))
      try addRow(scalars.map(\.value))
    }
    for member in members where !member.value.isScalar {
      try add(member.value, title: member.key, level: level + 1)
    }
  }

  private mutating func add(objects: [Document], title: String?, level: Int) throws(LayoutError) {
    var scalarKeys: Set<String> = []
    var otherKeys: Set<String> = []
    for element in objects {
      guard let object = element.object else {
        let complaint = element.isScalar ? "is not iterable" : "has no attribute 'get'"
        throw LayoutError(message: "'\(element.pythonTypeName)' object \(complaint)")
      }
      for member in object.members {
        if member.value.isScalar { scalarKeys.insert(member.key) } else { otherKeys.insert(member.key) }
      }
    }
    let header = scalarKeys.sortedByCodePoint()
    let nested = otherKeys.sortedByCodePoint()
    try addHeader(header)
    for (index, element) in objects.enumerated() {
      if index > 0, !nested.isEmpty {
        newSection(title, level: level)
        try addHeader(header)
      }
      try addRow(header.map { element[$0] ?? "" })
      for key in nested {
        if let value = element[key] { try add(value, title: key, level: level + 1) }
      }
    }
  }
}

extension Document {
  /// What Python takes for false: null, false, zero, and empty text, lists and objects.
  fileprivate var isEmptyInPython: Bool {
    switch self {
    case .null: true
    case .boolean(let value): !value
    case .integer, .decimal: double == 0
    case .string(let value): value.isEmpty
    case .list(let elements): elements.isEmpty
    case .object(let object): object.isEmpty
    }
  }
}
