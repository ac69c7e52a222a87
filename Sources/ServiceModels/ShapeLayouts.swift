/// The shapes of a service by number, as a walk over a large document needs them: no name is looked up on the way.
///
/// In: a model's shapes. Out: each shape's kind, with members and elements as numbers of shapes. Says nothing of limits.

package struct ShapeLayouts: Sendable {
  package enum Layout: Sendable {
    /// The places of its members in `members`, which are in the model's order.
    case structure(members: Range<Int>)
    case list(of: Int)
    case map(value: Int)
    case text, boolean, whole, number
    /// Any JSON value.
    case anything
  }

  package struct Member: Sendable {
    package let name: String
    /// Its shape's number.
    package let shape: Int
    /// Where its name stands in `keys`, as JSON writes it before a value: `"clusterName":`.
    package let key: Range<Int>
  }

  /// The members of every structure, one structure after another: a layout is then copied without counting references.
  package let members: [Member]
  /// At the places of each structure's members, their places in alphabetical order.
  package let alphabetical: [Int]
  /// The names of all members as JSON keys, in UTF-8.
  package let keys: [UInt8]
  /// What a shape that the table lacks stands for.
  private static let unknown = 0
  private let layouts: [Layout]
  private let numbers: [String: Int]

  init(_ shapes: [String: Shape]) {
    let names = shapes.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 + 1) })
    func number(_ name: String) -> Int { numbers[name] ?? Self.unknown }
    var placed: [Member] = []
    var order: [Int] = []
    var keys: [UInt8] = []
    func member(_ member: ServiceModels.Member) -> Member {
      let start = keys.count
      keys += Array("\"\(member.name)\":".utf8)
      return Member(name: member.name, shape: number(member.shape), key: start..<keys.count)
    }
    let layouts: [Layout] =
      [.anything]
      + names.map { name in
        guard let shape = shapes[name], !shape.isDocument else { return .anything }
        switch shape.kind {
        case .structure(let members):
          let first = placed.count
          placed += members.map(member)
          order += (first..<placed.count).sorted { placed[$0].name < placed[$1].name }
          return .structure(members: first..<placed.count)
        case .list(let element): return .list(of: number(element))
        case .map(_, let value): return .map(value: number(value))
        case .string, .blob: return .text
        case .boolean: return .boolean
        case .integer, .long: return .whole
        case .double, .float, .timestamp: return .number
        }
      }
    self.numbers = numbers
    self.layouts = layouts
    members = placed
    self.keys = keys
    alphabetical = order
  }

  /// O(1); the number that stands for any value where the table has no such shape.
  package func number(of name: String) -> Int { numbers[name] ?? Self.unknown }

  /// O(1).
  package subscript(number: Int) -> Layout {
    _read { yield layouts.indices.contains(number) ? layouts[number] : .anything }
  }
}
