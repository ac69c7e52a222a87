/// Services at the border.
extension CloudAPI { static let serviceHandlers: [String: Handler] = [:] }
