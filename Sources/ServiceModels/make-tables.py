#!/usr/bin/env python3
"""Make the service tables in Tables/ from the public botocore package.

Takes no arguments.  Finds botocore by importing it.  Newer/ holds, in botocore's own form
for additions, what the service has and this botocore does not know yet.  Keeps names, types, limits and
wire facts; no line of documentation.  One line per fact, in the model's order:

  @key value                                metadata
  =Name,Name                                operations of the service that have no line here
  >Name Input Output|- [flags] !Err,Err     operation; flags: idempotent deprecated readonly wrapper=X
                                            http=METHOD,PATH,STATUS (REST protocols)
  <inputs outputs limit|- results more|-    its paginator (comma-separated)
  ?Name Operation delay attempts            waiter
  :state matcher expected TAB argument      one of its acceptors, expected as JSON
  {Name [flags]                             structure, followed by its members:
   name Shape [flags]                         flags: token deprecated name=X query=X in=X (REST protocols)
  [Name Element [flags]                     list
  %Name Key Value                           map
  "Name #Name L B D F T X                   string, integer, long, boolean, double, float, timestamp, blob
    flags of shapes: min=N max=N required=a,b enum=a,b sensitive deprecated exception fault
                     union document code=X status=N element=X time=X (REST protocols)
  ~pattern                                  pattern of the shape before it
"""
import gzip
import json
import os

import botocore
import botocore.utils

HERE = os.path.dirname(os.path.abspath(__file__))
TABLES = os.path.join(HERE, "Tables")
DATA = os.path.join(os.path.dirname(os.path.abspath(botocore.__file__)), "data")
NEWER = os.path.join(HERE, "Newer")

