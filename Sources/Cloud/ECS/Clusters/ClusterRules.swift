/// What can be done with clusters.
extension Region {
  mutating func forgetCluster(_ name: String) {}
}
