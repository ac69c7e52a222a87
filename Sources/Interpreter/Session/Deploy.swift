/// `aws ecs deploy`: looks the service up, then says that CodeDeploy is not simulated yet.
///
/// In: a parsed deploy. Out: the AWS CLI's own words as far as it comes.
import AWSCommandLine
import Documents

extension Session {
  func carryOut(_ deploy: DeployCall, words: [String]) -> CommandOutput {
    var isThere = false
    let asked = carryOut(deploy.call, words: words, command: "ecs deploy") { walk in
      isThere = walk.fullResult["services"]?.list?.isEmpty == false
      return ""
    }
    let refusal: AWSCommandLine.Refusal
    if asked.exitCode == 254 {
      let error = asked.standardError.split(separator: "[ERROR]: ", maxSplits: 1).last.map(String.init) ?? ""
      refusal = DeployCall.failed(to: "describe ECS service", error)
    } else if asked.exitCode != 0 {
      return asked
    } else {
      refusal = isThere ? DeployCall.withoutCodeDeploy : deploy.serviceNotFound
    }
    var output = asked
    output.standardError = refusal.standardError
    output.exitCode = refusal.exitCode
    return output
  }
}
