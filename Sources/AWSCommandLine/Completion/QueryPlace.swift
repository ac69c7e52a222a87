/// Finds out where in a half-typed `--query` the cursor stands, and what the expression so far would pick.
///
/// In: the expression as far as typed, the shape of the reply. Out: fields of which structure may follow, or what else.
/// Never evaluates or refuses anything: an expression that leaves the model leads nowhere.
/// Source: jmespath.org, specification of 2015 (grammar; projections; functions).
import ServiceModels

struct QueryPlace {
  /// What an expression picks.
  struct Picked: Hashable {
    var shape: Shape?
    /// Lists around the shape that a projection made.
    var lists = 0
    var member = ""
  }
  enum Kind: Hashable {
    /// A field of it, or a function where an expression begins.
    case field(Picked, begins: Bool)
    /// Whatever may follow what is picked.
    case after(Picked, inFilter: Bool)
    /// What the picked value is compared with.
    case literal(Picked)
    case nowhere
  }

  private(set) var kind = Kind.nowhere
  /// Where the token at the cursor begins; Unicode scalars.
  private(set) var tokenStart = 0
  private(set) var token = ""

  private enum Bracket {
    case whole
    case function(String)
    case filter, list, hash
  }
  private enum Position { case start, dot, after }
  private struct Frame {
    var bracket = Bracket.whole
    var base: Picked
    /// What the brackets were put to, as it is after them.
    var resumed = Picked()
    var first: Picked?
    var reference: Picked?
    var expectsKey = false
  }

  private let model: ServiceModel
  private var frames: [Frame]
  private var position = Position.start
  private var current = Picked()
  private var isProjected = false
  private var compared: Picked?
  private static let maximumDepth = 64

