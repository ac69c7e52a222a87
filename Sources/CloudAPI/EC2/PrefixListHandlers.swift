/// Prefix lists that AWS keeps, at the border of EC2: by that of VPC Lattice a security group lets its health checks in.
///
/// In: calls. Out: replies. Source: EC2 API reference, DescribeManagedPrefixLists; VPC Lattice User Guide, "Control traffic
/// to VPC Lattice using security groups".
import Cloud
import Documents

extension CloudAPI {
  @Sendable static func describeManagedPrefixLists(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    try input.checkDryRun()
    let list = ManagedPrefixList(id: region.latticePrefixList, region: region.name)
    let known = try named(try input.strings("PrefixListIds"), among: [(id: list.id, resource: list)]) { ids in
      ServiceFailure("InvalidPrefixListID.NotFound", "The prefix list ID '\(ids[0])' does not exist")
    }
    let page = try input.ec2Page(of: try input.filtered(known), key: \.id)
    return Document.Object(rendering: ["NextToken": page.nextToken, "PrefixLists": page.items.map(\.document)])
  }
}

private struct ManagedPrefixList: EC2Filterable {
  let id: String
  let region: String
  var name: String { "com.amazonaws.\(region).vpc-lattice" }
  var tags: [ECS.Tag] { [] }

  func values(ofFilter name: String) -> [String]? {
    switch name {
    case "prefix-list-id": [id]
    case "prefix-list-name": [self.name]
    case "owner-id": ["AWS"]
    default: nil
    }
  }

  var document: Document {
    Document.Object(rendering: [
      "PrefixListId": id, "AddressFamily": "IPv4", "State": "create-complete",
      "PrefixListArn": "arn:\(Partition(ofRegion: region).rawValue):ec2:\(region):aws:prefix-list/\(id)",
      "PrefixListName": name, "Tags": [] as [Document],
      "OwnerId": "AWS",
    ]).rendered
  }
}
