/// What exists before the first command: network, images, roles and log groups of a fixture.
///
/// Clusters, task definitions and services are not here: a fixture makes them by ordinary commands.
package struct StartingPlan: Sendable {
  package var network: Network
  package var images: ImageCatalogue
  package var identity: Identity
  package var logs: LogGroups

  package init(network: Network, images: ImageCatalogue, identity: Identity, logs: LogGroups) {
    self.network = network
    self.images = images
    self.identity = identity
    self.logs = logs
  }
}