# Service -> operations; None is all of them.  Other services carry what a course on ECS touches.
SERVICES = {
    "ecs": None,
    "sts": "GetCallerIdentity AssumeRole",
    "logs": "CreateLogGroup DeleteLogGroup DescribeLogGroups CreateLogStream DescribeLogStreams PutLogEvents "
            "GetLogEvents FilterLogEvents PutRetentionPolicy ListTagsForResource TagResource UntagResource "
            "ListTagsLogGroup TagLogGroup UntagLogGroup DeleteRetentionPolicy DeleteLogStream",
    "ec2": "DescribeVpcs DescribeVpcAttribute DescribeSubnets DescribeRouteTables DescribeSecurityGroups "
           "CreateSecurityGroup DeleteSecurityGroup AuthorizeSecurityGroupIngress DescribeInstances "
           "DescribeInstanceStatus DescribeNetworkInterfaces "
           "DescribeAvailabilityZones DescribeManagedPrefixLists RunInstances TerminateInstances "
           "CreateLaunchTemplate CreateLaunchTemplateVersion DescribeLaunchTemplates DescribeLaunchTemplateVersions "
           "ModifyLaunchTemplate DeleteLaunchTemplate DescribeInstanceAttribute AuthorizeSecurityGroupEgress "
           "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateVpc DeleteVpc CreateSubnet DeleteSubnet "
           "ModifySubnetAttribute CreateRouteTable DeleteRouteTable CreateRoute ReplaceRoute DeleteRoute "
           "AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation CreateInternetGateway "
           "DescribeInternetGateways AttachInternetGateway DetachInternetGateway DeleteInternetGateway "
           "CreateNatGateway DescribeNatGateways DeleteNatGateway AllocateAddress DescribeAddresses ReleaseAddress "
           "CreateTags DeleteTags DescribeTags DeleteLaunchTemplateVersions ModifyVpcAttribute",
    "elbv2": "CreateLoadBalancer DescribeLoadBalancers DeleteLoadBalancer CreateTargetGroup DescribeTargetGroups "
             "ModifyTargetGroup DeleteTargetGroup ModifyTargetGroupAttributes DescribeTargetGroupAttributes "
             "CreateListener DescribeListeners ModifyListener DeleteListener CreateRule DescribeRules ModifyRule "
             "DeleteRule RegisterTargets DeregisterTargets DescribeTargetHealth DescribeLoadBalancerAttributes "
             "ModifyLoadBalancerAttributes AddTags RemoveTags DescribeTags",
    "elb": "CreateLoadBalancer DescribeLoadBalancers DeleteLoadBalancer RegisterInstancesWithLoadBalancer "
           "DeregisterInstancesFromLoadBalancer DescribeInstanceHealth ConfigureHealthCheck CreateLoadBalancerListeners "
           "DeleteLoadBalancerListeners AttachLoadBalancerToSubnets DetachLoadBalancerFromSubnets "
           "ApplySecurityGroupsToLoadBalancer DescribeLoadBalancerAttributes ModifyLoadBalancerAttributes AddTags "
           "RemoveTags DescribeTags",
    "iam": "CreateRole GetRole ListRoles DeleteRole AttachRolePolicy DetachRolePolicy ListAttachedRolePolicies "
           "PutRolePolicy GetRolePolicy ListRolePolicies DeleteRolePolicy CreateServiceLinkedRole "
           "DeleteServiceLinkedRole GetServiceLinkedRoleDeletionStatus "
           "CreateInstanceProfile AddRoleToInstanceProfile GetInstanceProfile ListInstanceProfilesForRole "
           "RemoveRoleFromInstanceProfile DeleteInstanceProfile UpdateAssumeRolePolicy UpdateRole TagRole UntagRole "
           "ListRoleTags",
    "ecr": "CreateRepository DescribeRepositories DeleteRepository ListImages DescribeImages BatchGetImage PutImage "
           "BatchDeleteImage GetAuthorizationToken PutImageTagMutability GetRepositoryPolicy GetLifecyclePolicy "
           "ListTagsForResource",
    "application-autoscaling": "RegisterScalableTarget DescribeScalableTargets DeregisterScalableTarget "
                               "PutScalingPolicy DescribeScalingPolicies DeleteScalingPolicy "
                               "DescribeScalingActivities PutScheduledAction DescribeScheduledActions "
                               "DeleteScheduledAction",
    "cloudwatch": "PutMetricAlarm PutCompositeAlarm DescribeAlarms DeleteAlarms SetAlarmState DescribeAlarmHistory ListMetrics "
                  "GetMetricStatistics GetMetricData PutMetricData",
    "secretsmanager": "CreateSecret GetSecretValue DescribeSecret ListSecrets PutSecretValue UpdateSecret "
                      "DeleteSecret GetResourcePolicy",
    "ssm": "PutParameter GetParameter GetParameters GetParametersByPath DescribeParameters DeleteParameter "
           "DeleteParameters "
           "ListTagsForResource StartSession",
    "servicediscovery": "CreatePrivateDnsNamespace CreateHttpNamespace ListNamespaces GetNamespace DeleteNamespace "
                        "CreateService GetService ListServices DeleteService ListInstances DiscoverInstances "
                        "GetInstancesHealthStatus GetOperation",
    "autoscaling": "CreateAutoScalingGroup DescribeAutoScalingGroups UpdateAutoScalingGroup SetDesiredCapacity "
                   "DeleteAutoScalingGroup DescribeScalingActivities SetInstanceProtection "
                   "DescribeAutoScalingInstances DescribePolicies DescribeLifecycleHooks SetInstanceHealth "
                   "TerminateInstanceInAutoScalingGroup StartInstanceRefresh DescribeInstanceRefreshes "
                   "CancelInstanceRefresh "
                   "AttachLoadBalancerTargetGroups DetachLoadBalancerTargetGroups "
                   "DescribeLoadBalancerTargetGroups AttachLoadBalancers DetachLoadBalancers DescribeLoadBalancers "
                   "CreateOrUpdateTags DeleteTags DescribeTags EnableMetricsCollection DisableMetricsCollection",
    "events": "PutRule PutTargets ListRules DescribeRule ListTargetsByRule RemoveTargets DeleteRule PutEvents EnableRule "
              "DisableRule ListRuleNamesByTarget TestEventPattern",
    "codedeploy": "CreateApplication GetApplication ListApplications DeleteApplication CreateDeploymentGroup "
                  "GetDeploymentGroup ListDeploymentGroups DeleteDeploymentGroup CreateDeployment GetDeployment "
                  "GetDeploymentTarget ListDeployments ContinueDeployment StopDeployment",
    "vpc-lattice": "CreateTargetGroup GetTargetGroup ListTargetGroups UpdateTargetGroup DeleteTargetGroup "
                   "RegisterTargets DeregisterTargets ListTargets CreateService GetService ListServices DeleteService "
                   "CreateListener GetListener ListListeners UpdateListener DeleteListener TagResource UntagResource "
                   "ListTagsForResource CreateRule GetRule ListRules UpdateRule DeleteRule CreateServiceNetwork "
                   "GetServiceNetwork ListServiceNetworks UpdateServiceNetwork DeleteServiceNetwork "
                   "CreateServiceNetworkServiceAssociation GetServiceNetworkServiceAssociation "
                   "ListServiceNetworkServiceAssociations DeleteServiceNetworkServiceAssociation "
                   "CreateServiceNetworkVpcAssociation GetServiceNetworkVpcAssociation "
                   "ListServiceNetworkVpcAssociations UpdateServiceNetworkVpcAssociation "
                   "DeleteServiceNetworkVpcAssociation",
}

