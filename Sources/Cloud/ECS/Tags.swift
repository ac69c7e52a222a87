/// Tags: what a key and a value may be, and how they are merged.
///
/// In: tags as a request gives them, a resource's own. Out: the merged list, or AWS's refusal.
/// Source: ECS Developer Guide, "Tagging Amazon ECS resources", restrictions.

extension ECS.Tag {
  /// Checks tags of one request.
  /// - Parameter code: the exception of the resource's kind: ClientException for task definitions, otherwise
  ///   InvalidParameterException.
  package static func check(
    _ tags: [ECS.Tag], refusedAs code: String = "InvalidParameterException"
  ) throws(ServiceFailure) {
    func refuse(_ message: String, _ why: String? = nil) -> ServiceFailure { ServiceFailure(code, message, why: why) }
    var keys: Set<String> = []
    for tag in tags {
      guard let key = tag.key else {
        throw refuse("Tag key can not be null.", "Write each tag as key=NAME,value=TEXT.")
      }
      guard let value = tag.value else {
        throw refuse(
          "Tag value can not be null.", "A tag needs a value, even an empty one: write key=\(key),value= and the text.")
      }
      guard (1...128).contains(key.unicodeScalars.count) else {
        throw refuse("Tag key must be between 1 and 128 characters long.")
      }
      guard value.unicodeScalars.count <= 256 else { throw refuse("Tag value can not be longer than 256 characters.") }
      guard (key + value).unicodeScalars.allSatisfy(isAllowed) else {
        throw refuse("Tag keys and values may hold letters, digits, spaces and _ . : / = + - @ only.")
      }
      guard !isReserved(key) else {
        throw refuse("Tag keys that begin with 'aws:' are reserved.", "Choose a key without the prefix 'aws:'.")
      }
      guard keys.insert(key).inserted else { throw refuse("The tag key '\(key)' is given more than once.") }
    }
    try checkCount(tags.count, refusedAs: code)
  }

  /// Checks keys of tags that are to go: those that AWS gave stay.
  /// - Parameter code: as for `check`.
  package static func checkRemoval(of keys: [String], refusedAs code: String) throws(ServiceFailure) {
    guard let key = keys.first(where: isReserved) else { return }
    throw ServiceFailure(
      code, "Tag keys that begin with 'aws:' are reserved.",
      why: "AWS gave the resource the tag '\(key)', and it can be neither changed nor removed.")
  }

  private static func isReserved(_ key: String) -> Bool { key.lowercased().hasPrefix("aws:") }

  /// `tags` with `more` on top: a known key takes the new value in its place, others are appended.
  package static func merged(_ tags: [ECS.Tag], with more: [ECS.Tag]) throws(ServiceFailure) -> [ECS.Tag] {
    var result = tags
    for tag in more {
      if let index = result.firstIndex(where: { $0.key == tag.key }) { result[index] = tag } else { result.append(tag) }
    }
    try checkCount(result.count, refusedAs: "InvalidParameterException")
    return result
  }

  private static func checkCount(_ count: Int, refusedAs code: String) throws(ServiceFailure) {
    guard count <= ECS.Quotas.tagsPerResource else {
      throw ServiceFailure(code, "A resource can not have more than \(ECS.Quotas.tagsPerResource) tags.")
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || " _.:/=+-@".unicodeScalars.contains(scalar)
  }
}
