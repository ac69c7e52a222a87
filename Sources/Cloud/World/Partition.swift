/// The part of AWS that a Region belongs to: its ARNs and the names of its hosts say so.
///
/// In: a Region's name. Out: the words. Source: IAM User Guide, "Amazon Resource Names (ARNs)"; AWS General Reference,
/// "AWS service endpoints".
package enum Partition: String, Sendable {
  case standard = "aws"
  case china = "aws-cn"
  case government = "aws-us-gov"

  /// - Parameter name: the Region's: `cn-north-1`, `us-gov-west-1`.
  package init(ofRegion name: String) {
    self = name.hasPrefix("cn-") ? .china : name.hasPrefix("us-gov-") ? .government : .standard
  }

  /// The end of its hosts' names; principals of services end with `amazonaws.com` everywhere.
  package var hostSuffix: String {
    switch self {
    case .standard, .government: "amazonaws.com"
    case .china: "amazonaws.com.cn"
    }
  }
}

extension Region {
  /// `arn:PARTITION:SERVICE:REGION:ACCOUNT:TAIL`; iam and sts have no Region.
  package func arn(service: String, _ tail: String) -> String {
    let place = service == "iam" || service == "sts" ? "" : name
    return "arn:\(partition.rawValue):\(service):\(place):\(account):\(tail)"
  }

  /// The ARN of a role by its name, or the ARN that it already is.
  package func roleARN(_ reference: String) -> String {
    ResourceARN.isARN(reference) ? reference : arn(service: "iam", "role/\(reference)")
  }
}
