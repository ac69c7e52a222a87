/// One AWS service's interface as data: operations, shapes, paginators and waiters.
///
/// In: the text table of a service (`Tables/`), made by `make-tables.py` from the public botocore package.
/// Out: typed values to parse, validate, complete and print by. Never says what an operation does.
import Documents

package struct ServiceModel: Sendable {
  /// The name a learner types after `aws`: "ecs", "sts", "logs" …
  package let name: String
  package let metadata: Metadata
  /// In the model's order.
  package let operations: [Operation]
  /// Names of operations that the service has and this table does not.
  package let otherOperationNames: [String]
  /// In the model's order.
  package let waiters: [Waiter]

  /// The shapes by number.
  package let layouts: ShapeLayouts

  private let shapes: [String: Shape]
  private let operationsByName: [String: Int]

  init(
    name: String, metadata: Metadata, operations: [Operation], otherOperationNames: [String], waiters: [Waiter],
    shapes: [Shape]
  ) {
    self.name = name
    self.metadata = metadata
    self.operations = operations
    self.otherOperationNames = otherOperationNames
    self.waiters = waiters
    let shapesByName = Dictionary(shapes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.shapes = shapesByName
    layouts = ShapeLayouts(shapesByName)
    var byName: [String: Int] = [:]
    for (index, operation) in operations.enumerated() {
      byName[operation.name] = index
      byName[operation.commandName] = index
    }
    operationsByName = byName
  }

  /// The services that have a table, the one this course is about first.
  package static var names: [String] { TableIndex.names }

  /// The model of a service, read from its table at first use and kept; nil where no table has that name.
  package static func named(_ name: String) -> ServiceModel? { TableIndex.model(named: name) }

  /// - Parameter name: as in the model: "CreateCluster".
  package func operation(named name: String) -> Operation? {
    operationsByName[name].map { operations[$0] }.flatMap { $0.name == name ? $0 : nil }
  }

  /// - Parameter commandName: as typed: "create-cluster".
  package func operation(commandName: String) -> Operation? {
    operationsByName[commandName].map { operations[$0] }.flatMap { $0.commandName == commandName ? $0 : nil }
  }

  package func shape(_ name: String) -> Shape? { shapes[name] }

  /// How many shapes the table holds.
  package var shapeCount: Int { shapes.count }

  /// The members of a structure; empty for any other shape.
  package func members(of shapeName: String) -> [Member] { shape(shapeName)?.members ?? [] }

  /// The members of the operation's input in model order: what becomes its options.
  package func inputMembers(of operation: Operation) -> [Member] { members(of: operation.input) }

  /// - Parameter commandName: as typed after `wait`: "services-stable".
  package func waiter(commandName: String) -> Waiter? { waiters.first { $0.commandName == commandName } }
}

extension ServiceModel {
  /// What the wire layer has to know of a service.
  package struct Metadata: Hashable, Sendable {
    /// "ECS", "CloudWatch Logs".
    package let serviceId: String
    /// "Amazon EC2 Container Service".
    package let serviceFullName: String
    /// "2014-11-13".
    package let apiVersion: String
    /// "AmazonEC2ContainerServiceV20141113"; nil outside the JSON protocols.
    package let targetPrefix: String?
    /// "1.1"; nil outside the JSON protocols.
    package let jsonVersion: String?
    /// The protocol that clients of the pinned botocore speak: "json", "query", "ec2" or "rest-json".
    package let spokenProtocol: String
    package let endpointPrefix: String
    package let signingName: String
    package let xmlNamespace: String?
    /// Whether a JSON service also answers with the older query error codes (`x-amzn-query-error`).
    package let isQueryCompatible: Bool
  }
}
