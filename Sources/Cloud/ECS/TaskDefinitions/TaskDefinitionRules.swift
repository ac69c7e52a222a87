/// What can be done with task definitions.
extension Region {
  mutating func removeTaskDefinition(family: String, revision: Int) {}
}