  init(_ text: String, reply: Shape?, model: ServiceModel) {
    self.model = model
    frames = [Frame(base: Picked(shape: reply))]
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      tokenStart = index
      guard let next = step(scalars, index) else { return }
      index = next
    }
    tokenStart = scalars.count
    settle("")
  }

  private var frame: Frame { frames.last ?? Frame(base: Picked()) }

  /// Takes one token; nil where the cursor stands in it, or nothing can be said.
  private mutating func step(_ text: [Unicode.Scalar], _ index: Int) -> Int? {
    let scalar = text[index]
    let next = index + 1 < text.count ? text[index + 1] : nil
    switch scalar {
    case " ", "\n", "\t": return index + 1
    case "A"..."Z", "a"..."z", "_": return name(text, index)
    case "\"", "'", "`": return quoted(text, index)
    case ".":
      position = .dot
      return index + 1
    case "[": return bracket(text, index, next)
    case "{":
      let base = position == .dot ? current : frame.base
      return open(Frame(bracket: .hash, base: base, expectsKey: true)) ? index + 1 : nil
    case "*":
      pick(element(of: current), projected: true)
      return index + 1
    case "@":
      pick(frame.reference ?? frame.base, projected: false)
      return index + 1
    case "&" where next == "&", "|" where next == "|":
      begin()
      return index + 2
    case "&":
      if !frames.isEmpty { frames[frames.count - 1].reference = frame.first.map(element) ?? Picked() }
      begin()
      return index + 1
    case "|":
      var base = current
      if isProjected { base.lists += 1 }
      if !frames.isEmpty { frames[frames.count - 1].base = base }
      begin()
      return index + 1
    case ",":
      if case .function = frame.bracket, frame.first == nil { frames[frames.count - 1].first = current }
      if case .hash = frame.bracket { frames[frames.count - 1].expectsKey = true }
      frames[frames.count - 1].reference = nil
      begin()
      return index + 1
    case ":":
      frames[frames.count - 1].expectsKey = false
      begin()
      return index + 1
    case "=", "!", "<", ">":
      let picked = position == .after ? current : nil
      begin()
      compared = picked
      return index + (next == "=" ? 2 : 1)
    case ")", "]", "}": return close() ? index + 1 : nil
    default:
      position = .after
      current = Picked()
      return index + 1
    }
  }

  private mutating func begin() {
    position = .start
    isProjected = false
    compared = nil
    current = Picked()
  }

  private mutating func pick(_ picked: Picked, projected: Bool) {
    current = picked
    isProjected = isProjected || projected
    position = .after
  }

  // MARK: Tokens

  private mutating func name(_ text: [Unicode.Scalar], _ index: Int) -> Int? {
    var end = index
    while end < text.count, Self.isNamePart(text[end]) { end += 1 }
    let name = String(String.UnicodeScalarView(text[index..<end]))
    guard end < text.count else {
      settle(name)
      return nil
    }
    if frame.expectsKey { return end }
    if text[end] == "(", position == .start {
      return open(Frame(bracket: .function(name), base: frame.reference ?? frame.base)) ? end + 1 : nil
    }
    take(field: name)
    return end
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "0"..."9", "_": true
    default: false
    }
  }

  private mutating func quoted(_ text: [Unicode.Scalar], _ index: Int) -> Int? {
    guard let end = text[(index + 1)...].firstIndex(of: text[index]) else {
      settle(String(String.UnicodeScalarView(text[index...])))
      return nil
    }
    if text[index] == "\"", !frame.expectsKey {
      take(field: String(String.UnicodeScalarView(text[(index + 1)..<end])))
    } else {
      pick(Picked(), projected: false)
    }
    return end + 1
  }

  private mutating func take(field: String) {
    let from = position == .dot ? current : frame.reference ?? frame.base
    var picked = Picked(member: field)
    if from.lists == 0, let shape = from.shape {
      if case .map(_, let element) = shape.kind {
        picked.shape = model.shape(element)
      } else {
        picked.shape = shape.member(field).flatMap { model.shape($0.shape) }
      }
    }
    pick(picked, projected: false)
  }

  private func element(of picked: Picked) -> Picked {
    if picked.lists > 0 { return Picked(shape: picked.shape, lists: picked.lists - 1, member: picked.member) }
    switch picked.shape?.kind {
    case .list(let element), .map(_, let element):
      return Picked(shape: model.shape(element), member: picked.member)
    case .structure, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob, nil: return Picked()
    }
  }

  // MARK: Brackets

  private mutating func bracket(_ text: [Unicode.Scalar], _ index: Int, _ next: Unicode.Scalar?) -> Int? {
    let isSelection = position != .after && !(next.map { "0123456789*-]:?".unicodeScalars.contains($0) } ?? false)
    if isSelection {
      let base = position == .dot ? current : frame.reference ?? frame.base
      return open(Frame(bracket: .list, base: base)) ? index + 1 : nil
    }
    if position == .start { current = frame.reference ?? frame.base }
    let inner = element(of: current)
    if next == "?" { return open(Frame(bracket: .filter, base: inner, resumed: inner)) ? index + 2 : nil }
    guard let end = text[index...].firstIndex(of: "]") else { return nil }
    let isIndex = text[(index + 1)..<end].allSatisfy { ("0"..."9").contains($0) || $0 == "-" } && end > index + 1
    pick(inner, projected: !isIndex)
    return end + 1
  }

  private mutating func open(_ frame: Frame) -> Bool {
    guard frames.count < Self.maximumDepth else { return false }
    frames.append(frame)
    begin()
    return true
  }

  private mutating func close() -> Bool {
    guard frames.count > 1, let closed = frames.popLast() else { return false }
    let last = current
    switch closed.bracket {
    case .filter: pick(closed.resumed, projected: true)
    case .function(let name): pick(result(of: name, closed.first ?? last), projected: false)
    case .whole, .list, .hash: pick(Picked(), projected: false)
    }
    return true
  }

  private func result(of function: String, _ argument: Picked) -> Picked {
    switch function {
    case "sort", "sort_by", "reverse", "not_null", "to_array": argument
    case "max_by", "min_by", "max", "min": element(of: argument)
    default: Picked()
    }
  }

  // MARK: The cursor

  private mutating func settle(_ token: String) {
    self.token = token
    let isLiteral = token.hasPrefix("'") || token.hasPrefix("`")
    if frame.expectsKey { return }
    switch position {
    case .start:
      if let compared {
        kind = .literal(compared)
      } else if !isLiteral {
        kind = .field(frame.reference ?? frame.base, begins: true)
      }
    case .dot: kind = isLiteral ? .nowhere : .field(current, begins: false)
    case .after:
      var isFilter = false
      if case .filter = frame.bracket { isFilter = true }
      kind = .after(current, inFilter: isFilter)
    }
  }

  /// What a field of `picked` would pick; nil where it has no such field.
  func field(_ name: String, of picked: Picked) -> Picked? {
    guard picked.lists == 0, let member = picked.shape?.member(name) else { return nil }
    return Picked(shape: model.shape(member.shape), member: name)
  }
}
