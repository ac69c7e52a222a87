/// Finds out where in a half-typed shorthand value the cursor stands.
///
/// In: the value as far as typed, and its shape. Out: at a key of which structure, or at the value of which member.
import ServiceModels

struct ShorthandPlace {
  enum Kind: Hashable {
    case key(Shape, given: [String])
    /// `structure` is the one that the member stands in.
    case value(Shape, member: String, in: String?)
    case nowhere
  }
  /// Where the token at the cursor begins; Unicode scalars.
  private(set) var tokenStart = 0
  /// The token at the cursor as far as typed.
  private(set) var token = ""
  private(set) var kind: Kind

  private struct Frame {
    var shape: Shape
    var member: String
    var given: [String] = []
    var isList: Bool
    /// The structure around the member that this list is the value of.
    var structure: String?
  }
  private static let maximumDepth = 32

  init(_ text: String, shape: Shape, model: ServiceModel) {
    var frames = [Frame(shape: shape, member: "", isList: false)]
    kind = .key(shape, given: [])
    var quote: Character?
    for character in text {
      if let open = quote {
        token.append(character)
        if character == open { quote = nil }
        continue
      }
      switch character {
      case "'", "\"":
        quote = character
        token.append(character)
      case "=":
        if case .key(let structure, _) = kind {
          frames[frames.count - 1].given.append(token)
          kind = Self.value(of: token, in: structure, model)
          settle(character)
        } else {
          token.append(character)
        }
      case "{", "[":
        guard case .value(let shape, let member, let structure) = kind, token.isEmpty, frames.count < Self.maximumDepth
        else {
          token.append(character)
          continue
        }
        let inner = character == "[" ? Self.element(of: shape, model) : shape
        frames.append(Frame(shape: inner, member: member, isList: character == "[", structure: structure))
        settle(character)
        kind = Self.start(frames[frames.count - 1])
      case "}", "]":
        if frames.count > 1 { frames.removeLast() }
        settle(character)
        kind = .nowhere
      case ",":
        settle(character)
        kind = Self.start(frames[frames.count - 1])
      default: token.append(character)
      }
    }
  }

  private mutating func settle(_ character: Character) {
    tokenStart += token.unicodeScalars.count + character.unicodeScalars.count
    token = ""
  }

  /// What may stand after an opening bracket or a comma.
  private static func start(_ frame: Frame) -> Kind {
    frame.isList
      ? .value(frame.shape, member: frame.member, in: frame.structure) : .key(frame.shape, given: frame.given)
  }

  private static func value(of key: String, in structure: Shape, _ model: ServiceModel) -> Kind {
    if case .map(_, let element) = structure.kind {
      return model.shape(element).map { .value($0, member: key, in: structure.name) } ?? .nowhere
    }
    return structure.member(key).flatMap { model.shape($0.shape) }
      .map { .value($0, member: key, in: structure.name) } ?? .nowhere
  }

  private static func element(of shape: Shape, _ model: ServiceModel) -> Shape {
    if case .list(let element) = shape.kind, let inner = model.shape(element) { inner } else { shape }
  }
}
