/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
/// The texts of all services, one property each.
enum ServiceTable {}

/// The models, each read from its text at first use and kept.
enum TableIndex {
  static let names = ["ecs", "sts", "logs", "ec2", "elbv2", "elb", "iam", "ecr", "application-autoscaling", "cloudwatch", "secretsmanager", "ssm", "servicediscovery", "autoscaling", "events", "codedeploy", "vpc-lattice"]

  private static let ecs = TableReader.model("ecs", ServiceTable.ecs)
  private static let sts = TableReader.model("sts", ServiceTable.sts)
  private static let logs = TableReader.model("logs", ServiceTable.logs)
  private static let ec2 = TableReader.model("ec2", ServiceTable.ec2)
  private static let elbv2 = TableReader.model("elbv2", ServiceTable.elbv2)
  private static let elb = TableReader.model("elb", ServiceTable.elb)
  private static let iam = TableReader.model("iam", ServiceTable.iam)
  private static let ecr = TableReader.model("ecr", ServiceTable.ecr)
  private static let applicationAutoscaling = TableReader.model("application-autoscaling", ServiceTable.applicationAutoscaling)
  private static let cloudwatch = TableReader.model("cloudwatch", ServiceTable.cloudwatch)
  private static let secretsmanager = TableReader.model("secretsmanager", ServiceTable.secretsmanager)
  private static let ssm = TableReader.model("ssm", ServiceTable.ssm)
  private static let servicediscovery = TableReader.model("servicediscovery", ServiceTable.servicediscovery)
  private static let autoscaling = TableReader.model("autoscaling", ServiceTable.autoscaling)
  private static let events = TableReader.model("events", ServiceTable.events)
  private static let codedeploy = TableReader.model("codedeploy", ServiceTable.codedeploy)
  private static let vpcLattice = TableReader.model("vpc-lattice", ServiceTable.vpcLattice)

  static func model(named name: String) -> ServiceModel? {
    switch name {
    case "ecs": ecs
    case "sts": sts
    case "logs": logs
    case "ec2": ec2
    case "elbv2": elbv2
    case "elb": elb
    case "iam": iam
    case "ecr": ecr
    case "application-autoscaling": applicationAutoscaling
    case "cloudwatch": cloudwatch
    case "secretsmanager": secretsmanager
    case "ssm": ssm
    case "servicediscovery": servicediscovery
    case "autoscaling": autoscaling
    case "events": events
    case "codedeploy": codedeploy
    case "vpc-lattice": vpcLattice
    default: nil
    }
  }
}
