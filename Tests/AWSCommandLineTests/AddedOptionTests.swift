/// Options that the AWS CLI adds to the model's. Source: awscli `customizations/ec2`,
/// `customizations/putmetricdata.py`.
import AWSCommandLine
import Testing

@Suite struct AddedOptionTests {
  @Test func aCountIsOneNumberOrTwo() {
    let base = "ec2 run-instances --image-id ami-1"
    #expect(parse("\(base)").inputText == #"{"ImageId":"ami-1","MaxCount":1,"MinCount":1}"#)
    #expect(parse("\(base) --count 2").inputText == #"{"ImageId":"ami-1","MinCount":2,"MaxCount":2}"#)
    #expect(parse("\(base) --count 1:3").inputText == #"{"ImageId":"ami-1","MinCount":1,"MaxCount":3}"#)
    #expect(
      parse("\(base) --count many").refusal?.standardError
        == "\naws: [ERROR]: count parameter should be of form min[:max] (e.g. 1 or 1:10)\n")
  }

  @Test func aPublicAddressMovesTheSubnetIntoTheInterface() {
    #expect(
      parse("ec2 run-instances --image-id ami-1 --subnet-id subnet-1 --associate-public-ip-address").inputText
        == #"{"ImageId":"ami-1","NetworkInterfaces":[{"DeviceIndex":0,"AssociatePublicIpAddress":true,"#
        + #""SubnetId":"subnet-1"}],"MaxCount":1,"MinCount":1}"#)
  }

  @Test(arguments: ["authorize", "revoke"], ["ingress", "egress"])
  func aRuleIsMadeOfShortOptions(verb: String, direction: String) {
    let base = "ec2 \(verb)-security-group-\(direction) --group-id sg-1"
    #expect(
      parse("\(base) --protocol tcp --port 80 --cidr 0.0.0.0/0").inputText
        == #"{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"#
        + #""IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}"#)
    #expect(
      parse("\(base) --protocol all --source-group sg-2").inputText
        == #"{"GroupId":"sg-1","IpPermissions":[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupId":"sg-2"}]}]}"#)
    #expect(
      parse("\(base) --protocol tcp --port 8000-x").refusal?.standardError
        == "\naws: [ERROR]: port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)\n")
    #expect(
      parse("\(base) --ip-permissions IpProtocol=tcp --port 80").refusal?.standardError.contains(
        "The --port option is not compatible with the --ip-permissions option") == true)
  }

  @Test func aDatumIsMadeOfShortOptions() {
    let base = "cloudwatch put-metric-data --namespace Shop"
    #expect(
      parse("\(base) --metric-name Orders --value 5 --unit Count --dimensions Shop=a,Till=2").inputText
        == #"{"Namespace":"Shop","MetricData":[{"MetricName":"Orders","Unit":"Count","Value":5.0,"#
        + #""Dimensions":[{"Name":"Shop","Value":"a"},{"Name":"Till","Value":"2"}]}]}"#)
    #expect(
      parse("\(base) --metric-name Orders --statistic-values SampleCount=2,Sum=9,Minimum=4,Maximum=5").inputText
        == #"{"Namespace":"Shop","MetricData":[{"MetricName":"Orders","StatisticValues":"#
        + #"{"SampleCount":2.0,"Sum":9.0,"Minimum":4.0,"Maximum":5.0}}]}"#)
    #expect(
      parse("\(base) --metric-data MetricName=a,Value=1 --metric-name b --value 2").refusal?.standardError
        == "\naws: [ERROR]: The key \"metric_name\" cannot be specified when one of the following keys are also "
        + "specified: metric_data\n")
    #expect(
      parse("\(base) --metric-name a --value much").refusal?.standardError
        == "\naws: [ERROR]: [<class 'decimal.ConversionSyntax'>]\n")
  }

  @Test func helpNamesThem() {
    let text = HelpPage.text(for: .operation(service: "ec2", operation: "RunInstances"))
    #expect(text.contains("--count (string)"))
    #expect(!text.contains("--min-count"))
  }
}
