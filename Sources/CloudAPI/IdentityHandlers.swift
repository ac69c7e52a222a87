/// AWS STS at the border.
extension CloudAPI { static let identityHandlers: [String: Handler] = [:] }
