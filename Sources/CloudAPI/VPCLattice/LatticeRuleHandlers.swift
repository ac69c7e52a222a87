/// Rules of listeners of VPC Lattice at the border.
///
/// In: calls. Out: replies. Source: VPC Lattice API reference, CreateRule, GetRule, ListRules, UpdateRule, DeleteRule.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let latticeRuleHandlers: [String: Handler] = [
    "CreateRule": createLatticeRule,
    "GetRule": getLatticeRule,
    "ListRules": listLatticeRules,
    "UpdateRule": updateLatticeRule,
    "DeleteRule": deleteLatticeRule,
  ]

  @Sendable private static func createLatticeRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard let priority = try input.integer("priority") else { throw .latticeInvalid("priority is required") }
    guard let match = try input.latticeMatch() else { throw .latticeInvalid("match is required") }
    let rule = try region.createLatticeRule(
      name: try input.latticeName("name"), priority: priority, match: match,
      action: try input.latticeAction("action"), tags: try input.latticeTags(),
      of: try input.requiredString("listenerIdentifier"), service: try input.requiredString("serviceIdentifier"))
    return document(of: rule)
  }

  @Sendable private static func getLatticeRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let listener = try call.listener(region)
    let reference = try call.input.requiredString("ruleIdentifier")
    if reference == region.defaultRule(of: listener) || reference == VPCLattice.id(region.defaultRule(of: listener)) {
      return Document.Object(rendering: [
        "arn": region.defaultRule(of: listener), "id": VPCLattice.id(region.defaultRule(of: listener)),
        "name": "default", "isDefault": true, "action": listener.action, "createdAt": listener.createdAt,
        "lastUpdatedAt": listener.updatedAt,
      ])
    }
    let rule = try region.latticeRule(reference, of: listener)
    return document(of: rule).adding(
      Document.Object(rendering: ["isDefault": false, "createdAt": rule.createdAt, "lastUpdatedAt": rule.updatedAt]))
  }

  /// The default action is a rule too, without a priority.
  @Sendable private static func listLatticeRules(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let listener = try call.listener(region)
    let usual = region.defaultRule(of: listener)
    let rules =
      listener.rules.values.map { rule in
        Document.Object(rendering: [
          "arn": rule.arn, "id": VPCLattice.id(rule.arn), "name": rule.name, "isDefault": false,
          "priority": rule.priority, "createdAt": rule.createdAt, "lastUpdatedAt": rule.updatedAt,
        ])
      } + [
        Document.Object(rendering: [
          "arn": usual, "id": VPCLattice.id(usual), "name": "default", "isDefault": true,
          "createdAt": listener.createdAt, "lastUpdatedAt": listener.updatedAt,
        ])
      ]
    let page = try call.input.page(of: rules) { $0["arn"]?.string ?? "" }
    return Document.Object(rendering: ["items": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func updateLatticeRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let rule = try region.updateLatticeRule(
      try input.requiredString("ruleIdentifier"), priority: try input.integer("priority"),
      match: try input.latticeMatch(), action: try input.has("action") ? input.latticeAction("action") : nil,
      of: try input.requiredString("listenerIdentifier"), service: try input.requiredString("serviceIdentifier"))
    return document(of: rule).adding(["isDefault": false])
  }

  @Sendable private static func deleteLatticeRule(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    try region.deleteLatticeRule(
      try call.input.requiredString("ruleIdentifier"), of: try call.input.requiredString("listenerIdentifier"),
      service: try call.input.requiredString("serviceIdentifier"))
    return [:]
  }

  private static func document(of rule: VPCLattice.Rule) -> Document.Object {
    Document.Object(rendering: [
      "arn": rule.arn, "id": VPCLattice.id(rule.arn), "name": rule.name, "match": rule.match.document,
      "priority": rule.priority, "action": rule.action,
    ])
  }
}

extension CloudAPI.Call {
  /// The listener that the request names.
  fileprivate func listener(_ region: Region) throws(ServiceFailure) -> VPCLattice.Listener {
    try region.latticeListener(
      try input.requiredString("listenerIdentifier"), of: try region.latticeService(self))
  }
}

extension Region {
  /// The ARN of the rule that a listener's default action is.
  fileprivate func defaultRule(of listener: VPCLattice.Listener) -> String {
    "\(listener.arn)/rule/\(derivedID("rule", of: listener.arn))"
  }
}

extension Input {
  fileprivate func latticeMatch() throws(ServiceFailure) -> VPCLattice.Match? {
    guard let given = try structure("match") else { return nil }
    guard let http = try given.structure("httpMatch") else {
      throw .latticeInvalid("match must have one member set", why: "Say httpMatch={pathMatch={match={prefix=/api}}}.")
    }
    var match = VPCLattice.Match(document: .object(given.object))
    match.method = try http.string("method")
    if let path = try http.structure("pathMatch") {
      match.path = try path.latticeComparison(["exact", "prefix"])
      match.isPathCaseSensitive = try path.boolean("caseSensitive") ?? false
    }
    for header in try http.structures("headerMatches") ?? [] {
      match.headers.append(
        .init(
          name: try header.requiredString("name"),
          comparison: try header.latticeComparison(["exact", "prefix", "contains"]),
          isCaseSensitive: try header.boolean("caseSensitive") ?? false))
    }
    guard match.method != nil || match.path != nil || !match.headers.isEmpty else {
      throw .latticeInvalid("httpMatch must have at least one of method, pathMatch and headerMatches")
    }
    return match
  }

  private func latticeComparison(_ kinds: [String]) throws(ServiceFailure) -> VPCLattice.Match.Comparison {
    let match = try structure("match")
    var found: [VPCLattice.Match.Comparison] = []
    for kind in kinds {
      guard let text = try match?.string(kind) else { continue }
      found.append(kind == "exact" ? .exact(text) : kind == "prefix" ? .prefix(text) : .contains(text))
    }
    guard let one = found.first, found.count == 1 else {
      throw .latticeInvalid("match must have one member set: \(kinds.joined(separator: ", "))")
    }
    return one
  }
}
