/// What AWS CLI v2 prints when the service refuses.
///
/// In: a failure's code, message and further members. Out: the text for standard error and exit code 254.
/// Source: AWS CLI 2.36.7's default ("enhanced") error format, by observation; botocore's wording of a service error.
import Documents

extension Output {
  /// - Parameters:
  ///   - members: the error's members besides its message (`resourceIds`).
  ///   - operation: the operation's name in the model: "ListTasks".
  ///   - isServerFault: whether the service is to blame; such calls were tried three times in all.
  package static func error(
    code: String, message: String?, members: Document.Object = [:], operation: String, isServerFault: Bool = false
  ) -> Refusal {
    let retries = isServerFault || throttlingCodes.contains(code) ? " (reached max retries: 2)" : ""
    var text = "\naws: [ERROR]: An error occurred (\(code)) when calling the \(operation) operation\(retries): "
    text += (message ?? "") + "\n"
    let details = members.members.filter { $0.key != "message" && $0.key != "Message" && !$0.value.isNull }
    if !details.isEmpty {
      text += "\nAdditional error details:\n"
      for detail in details { text += "\(detail.key): \(inline(detail.value))\n" }
    }
    var refusal = Refusal(standardError: text, exitCode: 254)
    for detail in details { refusal.members[detail.key] = detail.value }
    return refusal
  }

  /// Codes that botocore's standard retry mode tries again.
  private static let throttlingCodes: Set<String> = [
    "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "RequestThrottled",
    "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException",
    "SlowDown", "PriorRequestNotComplete", "TransactionInProgressException", "EC2ThrottledException",
    "ProvisionedThroughputExceededException",
  ]

  private static func inline(_ value: Document) -> String {
    switch value {
    case .list(let elements): "[" + elements.map(\.pythonText).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.members.map { "\($0.key): \($0.value.pythonText)" }.joined(separator: ", ") + "}"
    case .null, .boolean, .integer, .decimal, .string: value.pythonText
    }
  }
}
