/// The help of all services, each read from its text at first use and kept.
///
/// In: a service's name. Out: its help. Holds no text itself: that is in the files beside it, one property a service.

enum HelpText {}

enum HelpIndex {
  private static let ecs = ServiceHelp(HelpText.ecs)
  private static let sts = ServiceHelp(HelpText.sts)
  private static let logs = ServiceHelp(HelpText.logs)
  private static let ec2 = ServiceHelp(HelpText.ec2)
  private static let elbv2 = ServiceHelp(HelpText.elbv2)
  private static let elb = ServiceHelp(HelpText.elb)
  private static let iam = ServiceHelp(HelpText.iam)
  private static let ecr = ServiceHelp(HelpText.ecr)
  private static let applicationAutoscaling = ServiceHelp(HelpText.applicationAutoscaling)
  private static let cloudwatch = ServiceHelp(HelpText.cloudwatch)
  private static let secretsmanager = ServiceHelp(HelpText.secretsmanager)
  private static let ssm = ServiceHelp(HelpText.ssm)
  private static let vpcLattice = ServiceHelp(HelpText.vpcLattice)
  private static let servicediscovery = ServiceHelp(HelpText.servicediscovery)
  private static let autoscaling = ServiceHelp(HelpText.autoscaling)
  private static let events = ServiceHelp(HelpText.events)
  private static let codedeploy = ServiceHelp(HelpText.codedeploy)

  static func help(named service: String) -> ServiceHelp? {
    switch service {
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
    case "vpc-lattice": vpcLattice
    case "servicediscovery": servicediscovery
    case "autoscaling": autoscaling
    case "events": events
    case "codedeploy": codedeploy
    default: nil
    }
  }
}
