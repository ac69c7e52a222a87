/// Options that the AWS CLI adds to those of the model: the short ways to say what an input has in depth.
///
/// In: an operation, the words of such options. Out: members of its input. Source: awscli `customizations/ec2`
/// (`addcount.py`, `secgroupsimplify.py`, `runinstances.py`), `customizations/putmetricdata.py`.
import Documents
import ServiceModels

package enum AddedOption: String, Hashable, Sendable, CaseIterable {
  case count = "--count"
  case associatePublicIPAddress = "--associate-public-ip-address"
  case noAssociatePublicIPAddress = "--no-associate-public-ip-address"
  case transport = "--protocol"
  case port = "--port"
  case cidr = "--cidr"
  case sourceGroup = "--source-group"
  case groupOwner = "--group-owner"
  case metricName = "--metric-name"
  case timestamp = "--timestamp"
  case unit = "--unit"
  case value = "--value"
  case dimensions = "--dimensions"
  case statisticValues = "--statistic-values"
  case storageResolution = "--storage-resolution"

  package var summary: String {
    switch self {
    case .count: "How many, as 2, or at least and at most, as 1:4"
    case .associatePublicIPAddress: "Give it a public address"
    case .noAssociatePublicIPAddress: "Give it no public address"
    case .transport: "tcp, udp, icmp, all, or a number"
    case .port: "One port, a range as 8000-8080, or all"
    case .cidr: "Which addresses: 0.0.0.0/0 for everybody"
    case .sourceGroup: "Which security group: its id or name"
    case .groupOwner: "The account of that group"
    case .metricName: "The metric's name"
    case .timestamp: "When it was measured; now unless given"
    case .unit: "Of what it is so much: Percent, Count, Seconds"
    case .value: "The value"
    case .dimensions: "Of what it is, as ClusterName=harbor,ServiceName=web"
    case .statisticValues: "Several values in one, as SampleCount=2,Sum=9,Minimum=4,Maximum=5"
    case .storageResolution: "1 for values by the second, which are kept by the minute here"
    }
  }

  static func of(_ operation: Operation) -> [AddedOption] {
    switch (operation.service, operation.name) {
    case ("ec2", "RunInstances"): [.count, .associatePublicIPAddress, .noAssociatePublicIPAddress]
    case ("ec2", _) where rulesOfSecurityGroups.contains(operation.name):
      [.transport, .port, .cidr, .sourceGroup, .groupOwner]
    case ("cloudwatch", "PutMetricData"):
      [.metricName, .timestamp, .unit, .value, .dimensions, .statisticValues, .storageResolution]
    default: []
    }
  }

  /// Operations on rules of security groups, which may be said one by one.
  static let rulesOfSecurityGroups: Set = [
    "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress",
    "RevokeSecurityGroupEgress",
  ]

  /// Members whose own options the added ones take the place of.
  static func replacedMembers(_ operation: Operation) -> Set<String> {
    operation.service == "ec2" && operation.name == "RunInstances" ? ["MinCount", "MaxCount"] : []
  }

  var word: WordOption {
    switch self {
    case .associatePublicIPAddress: WordOption(name: rawValue, destination: "public", arity: .none(value: "true"))
    case .noAssociatePublicIPAddress: WordOption(name: rawValue, destination: "public", arity: .none(value: "false"))
    case .count, .transport, .port, .cidr, .sourceGroup, .groupOwner, .metricName, .timestamp, .unit, .value,
      .dimensions, .statisticValues, .storageResolution:
      WordOption(name: rawValue, destination: rawValue, arity: .one)
    }
  }
}

/// Puts the added options of a line into its input.
struct AddedInput {
  let operation: Operation
  let values: [String: [String]]

  private func value(_ option: AddedOption) -> String? {
    values[option.rawValue]?.last.flatMap { $0.isEmpty ? nil : $0 }
  }

  func complete(_ input: inout Document.Object) throws(Refusal) {
    switch (operation.service, operation.name) {
    case ("ec2", "RunInstances"):
      try setCounts(&input)
      try setPublicAddress(&input)
    case ("ec2", _) where AddedOption.rulesOfSecurityGroups.contains(operation.name): try setPermission(&input)
    case ("cloudwatch", "PutMetricData"): try setDatum(&input)
    default: break
    }
  }

  // MARK: RunInstances

  private func setCounts(_ input: inout Document.Object) throws(Refusal) {
    guard let text = value(.count) else { return }
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(numbers.count), let least = numbers[0], let most = numbers[numbers.count - 1] else {
      throw RefusalText.general("count parameter should be of form min[:max] (e.g. 1 or 1:10)")
    }
    input["MinCount"] = .integer(least)
    input["MaxCount"] = .integer(most)
  }

