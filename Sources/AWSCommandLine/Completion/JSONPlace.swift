/// Finds out where in a half-typed JSON value the cursor stands.
///
/// In: the value as far as typed, and its shape. Out: at a key of which structure, at which value, or between two. Never
/// says whether the JSON is right: what does not fit the shape leads nowhere. Source: RFC 8259, section 2.
import ServiceModels

struct JSONPlace {
  enum Kind: Hashable {
    case key(Shape, given: [String])
    case value(Shape, member: String, in: String?)
    /// After a key.
    case colon
    /// After a value, inside what `closer` ends.
    case afterValue(closer: String)
    case nowhere
  }
  /// A string that the document gives a member.
  struct TypedString: Hashable {
    let structure: String
    let key: String
    let value: String
  }

  private(set) var kind: Kind
  /// Where the token at the cursor begins; Unicode scalars.
  private(set) var tokenStart = 0
  private(set) var typed: [TypedString] = []

  private struct Frame {
    /// The structure, or the element of the list; nil where the document has left the model.
    var shape: Shape?
    var isList: Bool
    var given: [String] = []
    var key: String
    /// The structure around the member that this list is the value of.
    var structure: String?
  }
  private enum Expected { case key, colon, value, next }
  private var frames: [Frame] = []
  private var expected = Expected.value
  private let root: Shape
  private let model: ServiceModel
  private static let maximumDepth = 64

  init(_ text: String, shape: Shape, model: ServiceModel) {
    root = shape
    self.model = model
    kind = .nowhere
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      tokenStart = index
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case " ", "\n", "\t", "\r": tokenStart = index
      case "{", "[": if !open(scalar) { return }
      case "}", "]": if !close(scalar) { return }
      case ":" where expected == .colon: expected = .value
      case "," where expected == .next: expected = frames.last?.isList == true ? .value : .key
      case "\"":
        guard let end = Self.endOfString(scalars, index) else {
          settle(isInToken: true)
          return
        }
        take(String(String.UnicodeScalarView(scalars[index..<end])), isString: true)
        index = end + 1
      default:
        guard expected == .value else { return }
        while index < scalars.count, !",]} \n\t\r".unicodeScalars.contains(scalars[index]) { index += 1 }
        guard index < scalars.count else {
          settle(isInToken: true)
          return
        }
        take("", isString: false)
      }
    }
    tokenStart = scalars.count
    settle(isInToken: false)
  }

  /// What a value of this shape begins with.
  static func opening(_ shape: Shape, _ model: ServiceModel) -> String {
    switch shape.kind {
    case .structure, .map: "{"
    case .list(let element): "[" + (model.shape(element).map { opening($0, model) } ?? "")
    case .string, .timestamp, .blob: "\""
    case .integer, .long, .boolean, .double, .float: ""
    }
  }

  /// The closing quote of the string that begins at `start`.
  private static func endOfString(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
    var index = start
    while index < scalars.count {
      if scalars[index] == "\"" { return index }
      index += scalars[index] == "\\" ? 2 : 1
    }
    return nil
  }

  private mutating func settle(isInToken: Bool) {
    switch expected {
    case .key:
      guard let frame = frames.last, let shape = frame.shape else { return }
      kind = .key(shape, given: frame.given)
    case .value:
      guard let shape = expectedShape else { return }
      let frame = frames.last
      let structure = frame?.isList == true ? frame?.structure : frame?.shape?.name
      kind = .value(shape, member: frame?.key ?? "", in: structure)
    case .colon: if !isInToken { kind = .colon }
    case .next:
      guard !isInToken, let frame = frames.last else { return }
      kind = .afterValue(closer: frame.isList ? "]" : "}")
    }
  }

  /// The shape of the value that comes next.
  private var expectedShape: Shape? {
    guard let frame = frames.last else { return root }
    guard let shape = frame.shape else { return nil }
    if frame.isList { return shape }
    if case .map(_, let element) = shape.kind { return model.shape(element) }
    return shape.member(frame.key).flatMap { model.shape($0.shape) }
  }

  private mutating func open(_ bracket: Unicode.Scalar) -> Bool {
    guard expected == .value, frames.count < Self.maximumDepth else { return false }
    let shape = expectedShape
    let (key, around) = (frames.last?.key ?? "", frames.last?.shape?.name)
    if bracket == "[" {
      var element: Shape?
      if case .list(let inner)? = shape?.kind { element = model.shape(inner) }
      frames.append(Frame(shape: element, isList: true, key: key, structure: around))
    } else {
      let isComplex = shape?.isComplex == true
      frames.append(Frame(shape: isComplex ? shape : nil, isList: false, key: ""))
      expected = .key
    }
    return true
  }

  private mutating func close(_ bracket: Unicode.Scalar) -> Bool {
    guard let frame = frames.last, frame.isList == (bracket == "]") else { return false }
    frames.removeLast()
    expected = .next
    return true
  }

  private mutating func take(_ text: String, isString: Bool) {
    switch expected {
    case .key where !frames.isEmpty:
      frames[frames.count - 1].given.append(text)
      frames[frames.count - 1].key = text
      expected = .colon
    case .value:
      if isString, let frame = frames.last, let structure = frame.isList ? frame.structure : frame.shape?.name {
        typed.append(TypedString(structure: structure, key: frame.key, value: text))
      }
      expected = .next
    case .key, .colon, .next: break
    }
  }
}
