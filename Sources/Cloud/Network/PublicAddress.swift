/// Public IPv4 addresses of instances and of tasks that were given one.
///
/// In: the id of what owns the address. Out: the address, the same always. Nothing routes them. [SIM] They come from
/// 198.18.0.0/15, which RFC 2544 keeps for tests, so they are nobody's machine.
import SimulationKit

package enum PublicAddress {
  package static func of(_ id: String) -> String {
    let number = StableHash.of("public/\(id)") % 0x1_FFFE + 1
    return "198.\(18 + (number >> 16)).\(number >> 8 & 0xFF).\(number & 0xFF)"
  }
  /// `ec2-198-18-7-25.compute-1.amazonaws.com`.
  package static func dnsName(of address: String, region: String) -> String {
    let host = "ec2-" + address.split(separator: ".").joined(separator: "-")
    let suffix = Partition(ofRegion: region).hostSuffix
    return region == "us-east-1" ? "\(host).compute-1.\(suffix)" : "\(host).\(region).compute.\(suffix)"
  }
  /// `ip-10-0-1-4.ec2.internal`.
  package static func privateDNSName(of address: String, region: String) -> String {
    let host = "ip-" + address.split(separator: ".").joined(separator: "-")
    return region == "us-east-1" ? "\(host).ec2.internal" : "\(host).\(region).compute.internal"
  }
}
