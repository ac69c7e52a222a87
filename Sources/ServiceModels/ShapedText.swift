/// Writes a reply as JSON by its shape, whose members' order and written names are known beforehand.
///
/// In: a document and the name of its shape. Out: its text in UTF-8, the same that `Document.Style.sorted` gives, without
/// members that are null. Never leaves anything else out: what the shape does not know is written as any document is.
import Documents

extension ServiceModel {
  /// O(values), without a comparison of names for the order where the members come as the model has them.
  package func sortedText(of object: Document.Object, as shapeName: String) -> [UInt8] {
    var writer = ShapedWriter(layouts)
    writer.write(.object(object), as: layouts.number(of: shapeName))
    return writer.text.output
  }
}

private struct ShapedWriter {
  let layouts: ShapeLayouts
  var text = DocumentWriter(style: .sorted)
  /// For each structure that is being written, where each of its members stands in the object; -1 for one that is absent.
  private var slots: [Int] = []

  init(_ layouts: ShapeLayouts) {
    self.layouts = layouts
    text.output.reserveCapacity(512)
  }

  mutating func write(_ document: Document, as number: Int) {
    switch layouts[number] {
    case .structure(let places):
      guard case .object(let object) = document else { return text.write(document) }
      write(object.members, at: places)
    case .list(let element):
      guard case .list(let elements) = document else { return text.write(document) }
      write(elements, as: element)
    case .map, .text, .boolean, .whole, .number, .anything: text.write(document)
    }
  }

  private mutating func write(_ elements: [Document], as element: Int) {
    text.output.append(UInt8(ascii: "["))
    for index in elements.indices {
      if index > 0 { text.output.append(UInt8(ascii: ",")) }
      write(elements[index], as: element)
    }
    text.output.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ members: [Document.Object.Member], at places: Range<Int>) {
    let base = slots.count
    defer { slots.removeLast(slots.count - base) }
    guard place(members, at: places) else {
      return text.write(.object(Document.Object(uniqueMembers: members)))
    }
    text.output.append(UInt8(ascii: "{"))
    var isFirst = true
    for place in layouts.alphabetical[places] {
      let index = slots[base + place - places.lowerBound]
      guard index >= 0 else { continue }
      if isFirst { isFirst = false } else { text.output.append(UInt8(ascii: ",")) }
      text.output.append(contentsOf: layouts.keys[layouts.members[place].key])
      write(members[index].value, as: layouts.members[place].shape)
    }
    text.output.append(UInt8(ascii: "}"))
  }

  /// Fills the slots; false where a member is unknown or out of the model's order.
  private mutating func place(_ members: [Document.Object.Member], at places: Range<Int>) -> Bool {
    let base = slots.count
    slots.append(contentsOf: repeatElement(-1, count: places.count))
    var next = places.lowerBound
    for index in members.indices {
      while next < places.upperBound, layouts.members[next].name != members[index].key { next += 1 }
      guard next < places.upperBound else { return false }
      if case .null = members[index].value { continue }
      slots[base + next - places.lowerBound] = index
      next += 1
    }
    return true
  }
}
