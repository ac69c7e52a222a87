/// Pages of a list: how many items, and where the next page begins.
///
/// In: all items in their order, `maxResults` and `nextToken` of a request. Out: one page and the token after it, nil
/// on the last. A token names the operation, the last item shown and its place, so a page goes on behind it even when items
/// before it came or went, or it went itself and the list is in the order of its keys. Source: ECS API reference, `nextToken`.
import Cloud

struct Page<Item> {
  let items: [Item]
  let nextToken: String?
}

extension Input {
  /// One page of `items`.
  ///
  /// - Parameters:
  ///   - size: the page size without `maxResults`.
  ///   - maximum: the largest `maxResults`.
  ///   - key: what tells an item from the others.
  /// - Throws: InvalidParameterException for a bad `maxResults` or a token that is not one of ours.
  func page<Item>(
    of items: [Item], size: Int = 100, maximum: Int = 100, key: (Item) -> String
  ) throws(ServiceFailure) -> Page<Item> {
    try page(
      of: items, limit: try pageLimit(size: size, maximum: maximum), token: try string("nextToken"), key: key)
  }

  /// At most `limit` items behind the one that `token` names.
  func page<Item>(
    of items: [Item], limit: Int, token: String?, key: (Item) -> String
  ) throws(ServiceFailure) -> Page<Item> {
    var start = 0
    if let text = token {
      guard let token = PageToken(text, of: shapeName) else { throw Self.invalidToken(text) }
      let keys = items.map(key)
      start = keys.firstIndex(of: token.lastKey).map { $0 + 1 } ?? Self.start(in: keys, behindLost: token)
    }
    let end = min(start + limit, items.count)
    let shown = Array(items[start..<end])
    let next =
      end < items.count ? shown.last.map { PageToken(list: shapeName, position: end, lastKey: key($0)).text } : nil
    return Page(items: shown, nextToken: next)
  }
}

extension Input {
  /// Where a list goes on whose last item shown is gone: behind its place in the order of keys, where the list has one, else
  /// at the old position.
  private static func start(in keys: [String], behindLost token: PageToken) -> Int {
    let pairs = zip(keys, keys.dropFirst())
    if pairs.allSatisfy({ $0 < $1 }) { return keys.firstIndex { $0 > token.lastKey } ?? keys.count }
    if pairs.allSatisfy({ $0 > $1 }) { return keys.firstIndex { $0 < token.lastKey } ?? keys.count }
    return min(token.position, keys.count)
  }

  /// One page of keys that can be walked from behind a known one, without the whole list in hand.
  ///
  /// - Parameters:
  ///   - size: the page size without `maxResults`.
  ///   - walk: the first keys behind the given one (nil: from the start), at most so many; nil where that key is gone.
  func page(
    size: Int = 100, _ walk: (_ after: String?, _ limit: Int) -> [String]?
  ) throws(ServiceFailure) -> Page<String> {
    let limit = try pageLimit(size: size)
    var token: PageToken?
    if let text = try string("nextToken") {
      token = PageToken(text, of: shapeName)
      guard token != nil else { throw Self.invalidToken(text) }
    }
    let skipped = token?.position ?? 0
    var keys = walk(token?.lastKey, limit + 1)
    if keys == nil { keys = walk(nil, skipped + limit + 1).map { Array($0.dropFirst(skipped)) } }
    let shown = Array((keys ?? []).prefix(limit))
    let next =
      (keys?.count ?? 0) > limit
      ? shown.last.map { PageToken(list: shapeName, position: skipped + limit, lastKey: $0).text } : nil
    return Page(items: shown, nextToken: next)
  }

  private static func invalidToken(_ text: String) -> ServiceFailure {
    .invalidParameter(
      "Invalid token: \(text)", why: "A nextToken is only good as the last reply of the same list gave it.")
  }

  /// How many items the page may hold.
  func pageLimit(size: Int = 100, maximum: Int = 100) throws(ServiceFailure) -> Int {
    let limit = try integer("maxResults") ?? size
    guard limit <= maximum else { throw .invalidParameter("Max results can not be greater than \(maximum)") }
    guard limit > 0 else { throw .invalidParameter("Max results can not be less than 1") }
    return limit
  }
}

/// `POSITION/LIST/KEY` in hexadecimal: opaque to clients, the same in every run.
private struct PageToken {
  /// The shape of the operation's input.
  let list: String
  let position: Int
  let lastKey: String

  init(list: String, position: Int, lastKey: String) {
    self.list = list
    self.position = position
    self.lastKey = lastKey
  }

  /// nil for what is no token of that list.
  init?(_ text: String, of list: String) {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), digits.count <= 2_048 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    guard let plain = String(validating: bytes, as: UTF8.self) else { return nil }
    let parts = plain.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let position = Int(parts[0]), position > 0, parts[1] == list else { return nil }
    self.init(list: list, position: position, lastKey: String(parts[2]))
  }

  var text: String {
    "\(position)/\(list)/\(lastKey)".utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
