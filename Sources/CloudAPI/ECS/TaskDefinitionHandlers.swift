/// TaskDefinitions at the border.
extension CloudAPI { static let taskDefinitionHandlers: [String: Handler] = [:] }
