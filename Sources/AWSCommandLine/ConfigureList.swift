/// `aws configure list`: what the command line is set to.
///
/// In: the environment. Out: the AWS CLI's table. There are no credentials here, so none are shown.

enum ConfigureList {
  static func text(_ environment: Environment) -> String {
    let rows = [
      ("NAME", "VALUE", "TYPE", "LOCATION"),
      (
        "profile", environment.profile ?? "<not set>", environment.profile == nil ? "None" : "env",
        environment.profile == nil ? "None" : "AWS_PROFILE"
      ),
      ("access_key", "<not set>", "None", "None"), ("secret_key", "<not set>", "None", "None"),
      (
        "region", environment.region ?? "<not set>", environment.region == nil ? "None" : "env",
        environment.region == nil ? "None" : "AWS_REGION"
      ),
    ]
    return rows.map { name, value, type, location in
      "\(padded(name, 10)) : \(padded(value, 24)) : \(padded(type, 16)) : \(location)\n"
    }.joined()
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