  private func setPublicAddress(_ input: inout Document.Object) throws(Refusal) {
    guard let word = values["public"]?.last else { return }
    guard input["NetworkInterfaces"] == nil else {
      throw RefusalText.general(
        "Mixing the --network-interfaces option with the simple, scalar options is not supported.")
    }
    var interface: Document.Object = ["DeviceIndex": 0, "AssociatePublicIpAddress": .boolean(word == "true")]
    interface["SubnetId"] = input["SubnetId"]
    interface["Groups"] = input["SecurityGroupIds"]
    input["SubnetId"] = nil
    input["SecurityGroupIds"] = nil
    input["NetworkInterfaces"] = [.object(interface)]
  }

  // MARK: Rules of security groups

  private func setPermission(_ input: inout Document.Object) throws(Refusal) {
    let given = AddedOption.of(operation).filter { value($0) != nil }
    guard let first = given.first else { return }
    guard input["IpPermissions"] == nil else {
      throw RefusalText.general(
        "The \(first.rawValue) option is not compatible with the --ip-permissions option ")
    }
    var permission = Document.Object()
    if let text = value(.transport) { permission["IpProtocol"] = .string(try Self.transport(text)) }
    if let text = value(.port) {
      let (from, to) = try Self.ports(text)
      permission["FromPort"] = .integer(from)
      permission["ToPort"] = .integer(to)
    }
    if let text = value(.cidr) { permission["IpRanges"] = [["CidrIp": .string(text)]] }
    var pair = Document.Object()
    if let group = value(.sourceGroup) { pair[group.hasPrefix("sg-") ? "GroupId" : "GroupName"] = .string(group) }
    if let owner = value(.groupOwner) { pair["UserId"] = .string(owner) }
    if !pair.isEmpty { permission["UserIdGroupPairs"] = [.object(pair)] }
    input["IpPermissions"] = [.object(permission)]
  }

  private static func transport(_ text: String) throws(Refusal) -> String {
    if text == "all" { return "-1" }
    if ["tcp", "udp", "icmp"].contains(text) || Int(text).map({ (-1...255).contains($0) }) ?? false { return text }
    throw RefusalText.general(
      Int(text) == nil
        ? "protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number."
        : "protocol numbers must be in the range 0-255 or -1 to specify all protocols")
  }

  private static func ports(_ text: String) throws(Refusal) -> (Int, Int) {
    if text == "-1" || text == "all" { return (-1, -1) }
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
    guard let from = parts[0], let to = parts[parts.count - 1] else {
      throw RefusalText.general("port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)")
    }
    return (from, to)
  }

  // MARK: PutMetricData

  private func setDatum(_ input: inout Document.Object) throws(Refusal) {
    let given = AddedOption.of(operation).filter { value($0) != nil }
    guard let first = given.first else { return }
    guard input["MetricData"] == nil else {
      let key = first.rawValue.dropFirst(2).replacing("-", with: "_")
      throw RefusalText.general(
        "The key \"\(key)\" cannot be specified when one of the following keys are also specified: metric_data")
    }
    var datum = Document.Object()
    for option in [AddedOption.metricName, .timestamp, .unit] {
      if let text = value(option) { datum[option.memberName] = .string(text) }
    }
    if let text = value(.value) { datum["Value"] = try Self.number(text) }
    if let text = value(.dimensions) {
      datum["Dimensions"] = .list(try Self.pairs(text).map { ["Name": .string($0.0), "Value": .string($0.1)] })
    }
    if let text = value(.statisticValues) {
      var statistics = Document.Object()
      for (name, number) in try Self.pairs(text) { statistics[name] = try Self.number(number) }
      datum["StatisticValues"] = .object(statistics)
    }
    if let text = value(.storageResolution) {
      guard let number = PythonNumber.integer(text) else {
        throw RefusalText.general(PythonNumber.integerMessage(text))
      }
      datum["StorageResolution"] = number
    }
    input["MetricData"] = [.object(datum)]
  }

  private static func number(_ text: String) throws(Refusal) -> Document {
    guard let number = PythonNumber.decimal(text) else {
      throw RefusalText.general("[<class 'decimal.ConversionSyntax'>]")
    }
    return number
  }

  private static func pairs(_ text: String) throws(Refusal) -> [(String, String)] {
    var pairs: [(String, String)] = []
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        throw RefusalText.general(
          parts.count < 2
            ? "not enough values to unpack (expected 2, got 1)" : "too many values to unpack (expected 2)")
      }
      pairs.append((parts[0], parts[1]))
    }
    return pairs
  }
}

extension AddedOption {
  /// The member of a datum that it sets.
  fileprivate var memberName: String {
    rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
