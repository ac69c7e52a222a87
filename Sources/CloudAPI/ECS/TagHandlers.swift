/// Tags at the border.
extension CloudAPI { static let tagHandlers: [String: Handler] = [:] }
