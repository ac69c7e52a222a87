/// The Parameter Store of AWS Systems Manager at the border.
///
/// In: calls. Out: replies. A SecureString that is read without decryption shows as cipher text. Source: Systems Manager
/// API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let parameterHandlers: [String: Handler] = [
    "PutParameter": putParameter,
    "GetParameter": getParameter,
    "GetParameters": getParameters,
    "GetParametersByPath": getParametersByPath,
    "DescribeParameters": describeParameters,
    "DeleteParameter": deleteParameter,
    "DeleteParameters": deleteParameters,
    "ListTagsForResource": listParameterTags,
  ]

  @Sendable private static func putParameter(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var new = Region.NewParameter(name: try input.parameterName(), value: try input.requiredString("Value"))
    guard !new.value.isEmpty else {
      throw ServiceFailure(
        "ValidationException",
        "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater "
          + "than or equal to 1.")
    }
    if let type = try input.string("DataType"), type != "text" {
      if ["aws:ec2:image", "aws:ssm:integration"].contains(type) { throw .notSimulated("The data type \(type)") }
      throw ServiceFailure(
        "ValidationException",
        "The following data type is not supported: \(type) (Data type names are all lowercase.)")
    }
    if let word = try input.string("Type") {
      guard let kind = Parameter.Kind(rawValue: word) else {
        throw ServiceFailure(
          "ValidationException",
          "1 validation error detected: Value '\(word)' at 'type' failed to satisfy constraint: Member must satisfy "
            + "enum value set: [SecureString, StringList, String]")
      }
      new.kind = kind
    }
    new.description = try input.string("Description")
    new.keyID = try input.string("KeyId")
    new.overwrites = try input.boolean("Overwrite") ?? false
    new.tags = try input.keyedTags("Tags")
    return Document.Object(rendering: ["Version": try region.putParameter(new).version, "Tier": "Standard"])
  }

  @Sendable private static func listParameterTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let kind = try call.input.requiredString("ResourceType")
    guard kind == "Parameter" else { throw .notSimulated("ssm ListTagsForResource of a \(kind)") }
    guard let parameter = region.store.parameters[try call.input.requiredString("ResourceId")] else {
      throw ServiceFailure(
        "InvalidResourceId",
        "The resource ID isn't valid. Verify that you entered the correct ID and try again.")
    }
    return ["TagList": Document.Object.ec2Tags(parameter.tags) ?? []]
  }

  @Sendable private static func getParameter(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.requiredString("Name")
    guard name.hasPrefix("arn:") || name.prefix(while: { $0 != ":" }).isParameterPath else {
      throw .malformedParameterName(name)
    }
    let parameter = try region.parameter(name)
    return Document.Object(rendering: [
      "Parameter": region.document(of: parameter, isReadable: try call.input.boolean("WithDecryption") ?? false)
    ])
  }

  @Sendable private static func getParameters(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let names = try call.input.strings("Names") ?? []
    guard (1...10).contains(names.count) else {
      throw ServiceFailure(
        "ValidationException",
        "1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length less than "
          + "or equal to 10")
    }
    let isReadable = try call.input.boolean("WithDecryption") ?? false
    var (found, invalid): ([Document.Object], [String]) = ([], [])
    for name in names {
      do throws(ServiceFailure) {
        found.append(region.document(of: try region.parameter(name), isReadable: isReadable))
      } catch { invalid.append(name) }
    }
    return Document.Object(rendering: ["Parameters": found, "InvalidParameters": invalid])
  }

  @Sendable private static func getParametersByPath(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let path = try input.requiredString("Path")
    guard path.hasPrefix("/") else {
      throw ServiceFailure("ValidationException", "The parameter path must begin with a forward slash (/).")
    }
    let isReadable = try input.boolean("WithDecryption") ?? false
    var found = region.parameters(under: path, recursive: try input.boolean("Recursive") ?? false)
    for filter in try input.structures("ParameterFilters") ?? [] {
      let (values, option) = (try filter.strings("Values") ?? [], try filter.string("Option") ?? "Equals")
      switch try filter.string("Key") {
      case "Type": found = found.filter { one in values.contains { option.holds(one.kind.rawValue, $0) } }
      case "KeyId": found = found.filter { one in values.contains { option.holds(one.keyID ?? "", $0) } }
      default: throw .notSimulated("A filter of parameters under a path by \(try filter.string("Key") ?? "nothing")")
      }
    }
    let page = try input.parameterPage(of: found, atMost: 10)
    return Document.Object(rendering: [
      "Parameters": page.items.map { region.document(of: $0, isReadable: isReadable) }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func describeParameters(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    var shown = region.store.parameters.values.sorted { $0.name < $1.name }
    for filter in try input.structures("ParameterFilters") ?? [] {
      let values = try filter.strings("Values") ?? []
      let option = try filter.string("Option") ?? "Equals"
      switch try filter.string("Key") {
      case "Name": shown = shown.filter { parameter in values.contains { option.holds(parameter.name, $0) } }
      case "Type": shown = shown.filter { values.contains($0.kind.rawValue) }
      case "Path":
        let names = Set(values.flatMap { region.parameters(under: $0, recursive: option == "Recursive").map(\.name) })
        shown = shown.filter { names.contains($0.name) }
      default: throw .notSimulated("A filter of parameters by \(try filter.string("Key") ?? "nothing")")
      }
    }
    if input.has("Filters") { throw .notSimulated("--filters of describe-parameters; use --parameter-filters:") }
    let page = try input.parameterPage(of: shown, atMost: 50)
    let documents = page.items.map { parameter in
      Document.Object(rendering: [
        "Name": parameter.name, "ARN": region.arn(of: parameter), "Type": parameter.kind.rawValue,
        "KeyId": parameter.keyID, "LastModifiedDate": parameter.modifiedAt,
        "LastModifiedUser": call.principal, "Description": parameter.description, "Version": parameter.version,
        "Tier": "Standard", "Policies": [] as [Document], "DataType": "text",
      ])
    }
    return Document.Object(rendering: ["Parameters": documents, "NextToken": page.nextToken])
  }

  @Sendable private static func deleteParameters(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let names = try call.input.strings("Names") ?? []
    let known = names.filter { region.store.parameters[$0] != nil }
    for name in known where region.store.parameters[name] != nil { try region.deleteParameter(name) }
    return Document.Object(rendering: [
      "DeletedParameters": known, "InvalidParameters": names.filter { !known.contains($0) },
    ])
  }

  @Sendable private static func deleteParameter(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteParameter(try call.input.requiredString("Name"))
    return [:]
  }
}

extension String {
  /// Names a parameter of AWS's own.
  fileprivate var isPublic: Bool { hasPrefix("/aws/service") }

  /// How a filter compares: this word is its option.
  fileprivate func holds(_ name: String, _ value: String) -> Bool {
    switch self {
    case "BeginsWith": name.hasPrefix(value)
    case "Contains": name.indices.contains { name[$0...].hasPrefix(value) }
    default: name == value
    }
  }
}

extension Substring {
  /// Letters, digits and `_.-/`, at least one.
  fileprivate var isParameterCharacters: Bool {
    !isEmpty && utf8.allSatisfy { ECS.isNameByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/") }
  }
  /// A name without levels, or a path from the root.
  fileprivate var isParameterPath: Bool { isParameterCharacters && (hasPrefix("/") || !contains("/")) }
}

extension ServiceFailure {
  /// What the service says of any name that is none.
  fileprivate static func malformedParameterName(_ name: String) -> ServiceFailure {
    ServiceFailure(
      "ValidationException",
      "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of "
        + "sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 "
        + "symbols .-_",
      why: "'\(name)' must begin with a slash where it has levels, and may hold nothing but those.")
  }
}

extension Input {
  fileprivate func parameterName() throws(ServiceFailure) -> String {
    let name = try requiredString("Name")
    let word = name.lowercased()
    if word.hasPrefix("/aws") {
      throw ServiceFailure("AccessDeniedException", "No access to reserved parameter name: \(name).")
    }
    if word.hasPrefix("aws") || word.hasPrefix("ssm") {
      throw ServiceFailure(
        "ValidationException", #"Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive)."#)
    }
    guard name.utf8.count <= 1_011, name[...].isParameterCharacters, !word.hasPrefix("/ssm") else {
      throw .malformedParameterName(name)
    }
    guard name.hasPrefix("/") || !name.contains("/") else {
      throw ServiceFailure(
        "ValidationException", "Parameter name must be a fully qualified name.",
        why: "A name with levels begins with a slash: /\(name).")
    }
    return name
  }

  fileprivate func parameterPage(of parameters: [Parameter], atMost maximum: Int) throws(ServiceFailure) -> Page<
    Parameter
  > {
    let limit = try integer("MaxResults") ?? maximum
    guard (1...maximum).contains(limit) else {
      throw ServiceFailure(
        "ValidationException",
        "1 validation error detected: Value '\(limit)' at 'maxResults' failed to satisfy constraint: Member must have "
          + "value \(limit < 1 ? "greater than or equal to 1" : "less than or equal to \(maximum)")")
    }
    do throws(ServiceFailure) {
      return try page(of: parameters, limit: limit, token: try string("NextToken"), key: \.name)
    } catch { throw ServiceFailure("InvalidNextToken", "The specified token isn't valid.") }
  }
}

extension Region {
  /// By name or ARN, with `:VERSION` or without.
  fileprivate func parameter(_ reference: String) throws(ServiceFailure) -> Parameter {
    var name = reference
    if reference.hasPrefix("arn:"), let place = reference.split(separator: ":", maxSplits: 5).last {
      let path = place.dropFirst("parameter".count)
      name = path.dropFirst().contains("/") ? String(path) : String(path.dropFirst())
    }
    let parts = name.split(separator: ":", maxSplits: 1)
    let parameter = parts.first.flatMap { first in
      store.parameters[String(first)] ?? publicParameters.first { $0.name == first }
    }
    guard let first = parts.first, let parameter else { throw .parameterNotFound }
    if parts.count == 2, let version = Int(parts[1]), version != parameter.version {
      throw ServiceFailure(
        "ParameterVersionNotFound",
        "Systems Manager could not find version \(version) of \(first). Verify the version and try again.",
        why: "Only the newest version of a parameter is kept here.")
    }
    return parameter
  }

  fileprivate func parameters(under path: String, recursive: Bool) -> [Parameter] {
    let prefix = path.hasSuffix("/") ? path : path + "/"
    let known = path.isPublic ? publicParameters : store.parameters.values.sorted { $0.name < $1.name }
    return known.filter {
      $0.name.hasPrefix(prefix) && (recursive || !$0.name.dropFirst(prefix.count).contains("/"))
    }
  }

  fileprivate func arn(of parameter: Parameter) -> String {
    let owner = parameter.name.isPublic ? "" : account
    return
      "arn:\(partition.rawValue):ssm:\(name):\(owner):parameter\(parameter.name.hasPrefix("/") ? "" : "/")\(parameter.name)"
  }

  fileprivate func document(of parameter: Parameter, isReadable: Bool) -> Document.Object {
    let isHidden = parameter.kind == .secure && !isReadable
    let cipher = "AQICAHh" + Base64.encoded(Array(derivedID("kms", of: "\(parameter.name)\(parameter.version)").utf8))
    return Document.Object(rendering: [
      "Name": parameter.name, "Type": parameter.kind.rawValue, "Value": isHidden ? cipher : parameter.value,
      "Version": parameter.version, "LastModifiedDate": parameter.modifiedAt, "ARN": arn(of: parameter),
      "DataType": "text",
    ])
  }
}
