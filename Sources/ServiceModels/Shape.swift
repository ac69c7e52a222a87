/// A shape of a service: a structure, list, map or scalar, with its limits and its names on the wire.
///
/// In: lines of a service's table. Out: values. Source of the fields: botocore's `service-2`.

package struct Shape: Hashable, Sendable {
  package let name: String
  package let kind: Kind
  /// Names of required members, in the model's own order.
  package let required: [String]
  /// The least value of a number, or the least length of a string or list, as the model writes it.
  package let minimum: String?
  package let maximum: String?
  /// A regular expression in the service's own dialect. No client checks it.
  package let pattern: String?
  /// Known values of a string. No client checks them.
  package let enumeration: [String]
  package let isSensitive: Bool
  package let isDeprecated: Bool
  package let isException: Bool
  /// Whether an exception is the server's fault (HTTP 5xx).
  package let isFault: Bool
  /// Whether exactly one member may be set.
  package let isUnion: Bool
  /// Whether any JSON value is allowed.
  package let isDocument: Bool
  /// The code an exception has on the wire where it is not the shape's name.
  package let errorCode: String?
  /// The HTTP status the model gives an exception.
  package let errorStatus: Int?
  /// The element name of a list's items in the XML protocols.
  package let elementLocationName: String?
  /// How a REST protocol writes a timestamp where it is not in seconds: "iso8601".
  package let timestampFormat: String?

  /// The members of a structure; empty for any other kind.
  package var members: [Member] { if case .structure(let members) = kind { members } else { [] } }
  package func member(_ name: String) -> Member? { members.first { $0.name == name } }
}

/// What a shape is made of. Names are shape names of the same service.
package enum Kind: Hashable, Sendable {
  case structure([Member])
  case list(of: String)
  case map(key: String, value: String)
  case string, integer, long, boolean, double, float, timestamp, blob
}

/// A member of a structure.
package struct Member: Hashable, Sendable {
  /// "clusterName".
  package let name: String
  /// The shape's name.
  package let shape: String
  package let isIdempotencyToken: Bool
  package let isDeprecated: Bool
  /// The member's name on the wire where it differs.
  package let locationName: String?
  /// The member's name in requests of the ec2 protocol where it differs.
  package let queryName: String?
  /// Where a REST protocol puts the member; nil: into the body.
  package let location: Location?

  package enum Location: String, Hashable, Sendable { case uri, querystring, header }

  /// The option that sets the member at the top of an input: "--cluster-name".
  package var optionName: String { "--" + CommandName.kebab(name) }
}
