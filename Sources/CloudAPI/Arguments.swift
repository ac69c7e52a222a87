/// Reading what many operations have in common: tags, lists with a limit, words out of a list.
///
/// In: a request's members. Out: values, or AWS's refusal.
import Cloud
import Documents

extension Input {
  /// - Throws: InvalidParameterException when absent. botocore refuses that itself; other clients may not.
  func requiredString(_ member: String) throws(ServiceFailure) -> String {
    guard let text = try string(member) else { throw .invalidParameter("\(member) can not be blank.") }
    return text
  }

  /// A name or ARN; nil also where it is empty, as Ansible's modules and ecs-deploy send what is not wanted.
  func filledString(_ member: String) throws(ServiceFailure) -> String? {
    try string(member).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The tags of a request, checked.
  /// - Parameter code: the exception of the resource's kind.
  func tags(_ member: String = "tags", refusedAs code: String = "InvalidParameterException") throws(ServiceFailure)
    -> [ECS.Tag]?
  {
    guard let entries = try structures(member) else { return nil }
    var tags: [ECS.Tag] = []
    for entry in entries { tags.append(ECS.Tag(key: try entry.string("key"), value: try entry.string("value"))) }
    try ECS.Tag.check(tags, refusedAs: code)
    return tags
  }

  /// Tags as most services beside ECS write them: `Key` and `Value`.
  func keyedTags(_ member: String) throws(ServiceFailure) -> [ECS.Tag] {
    var tags: [ECS.Tag] = []
    for tag in try structures(member) ?? [] {
      tags.append(ECS.Tag(key: try tag.string("Key"), value: try tag.string("Value")))
    }
    return tags
  }

  /// A list of names or ARNs of a batch operation.
  /// - Parameters:
  ///   - things: the list's name in AWS's refusals: `Tasks`, `Container Instances`, `Services`.
  ///   - subject: what AWS calls an empty list, where that is another name.
  func batch(
    _ member: String, of things: String, emptyAs subject: String? = nil, atMost limit: Int
  ) throws(ServiceFailure) -> [String] {
    let texts = try strings(member) ?? []
    guard !texts.isEmpty else { throw .invalidParameter("\(subject ?? things) cannot be empty.") }
    return try Self.checked(texts, of: things, atMost: limit)
  }

  static func checked(_ texts: [String], of things: String, atMost limit: Int) throws(ServiceFailure) -> [String] {
    guard texts.count <= limit else {
      throw .invalidParameter("\(things) cannot have more than \(limit) elements.")
    }
    return texts
  }

  /// The word of an enumeration, nil where absent.
  /// - Parameter name: as AWS calls it in its refusal: `launch type`.
  func word<Word: RawRepresentable>(
    _ member: String, as type: Word.Type, called name: String, allowed: [String]
  ) throws(ServiceFailure) -> Word? where Word.RawValue == String {
    guard let text = try string(member) else { return nil }
    guard allowed.contains(text), let word = Word(rawValue: text) else { throw .shouldBeOneOf(name, allowed) }
    return word
  }

  /// The words of `include`.
  /// - Throws: InvalidParameterException `include should be one of […]`.
  func include(allowed: [String]) throws(ServiceFailure) -> Set<String> {
    let words = try strings("include") ?? []
    guard words.allSatisfy(allowed.contains) else { throw .shouldBeOneOf("include", allowed) }
    return Set(words)
  }

  /// A map of text to text, in the order given.
  func map(_ member: String) throws(ServiceFailure) -> [(key: String, value: String)]? {
    guard let document = document(member) else { return nil }
    guard case .object(let object) = document else { throw .serialization(of: document, as: "Map") }
    var pairs: [(key: String, value: String)] = []
    for entry in object.members {
      guard case .string(let text) = entry.value else { throw .serialization(of: entry.value, as: "String") }
      pairs.append((entry.key, text))
    }
    return pairs
  }

  /// The strategy items of `member`, defaults filled in.
  func capacityProviderStrategy(_ member: String) throws(ServiceFailure) -> [ECS.CapacityProviderStrategyItem]? {
    guard let entries = try structures(member) else { return nil }
    var items: [ECS.CapacityProviderStrategyItem] = []
    for entry in entries {
      items.append(
        ECS.CapacityProviderStrategyItem(
          capacityProvider: ECS.capacityProviderName(try entry.requiredString("capacityProvider")),
          weight: try entry.integer("weight") ?? 0, base: try entry.integer("base") ?? 0))
    }
    return items
  }
}

extension ServiceFailure {
  /// A value of the wrong JSON type, as AWS's JSON protocol refuses it.
  static func serialization(of found: Document, as wanted: String) -> ServiceFailure {
    let token =
      switch found {
      case .null: "NULL_VALUE"
      case .boolean(let flag): flag ? "TRUE_VALUE" : "FALSE_VALUE"
      case .integer, .decimal: "NUMBER_VALUE"
      case .string: "STRING_VALUE"
      case .list: "START_ARRAY"
      case .object: "START_OBJECT"
      }
    let article = wanted == "Integer" ? "an" : "a"
    return ServiceFailure("SerializationException", "\(token) can not be converted to \(article) \(wanted)")
  }
}
