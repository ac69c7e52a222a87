/// A parsed expression.
///
/// Holds its depth, so that neither evaluating nor releasing it recurses further than `Parser.depthLimit`.
import Documents

struct Node: Sendable {
  indirect enum Kind: Sendable {
    case current
    case field(String)
    case literal(Document)
    case index(Int)
    case slice(start: Int?, stop: Int?, step: Int?)
    /// Each is evaluated in the result of the one before: sub-expressions and pipes.
    case chain([Node])
    /// The same for `a[0][1]`; kept apart because jmespath.py continues it without making a slice a projection.
    case indexChain([Node])
    case projection(Node, each: Node)
    case valueProjection(Node, each: Node)
    case filterProjection(Node, condition: Node, each: Node)
    case flatten(Node)
    case or([Node])
    case and([Node])
    case not(Node)
    case comparison(Comparator, Node, Node)
    case multiSelectList([Node])
    case multiSelectHash([(key: String, value: Node)])
    case function(name: String, arguments: [Node])
    case reference(Node)
  }

  enum Comparator: Sendable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

  let kind: Kind
  let depth: Int

  init(_ kind: Kind) {
    self.kind = kind
    depth = 1 + (kind.children.lazy.map(\.depth).max() ?? 0)
  }

  static let current = Node(.current)

  /// This node, then `next` in its result.
  func chained(_ next: Node) -> Node {
    if case .chain(let links) = kind { return Node(.chain(links + [next])) }
    return Node(.chain([self, next]))
  }
}

extension Node.Kind {
  fileprivate var children: [Node] {
    switch self {
    case .current, .field, .literal, .index, .slice: []
    case .chain(let nodes), .indexChain(let nodes), .or(let nodes), .and(let nodes), .multiSelectList(let nodes): nodes
    case .projection(let base, let each), .valueProjection(let base, let each): [base, each]
    case .filterProjection(let base, let condition, let each): [base, condition, each]
    case .flatten(let node), .not(let node), .reference(let node): [node]
    case .comparison(_, let left, let right): [left, right]
    case .multiSelectHash(let members): members.map(\.value)
    case .function(_, let arguments): arguments
    }
  }
}
