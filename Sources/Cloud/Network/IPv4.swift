/// IPv4 addresses and blocks, as far as subnets need them.
///
/// In: dotted text. Out: numbers and text again. Source: RFC 4632 (CIDR); Amazon VPC User Guide, "Subnet CIDR blocks"
/// (the first four addresses of a block and its last one are AWS's own).
package struct CIDRBlock: Hashable, Sendable {
  package let address: UInt32
  package let prefixLength: Int

  /// `10.0.1.0/24`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = Self.address(parts[0]), let length = Int(parts[1]), (0...32).contains(length)
    else { return nil }
    prefixLength = length
    self.address = length == 0 ? 0 : address & (UInt32.max << UInt32(32 - length))
  }

  package func contains(_ address: UInt32) -> Bool {
    prefixLength == 0 || address & (UInt32.max << UInt32(32 - prefixLength)) == self.address
  }

  /// How many addresses can be handed out.
  package var usableCount: Int { max(0, (1 << (32 - prefixLength)) - 5) }
  /// The address handed out as number `index` from 0, dotted.
  package func usableAddress(_ index: Int) -> String {
    let number = address &+ UInt32(truncatingIfNeeded: index + 4)
    return [24, 16, 8, 0].map { String(number >> $0 & 0xFF) }.joined(separator: ".")
  }

  /// That of the load balancers that are in the block.
  var loadBalancerAddress: String { usableAddress(max(0, usableCount - 1)) }

  private static func address(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    guard parts.count == 4, text.split(separator: ".", omittingEmptySubsequences: false).count == 4 else { return nil }
    return parts.reduce(0) { $0 << 8 | UInt32($1) }
  }
}