# Operations that a newer botocore than the tables' knows (1.44.8): named, so that nothing real is called unknown.
NEWEST = {
    "ecs": "AssociateGatewayWithCluster CreateGateway DeleteGateway DescribeGateway DescribeGatewayResources "
           "DescribeGatewayRoute DisassociateGatewayFromCluster ListGatewayClusterAssociations ListGatewayRoutes "
           "ListGateways UpdateGateway",
}

# Of several protocols a client takes the first it knows in this order.
PROTOCOLS = ("json", "rest-json", "rest-xml", "query", "ec2")
SCALARS = {"string": '"', "integer": "#", "long": "L", "boolean": "B", "double": "D", "float": "F",
           "timestamp": "T", "blob": "X"}
METADATA = ("serviceId", "serviceFullName", "apiVersion", "targetPrefix", "jsonVersion", "endpointPrefix",
            "signingName", "xmlNamespace")


def load(service, name):
    base = os.path.join(DATA, service)
    stem = os.path.join(base, sorted(os.listdir(base))[-1], name + ".json")
    for path, opener in ((stem + ".gz", gzip.open), (stem, open)):
        if os.path.exists(path):
            with opener(path, "rt", encoding="utf-8") as file:
                return json.load(file)
    return {}


def with_newer(service, model):
    """The model with the additions that Newer/ has for it, merged as botocore merges them."""
    version = sorted(os.listdir(os.path.join(DATA, service)))[-1]
    path = os.path.join(NEWER, service, version, "service-2.sdk-extras.json")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            botocore.utils.deep_merge(model, json.load(file)["merge"])
    return model


def word(text):
    """A field must not hold what separates fields."""
    text = str(text)
    if not text or any(c in text for c in " \t\n"):
        raise SystemExit("cannot write %r as one field" % text)
    return text


def words(values):
    values = [values] if isinstance(values, str) else list(values)
    if any("," in value for value in values):
        raise SystemExit("cannot write %r as a list" % values)
    return ",".join(word(value) for value in values)


def flags(pairs):
    out = []
    for name, value in pairs:
        if value is True:
            out.append(name)
        elif value is not None and value is not False:
            out.append("%s=%s" % (name, word(value)))
    return "".join(" " + flag for flag in out)


def spoken_protocol(meta):
    offered = meta.get("protocols", [meta["protocol"]])
    return next(p for p in PROTOCOLS if p in offered)


def metadata_lines(meta):
    rows = [(key, meta[key]) for key in METADATA if key in meta]
    rows.append(("spokenProtocol", spoken_protocol(meta)))
    if "awsQueryCompatible" in meta:
        rows.append(("isQueryCompatible", "true"))
    return ["@%s %s" % row for row in rows]


def operation_lines(name, operation, paginator, rest):
    output, http = operation.get("output", {}), operation["http"]
    line = ">%s %s %s" % (name, word(operation["input"]["shape"]), word(output.get("shape", "-")))
    line += flags([("idempotent", operation.get("idempotent")), ("deprecated", operation.get("deprecated")),
                   ("readonly", operation.get("readonly")), ("wrapper", output.get("resultWrapper")),
                   ("http", words([http["method"], http["requestUri"], str(http.get("responseCode", 200))])
                    if rest else None)])
    line += " !" + words(error["shape"] for error in operation.get("errors", []))
    lines = [line]
    if paginator:
        lines.append("<%s %s %s %s %s" % (
            words(paginator["input_token"]), words(paginator["output_token"]), word(paginator.get("limit_key", "-")),
            words(paginator["result_key"]), word(paginator.get("more_results", "-"))))
    return lines


def waiter_lines(name, waiter):
    yield "?%s %s %d %d" % (name, waiter["operation"], waiter["delay"], waiter["maxAttempts"])
    for a in waiter["acceptors"]:
        yield ":%s %s %s\t%s" % (a["state"], a["matcher"], json.dumps(a["expected"]), a.get("argument", ""))


