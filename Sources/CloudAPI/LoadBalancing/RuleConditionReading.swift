/// The conditions of a listener's rule, parsed and held to their limits.
///
/// In: the member `Conditions` of CreateRule and ModifyRule. Out: conditions as DescribeRules shows them, or a
/// ValidationError. Source: Elastic Load Balancing API reference, RuleCondition and its `…ConditionConfig` types.
import Cloud
import Documents

extension Input {
  func ruleConditions() throws(ServiceFailure) -> [Document]? {
    guard let entries = try structures("Conditions") else { return nil }
    let fields = ["host-header", "path-pattern", "http-header", "query-string", "http-request-method", "source-ip"]
    var conditions: [Document] = []
    for entry in entries {
      let field = try entry.required("Field")
      guard fields.contains(field), let member = LoadBalancing.conditionMembers[field] else {
        throw .validationError("Condition field '\(field)' must be one of '[\(fields.joined(separator: ", "))]'")
      }
      if field == "host-header" || field == "path-pattern" {
        conditions.append(.object(try entry.completedCondition(field, member)))
      } else {
        try entry.checkCondition(field, member)
        conditions.append(.object(entry.object))
      }
    }
    return conditions
  }

  /// Paths and hosts are shown both ways, however they were given.
  private func completedCondition(_ field: String, _ member: String) throws(ServiceFailure) -> Document.Object {
    let (plain, nested) = (try strings("Values"), try structure(member)?.strings("Values"))
    guard let values = nested ?? plain, !values.isEmpty else {
      throw .validationError("A condition value must be specified")
    }
    guard nested != nil || values.count == 1 else {
      throw .validationError(
        "The '\(field)' field contains too many values; the limit is '1'",
        why: "\(member)={Values=[…]} takes several.")
    }
    for value in values { try Self.check(value, of: field, atMost: 128) }
    var object = object
    let list = Document.list(values.map(Document.string))
    object["Values"] = list
    object[member] = ["Values": list]
    return object
  }

  /// Conditions on anything else say what they want in a member of their own.
  private func checkCondition(_ field: String, _ member: String) throws(ServiceFailure) {
    guard let given = try structure(member) else {
      throw .validationError("A '\(member)' must be specified with '\(field)'")
    }
    if field == "http-header" {
      guard let name = try given.string("HttpHeaderName"), !name.isEmpty else {
        throw .validationError("A 'HttpHeaderName' must be specified in 'HttpHeaderConfig'")  // [SIM]
      }
      try Self.check(name, of: "HttpHeaderName", atMost: 40)
    }
    guard let values = given.object["Values"]?.list, !values.isEmpty else {
      throw .validationError("A '\(field)' value must be specified")
    }
    if field == "query-string" {
      for pair in try given.structures("Values") ?? [] {
        guard let value = try pair.string("Value") else {
          throw .validationError("A 'Value' must be specified in 'QueryStringKeyValuePair'")
        }
        try Self.check(try pair.string("Key") ?? "", of: "Key", atMost: 128)
        try Self.check(value, of: "Value", atMost: 128)
      }
      return
    }
    for value in try given.strings("Values") ?? [] {
      try Self.check(value, of: field, atMost: field == "http-request-method" ? 40 : 128)
      if field == "http-request-method", !value.utf8.allSatisfy(Self.isMethodByte) {
        throw .validationError(
          "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore")
      }
    }
  }

  private static func isMethodByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  private static func check(_ value: String, of name: String, atMost limit: Int) throws(ServiceFailure) {
    guard value.unicodeScalars.count <= limit else {
      throw .validationError("The '\(name)' value is too long; the limit is '\(limit)'")
    }
  }
}
