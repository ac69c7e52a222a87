/// Clusters at the border (CreateCluster, DescribeClusters …).
extension CloudAPI { static let clusterHandlers: [String: Handler] = [:] }
