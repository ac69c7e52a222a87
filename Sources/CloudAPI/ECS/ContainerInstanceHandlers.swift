/// ContainerInstances at the border.
extension CloudAPI { static let containerInstanceHandlers: [String: Handler] = [:] }
