/// The fixture `account`: a new AWS account, as it is before the first command.
///
/// A default VPC with a subnet in each of three zones, the default security group, the roles that the console makes,
/// and public images; no cluster. Its quotas are those of an account in use, where a new one has 6 vCPUs of Fargate: other
/// people's tests run here. Source: "Default VPC components" of the Amazon VPC user guide (172.31.0.0/16, /20 subnets,
/// public addresses, a route to the internet).
enum AccountFixture {
  static let text = """
    format: drydock-fixture/1
    summary: A new AWS account with its default network; no cluster yet
    pace: 5s
    network:
      vpcs:
        - {id: vpc-default, cidr: 172.31.0.0/16, default: true}
      subnets:
        - {id: subnet-default-a, vpc: vpc-default, zone: a, cidr: 172.31.0.0/20, maps-public-ip: true, route: internet}
        - {id: subnet-default-b, vpc: vpc-default, zone: b, cidr: 172.31.16.0/20, maps-public-ip: true, route: internet}
        - {id: subnet-default-c, vpc: vpc-default, zone: c, cidr: 172.31.32.0/20, maps-public-ip: true, route: internet}
      security-groups:
        - {id: sg-default, vpc: vpc-default, name: default}
    roles:
    \(CommonPlan.roles)
    images:
    \(CommonPlan.publicImages)
    """
}
