/// What the tests of this target share: requests, folders that go away, and a view of a sandbox to compare.
import Cloud
import CloudAPI
import Documents
import Foundation
import SimulationKit

@testable import Workspace

func createCluster(_ name: String) -> ServiceRequest {
  ServiceRequest(operation: "CreateCluster", input: ["clusterName": .string(name)])
}
func deleteCluster(_ name: String) -> ServiceRequest {
  ServiceRequest(operation: "DeleteCluster", input: ["cluster": .string(name)])
}
let listClusters = ServiceRequest(operation: "ListClusters", input: [:])
/// Refused: there is no such cluster.
let deleteNothing = deleteCluster("nothing")

extension Sandbox {
  @discardableResult
  func create(_ cluster: String, origin: Origin = .shell, pace: Duration = .seconds(5)) throws -> Performed {
    try perform(
      createCluster(cluster), typed: "aws ecs create-cluster --cluster-name \(cluster)", origin: origin, pace: pace)
  }

  /// The clusters' names, in the order of the service's answer.
  var clusters: [String] {
    get throws {
      guard case .success(let reply) = try look(listClusters) else { return [] }
      let names = reply["clusterArns"]?.list?.compactMap(\.string) ?? []
      return names.compactMap { $0.split(separator: "/").last.map(String.init) }
    }
  }

  var worldDigest: UInt64 { CloudAPI.digest(of: world) }
}

/// A folder that is removed with the value's last owner.
final class TemporaryFolder {
  let path: String
  var data: DataFolder { DataFolder(path: path + "/data") }
  var store: String { data.path + "/drydock.sqlite" }

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }

  func open(_ options: SandboxOptions = SandboxOptions()) throws -> Sandbox {
    try Sandbox.open(options, in: Store.open(.directory(data)))
  }
}

/// In memory, from `account`.
func newSandbox() throws -> Sandbox { try Sandbox.rehearsal(fixture: Fixture.builtIn(named: "account")) }

/// The message of the `WorkspaceError` that `body` throws; empty where it throws none.
func message(_ body: () throws -> Void) -> String {
  do { try body() } catch let error as WorkspaceError { return error.message } catch {
    return "another error: \(error)"
  }
  return ""
}
