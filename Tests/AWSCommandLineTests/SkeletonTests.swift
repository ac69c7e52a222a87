/// Blank inputs and sample replies: members in model order, values by type.
import AWSCommandLine
import Testing

@Suite struct SkeletonTests {
  private func skeleton(_ line: String) -> String? {
    if case .skeleton(let text) = parse(line) { text } else { nil }
  }

  @Test func aBlankInputNeedsNothingAndAsksNobody() {
    #expect(
      skeleton("ecs stop-task --generate-cli-skeleton")
        == "{\n    \"cluster\": \"\",\n    \"task\": \"\",\n    \"reason\": \"\"\n}\n")
    #expect(
      skeleton("ecs create-cluster --generate-cli-skeleton input")?.hasPrefix(
        """
        {
            "clusterName": "",
            "tags": [
                {
                    "key": "",
                    "value": ""
                }
            ],
            "settings": [
                {
                    "name": "containerInsights",
                    "value": ""
                }
            ],
        """) == true)
    #expect(
      skeleton("ecs list-service-deployments --generate-cli-skeleton")?.contains("\"1970-01-01T00:00:00\"") == true)
    #expect(skeleton("ecs run-task --generate-cli-skeleton")?.contains("\"enableECSManagedTags\": true") == true)
  }

  @Test func aSampleReplyCarriesNames() {
    #expect(
      skeleton("ecs list-clusters --generate-cli-skeleton output")
        == "{\n    \"clusterArns\": [\n        \"String\"\n    ],\n    \"nextToken\": \"nextToken\"\n}\n")
    #expect(
      message(parse("ecs stop-task --generate-cli-skeleton output"))?.hasPrefix("the following arguments") == true)
    #expect(skeleton("ecs list-clusters --generate-cli-skeleton output --query clusterArns[0]") == "\"String\"\n")
  }

  @Test func yamlSaysWhatIsRequired() {
    #expect(
      skeleton("ecs stop-task --generate-cli-skeleton yaml-input")
        == """
        cluster: ''  # The cluster's name or ARN; "default" when left out
        task: '' # [REQUIRED] The task's id or ARN
        reason: '' # Why; shown as stoppedReason

        """)
    #expect(
      skeleton("ecs tag-resource --generate-cli-skeleton yaml-input")?.hasSuffix(
        "team,value=web\n- key: ''  # The name of a label\n  value: ''\n")
        == true)
  }

  @Test func yamlMarksWhatIsRequiredInDepth() {
    let text = skeleton("ecs create-cluster --generate-cli-skeleton yaml-input") ?? ""
    #expect(text.contains("\n- capacityProvider: ''  # [REQUIRED]"))
    #expect(text.contains("\n  namespace: ''  # [REQUIRED]"))
  }

  @Test func timesOfASampleHaveNoZone() {
    #expect(
      skeleton("ecs list-daemons --generate-cli-skeleton output")?.contains("\"createdAt\": \"1970-01-01T00:00:00\"")
        == true)
    #expect(
      skeleton("ecs list-daemons --generate-cli-skeleton output --output text")
        == "nextToken\nDAEMONSUMMARIESLIST\t1970-01-01 00:00:00\tdaemonArn\tstatus\t1970-01-01 00:00:00\n")
  }

  @Test func anUnknownKindOfSkeleton() {
    #expect(
      message(parse("ecs stop-task --generate-cli-skeleton x"))
        == "argument --generate-cli-skeleton: Found invalid choice 'x'\n\n\n" + usage)
  }
}
