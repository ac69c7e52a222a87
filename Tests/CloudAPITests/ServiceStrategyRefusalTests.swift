/// Deployment configurations that are refused, word for word.
///
/// Limits: the project's reference sheet on the ECS runtime, section 3.7; texts without a source there are our own.
import Testing

private func refusal(of configuration: String) throws -> String {
  var cloud = try TestCloud.harbor()
  return try cloud.refusal(
    "CreateService", TestCloud.createInput(more: #", "deploymentConfiguration": {\#(configuration)}"#))
}

@Test(arguments: [
  (
    #""strategy": "BLUE_GREEN""#,
    "bakeTimeInMinutes must be provided with the BLUE_GREEN deployment strategy."
  ),
  (#""strategy": "SHADOW""#, "Deployment strategy should be one of [ROLLING,BLUE_GREEN,LINEAR,CANARY]"),
  (#""bakeTimeInMinutes": 1441"#, "bakeTimeInMinutes must be between 0 and 1440"),
  (
    #""strategy": "LINEAR", "linearConfiguration": {"stepPercent": 2.9}"#,
    "stepPercent of linearConfiguration must be between 3.0 and 100.0"
  ),
  (
    #""strategy": "LINEAR", "linearConfiguration": {"stepBakeTimeInMinutes": 1441}"#,
    "stepBakeTimeInMinutes must be between 0 and 1440"
  ),
  (
    #""strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0}"#,
    "canaryPercent of canaryConfiguration must be between 0.1 and 100.0"
  ),
  (
    #""strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.15}"#,
    "canaryPercent must be a multiple of 0.1 between 0.0 and 100.0"
  ),
  (
    #""strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 1e300}"#,
    "canaryPercent must be a multiple of 0.1 between 0.0 and 100.0"
  ),
  (
    #""alarms": {"alarmNames": [], "enable": true, "rollback": true}"#,
    "alarmNames can not be empty when deployment alarms are enabled."
  ),
  (
    #""lifecycleHooks": [{"targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"]}]"#,
    "Lifecycle hooks are not supported with the ROLLING deployment strategy."
  ),
])
func deploymentConfigurationIsRefused(configuration: String, expected: String) throws {
  #expect(try refusal(of: configuration) == "InvalidParameterException: " + expected)
}

@Test(arguments: [
  (
    #""hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:f", "lifecycleStages": ["PRE_SCALE_UP"]"#,
    "InvalidParameterException: roleArn can not be blank for a lifecycle hook with target type AWS_LAMBDA."
  ),
  (
    #""targetType": "AWS_LAMBDA", "roleArn": "r", "lifecycleStages": ["PRE_SCALE_UP"]"#,
    "InvalidParameterException: hookTargetArn can not be blank for a lifecycle hook with target type AWS_LAMBDA."
  ),
  (
    #""hookTargetArn": "arn:aws:sqs:us-east-1:123456789012:q", "roleArn": "r", "lifecycleStages": ["PRE_SCALE_UP"]"#,
    "InvalidParameterException: hookTargetArn arn:aws:sqs:us-east-1:123456789012:q is not a valid Lambda function ARN."
  ),
  (
    #""targetType": "PAUSE", "lifecycleStages": []"#,
    "InvalidParameterException: lifecycleStages can not be empty."
  ),
  (
    #""targetType": "PAUSE", "lifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]"#,
    "InvalidParameterException: A lifecycle hook with target type PAUSE is not supported at the "
      + "PRODUCTION_TRAFFIC_SHIFT stage."
  ),
  (
    #""targetType": "PAUSE", "lifecycleStages": ["SCALE_UP"]"#,
    "InvalidParameterException: Lifecycle hook stage should be one of [RECONCILE_SERVICE,PRE_SCALE_UP,POST_SCALE_UP,"
      + "TEST_TRAFFIC_SHIFT,POST_TEST_TRAFFIC_SHIFT,PRE_PRODUCTION_TRAFFIC_SHIFT,PRODUCTION_TRAFFIC_SHIFT,"
      + "POST_PRODUCTION_TRAFFIC_SHIFT]"
  ),
  (
    #""targetType": "PAUSE", "lifecycleStages": ["PRE_SCALE_UP"], "timeoutConfiguration": {"timeoutInMinutes": 20161}"#,
    "InvalidParameterException: timeoutInMinutes must be between 1 and 20160"
  ),
])
func aLifecycleHookIsRefused(hook: String, expected: String) throws {
  #expect(
    try refusal(of: #""strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [{\#(hook)}]"#) == expected)
}

@Test func daemonsAreUpdatedByRolling() throws {
  var cloud = try TestCloud.harbor()
  #expect(
    try cloud.refusal(
      "CreateService",
      #"{"cluster": "harbor", "serviceName": "h", "taskDefinition": "host", "schedulingStrategy": "DAEMON", "#
        + #""deploymentConfiguration": {"strategy": "CANARY"}}"#)
      == "InvalidParameterException: The daemon scheduling strategy does not support the CANARY deployment strategy.")
}