def shape_lines(name, shape, rest):
    kind, error = shape["type"], shape.get("error", {})
    common = flags([
        ("min", shape.get("min")), ("max", shape.get("max")),
        ("required", words(shape["required"]) if shape.get("required") else None),
        ("enum", words(shape["enum"]) if shape.get("enum") else None),
        ("sensitive", shape.get("sensitive")), ("deprecated", shape.get("deprecated")),
        ("exception", shape.get("exception")), ("fault", shape.get("fault")), ("union", shape.get("union")),
        ("document", shape.get("document")), ("code", error.get("code")), ("status", error.get("httpStatusCode")),
        ("element", shape.get("member", {}).get("locationName")),
        ("time", shape.get("timestampFormat") if rest else None)])
    if kind == "structure":
        if rest and shape.get("payload"):
            raise SystemExit("%s has a payload: the format has no flag for it yet" % name)
        yield "{%s%s" % (name, common)
        for member, reference in shape["members"].items():
            yield " %s %s%s" % (member, reference["shape"], flags([
                ("token", reference.get("idempotencyToken")), ("deprecated", reference.get("deprecated")),
                ("name", reference.get("locationName")), ("query", reference.get("queryName")),
                ("in", reference.get("location") if rest else None)]))
    elif kind == "list":
        if shape.get("flattened"):
            raise SystemExit("%s is a flattened list: the format has no flag for it yet" % name)
        yield "[%s %s%s" % (name, shape["member"]["shape"], common)
    elif kind == "map":
        yield "%%%s %s %s%s" % (name, shape["key"]["shape"], shape["value"]["shape"], common)
    else:
        yield SCALARS[kind] + name + common
    if shape.get("pattern"):
        yield "~" + shape["pattern"]


def reachable(shapes, roots):
    seen, stack = set(), list(roots)
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            shape = shapes[name]
            stack += [r["shape"] for r in shape.get("members", {}).values()]
            stack += [shape[k]["shape"] for k in ("member", "key", "value") if k in shape]
    return seen


def table(service, wanted):
    model = with_newer(service, load(service, "service-2"))
    names = list(model["operations"]) if wanted is None else wanted.split()
    missing = [name for name in names if name not in model["operations"]]
    if missing:
        raise SystemExit("%s has no %s" % (service, ", ".join(missing)))
    operations = {name: model["operations"][name] for name in model["operations"] if name in names}
    roots = []
    for operation in operations.values():
        roots += [operation[k]["shape"] for k in ("input", "output") if k in operation]
        roots += [error["shape"] for error in operation.get("errors", [])]
    used = set(model["shapes"]) if wanted is None else reachable(model["shapes"], roots)
    paginators = load(service, "paginators-1").get("pagination", {})
    rest = spoken_protocol(model["metadata"]).startswith("rest-")
    lines = metadata_lines(model["metadata"])
    others = [name for name in model["operations"] if name not in operations] + NEWEST.get(service, "").split()
    if others:
        lines.append("=" + words(others))
    for name, operation in operations.items():
        lines += operation_lines(name, operation, paginators.get(name), rest)
    for name, waiter in load(service, "waiters-2").get("waiters", {}).items():
        if waiter["operation"] in operations:
            lines += waiter_lines(name, waiter)
    for name, shape in model["shapes"].items():
        if name in used:
            lines += shape_lines(name, shape, rest)
    return lines


def swift_name(service):
    head, *tail = service.split("-")
    return head + "".join(part.capitalize() for part in tail)


def write(name, text):
    path = os.path.join(TABLES, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    print("%s: %d bytes" % (name, os.path.getsize(path)))


def main():
    os.makedirs(TABLES, exist_ok=True)
    made = ("/// Made by make-tables.py (which describes the form) from botocore %s. Do not edit.\n"
            "// swift-format-ignore-file\n" % botocore.__version__)
    for service, wanted in SERVICES.items():
        text = "\n".join(table(service, wanted))
        if '"""#' in text:
            raise SystemExit("%s would end its literal early" % service)
        write("Table+%s.swift" % service, "%sextension ServiceTable {\n"
              "  static let %s = #\"\"\"\n%s\n\"\"\"#\n}\n" % (made, swift_name(service), text))
    names = ", ".join('"%s"' % service for service in SERVICES)
    models = "".join("  private static let %s = TableReader.model(\"%s\", ServiceTable.%s)\n" % (
        swift_name(s), s, swift_name(s)) for s in SERVICES)
    cases = "".join("    case \"%s\": %s\n" % (s, swift_name(s)) for s in SERVICES)
    write("TableIndex.swift", "%s"
          "/// The texts of all services, one property each.\nenum ServiceTable {}\n\n"
          "/// The models, each read from its text at first use and kept.\nenum TableIndex {\n"
          "  static let names = [%s]\n\n%s\n  static func model(named name: String) -> ServiceModel? {\n"
          "    switch name {\n%s    default: nil\n    }\n  }\n}\n" % (made, names, models, cases))


if __name__ == "__main__":
    main()
