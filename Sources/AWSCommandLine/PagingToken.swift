/// The token that the AWS CLI prints after `--max-items` and takes in `--starting-token`.
///
/// In: the service's own tokens and how many items of a page were already printed. Out: base64 of a JSON object
/// `{"nextToken": …, "boto_truncate_amount": n}`, and back. Source: botocore `paginate.py`.
import Documents

struct PagingToken: Hashable {
  /// The service's tokens by input member; null where the first page is meant.
  var tokens: Document.Object
  /// Items at the start of the page that were printed before.
  var printedItems: Int

  private static let printedItemsKey = "boto_truncate_amount"

  /// Where the last page was printed whole.
  var text: String { Self.text(tokens) }

  /// Where a page was cut, if only to nothing.
  var textOfCutPage: String {
    var object = tokens
    object[Self.printedItemsKey] = .integer(printedItems)
    return Self.text(object)
  }

  private static func text(_ object: Document.Object) -> String {
    let members = object.members.map { "\(Document.string($0.key).written(.compact)): \($0.value.written(.compact))" }
    return Base64.encoded(Array("{\(members.joined(separator: ", "))}".utf8))
  }

  /// - Parameter names: the input members that take the service's tokens.
  /// - Returns: nil where the text does not fit the operation.
  static func read(_ text: String, names: [String]) -> PagingToken? {
    guard var object = object(in: text) else { return readOlder(text, names: names) }
    let count = max(0, object[printedItemsKey]?.integer ?? 0)
    object[printedItemsKey] = nil
    return PagingToken(tokens: object, printedItems: count)
  }

  private static func object(in text: String) -> Document.Object? {
    guard let bytes = Base64.decoded(text) else { return nil }
    return (try? DocumentReader.read(bytes: bytes))?.object
  }

  /// The form of old: the service's tokens and the count, joined by three underscores; or just a service's token.
  private static func readOlder(_ text: String, names: [String]) -> PagingToken? {
    var parts = text.splitAtTripleUnderscores
    var token = PagingToken(tokens: [:], printedItems: 0)
    if parts.count == names.count + 1 {
      if let count = Int(parts[parts.count - 1]) {
        token.printedItems = max(0, count)
        parts.removeLast()
      } else {
        parts = [text]
      }
    }
    guard parts.count <= names.count else { return nil }
    for (index, name) in names.enumerated() {
      let part = index < parts.count ? parts[index] : "None"
      token.tokens[name] = part == "None" ? .null : .string(part)
    }
    return token
  }
}

extension String {
  /// The parts between `___`.
  fileprivate var splitAtTripleUnderscores: [String] {
    var parts: [String] = []
    var part = ""
    var underscores = 0
    for character in self {
      part.append(character)
      underscores = character == "_" ? underscores + 1 : 0
      if underscores == 3 {
        parts.append(String(part.dropLast(3)))
        part = ""
        underscores = 0
      }
    }
    return parts + [part]
  }
}
