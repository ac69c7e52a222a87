/// Tasks at the border.
extension CloudAPI { static let taskHandlers: [String: Handler] = [:] }
