/// Who calls, and where to: read from the signature's scope, which is not verified.
///
/// In: the Authorization header. Out: access key, Region and service, nil where they are absent or malformed.
/// Source: AWS General Reference, "Signature Version 4": `AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request`.

struct CredentialScope: Hashable, Sendable {
  static let defaultRegion = "us-east-1"

  let accessKey: String
  let region: String
  /// The name by which requests to the service are signed: `ecs`, `elasticloadbalancing`.
  let service: String

  init?(authorization: String?) {
    guard let authorization, authorization.hasPrefix("AWS4-"),
      let scope = authorization.utf8.split(whereSeparator: Self.isBetweenParts).first(where: Self.isCredential)
    else { return nil }
    let parts = Substring(scope.dropFirst(Self.mark.utf8.count))
      .utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { Substring($0) }
    guard parts.count == 5, parts[4] == "aws4_request", Self.isWord(parts[0], atMost: 128),
      Self.isWord(parts[3], atMost: 64)
    else { return nil }
    accessKey = String(parts[0])
    region = Self.isRegion(parts[2]) ? String(parts[2]) : Self.defaultRegion
    service = String(parts[3])
  }

  private static let mark = "Credential="
  private static func isCredential(_ part: Substring.UTF8View) -> Bool { part.starts(with: mark.utf8) }
  private static func isBetweenParts(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: " ") }

  private static func isWord(_ text: Substring, atMost limit: Int) -> Bool {
    (1...limit).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  /// As Regions are named: `us-east-1`, `us-gov-west-1`.
  private static func isRegion(_ text: Substring) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard (3...4).contains(parts.count), text.utf8.count <= 24, let number = parts.last, number.count == 1,
      number.allSatisfy({ (0x31...0x39).contains($0) })
    else { return false }
    return parts.dropLast().allSatisfy { part in
      (2...10).contains(part.count)
        && part.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    }
  }
}
