import Foundation
import Workspace

/// A data folder that goes with the test.
final class TemporaryFolder {
  let path: String
  var place: Store.Place { .directory(DataFolder(path: path)) }

  init() throws {
    path = NSTemporaryDirectory() + "drydock-wire-" + UUID().uuidString
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
}
