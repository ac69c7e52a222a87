/// The options of one operation, as the AWS CLI makes them from the service's model.
///
/// In: an operation. Out: its options in the CLI's order, each with the member it sets. Rules: awscli `clidriver.py`,
/// `argrename.py`, `paginate.py` and `toplevelbool.py`.
import ServiceModels

package struct OptionDefinition: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    /// Sets a member of the input.
    case member(Member)
    /// `--flag` sets it true, its negative false.
    case flag(Member, value: Bool)
    /// Of EC2's truth values in a structure: `--flag` may have a value, its negative has none.
    case wrappedFlag(Member, value: Bool)
    /// One of the three that cut and resume pages.
    case paging
    /// One that the CLI adds to those of the model.
    case added(AddedOption)
    /// `--cli-input-json`, `--cli-input-yaml`, `--generate-cli-skeleton`.
    case whole
  }
  /// "--cluster-name".
  package let name: String
  package let role: Role
  package let isRequired: Bool
  /// Works, but help and completion do not offer it: the service's own paging members.
  package let isHidden: Bool

  /// The member that the option sets.
  package var member: Member? {
    switch role {
    case .member(let member), .flag(let member, _), .wrappedFlag(let member, _): member
    case .added, .paging, .whole: nil
    }
  }
}

package struct OptionTable: Sendable {
  package let model: ServiceModel
  package let operation: Operation
  /// In the CLI's order: members in model order, then the CLI's own.
  package let options: [OptionDefinition]
  /// Members whose option the CLI's own paging option of that name hides; it means them when paging is off.
  let shadowedMembers: [String: Member]

  static let inputJSON = "--cli-input-json"
  static let inputYAML = "--cli-input-yaml"
  static let skeleton = "--generate-cli-skeleton"
  static let startingToken = "--starting-token"
  static let pageSize = "--page-size"
  static let maximumItems = "--max-items"
  static let skeletonChoices = ["input", "output", "yaml-input"]

  package init(model: ServiceModel, operation: Operation, isWaiter: Bool = false) {
    self.model = model
    self.operation = operation
    let required = Set(model.shape(operation.input)?.required ?? [])
    let paginator = isWaiter ? nil : operation.paginator
    let hidden = Set((paginator?.inputTokens ?? []) + [paginator?.limitKey].compactMap { $0 })
    var options: [OptionDefinition] = []
    let replaced = AddedOption.replacedMembers(operation)
    for member in model.inputMembers(of: operation) where !replaced.contains(member.name) {
      let isRequired = required.contains(member.name) && !member.isIdempotencyToken
      let isHidden = hidden.contains(member.name)
      let name = member.optionName
      if case .boolean? = model.shape(member.shape)?.kind {
        for value in [true, false] {
          options.append(
            OptionDefinition(
              name: value ? name : Self.negative(name, operation), role: .flag(member, value: value),
              isRequired: false, isHidden: isHidden))
        }
      } else if operation.service == "ec2", model.wrapsTruthValue(member.shape) {
        for value in [true, false] {
          options.append(
            OptionDefinition(
              name: value ? name : "--no-" + name.dropFirst(2), role: .wrappedFlag(member, value: value),
              isRequired: false, isHidden: isHidden))
        }
      } else {
        options.append(
          OptionDefinition(name: name, role: .member(member), isRequired: isRequired, isHidden: isHidden))
      }
    }
    options += AddedOption.of(operation).map {
      OptionDefinition(name: $0.rawValue, role: .added($0), isRequired: false, isHidden: false)
    }
    var own = [Self.inputJSON, Self.inputYAML].map { ($0, OptionDefinition.Role.whole) }
    if let paginator {
      own.append((Self.startingToken, .paging))
      if paginator.limitKey != nil { own.append((Self.pageSize, .paging)) }
      own.append((Self.maximumItems, .paging))
    }
    own.append((Self.skeleton, .whole))
    var shadowed: [String: Member] = [:]
    options.removeAll { option in
      guard own.contains(where: { $0.0 == option.name }) else { return false }
      shadowed[option.name] = option.member
      return true
    }
    shadowedMembers = shadowed
    self.options =
      options + own.map { OptionDefinition(name: $0.0, role: $0.1, isRequired: false, isHidden: false) }
  }

  /// The negative of a flag: "--no-force", or what the CLI renames it to.
  private static func negative(_ name: String, _ operation: Operation) -> String {
    switch (operation.service, name) {
    case ("ecs", "--enable-execute-command"): "--disable-execute-command"
    case ("ecs", "--interactive") where operation.name == "ExecuteCommand": "--non-interactive"
    case ("ec2", "--disable-api-termination"): "--enable-api-termination"
    default: "--no-" + name.dropFirst(2)
    }
  }

  /// Where the word parser puts the negative of a truth value in a structure.
  static func negation(of member: Member) -> String { "no \(member.name)" }

  /// In shorthand syntax.
  private static func wrapped(_ value: Bool) -> String { "Value=\(value)" }

  package func option(_ name: String) -> OptionDefinition? { options.first { $0.name == name } }

  /// The options as the word parser wants them.
  /// - Parameter requiresNothing: whether the whole input may come from elsewhere.
  func wordOptions(requiresNothing: Bool) -> [WordOption] {
    options.map { option in
      switch option.role {
      case .flag(let member, let value):
        return WordOption(name: option.name, destination: member.name, arity: .none(value: value ? "true" : "false"))
      case .wrappedFlag(let member, true):
        return WordOption(
          name: option.name, destination: member.name, arity: .optional(absent: Self.wrapped(true)))
      case .wrappedFlag(let member, false):
        return WordOption(
          name: option.name, destination: Self.negation(of: member), arity: .none(value: Self.wrapped(false)))
      case .member(let member):
        let kind = model.shape(member.shape)?.kind
        var word = WordOption(name: option.name, destination: member.name, arity: kind?.isList == true ? .many : .one)
        word.check = kind?.wordCheck ?? .anything
        word.isRequired = option.isRequired && !requiresNothing
        return word
      case .added(let option): return option.word
      case .paging:
        return WordOption(
          name: option.name, destination: option.name, arity: .one,
          check: option.name == Self.startingToken ? .anything : .integer)
      case .whole:
        guard option.name == Self.skeleton else {
          return WordOption(name: option.name, destination: option.name, arity: .one)
        }
        return WordOption(
          name: option.name, destination: option.name, arity: .optional(absent: "input"),
          check: .choices(Self.skeletonChoices))
      }
    }
  }
}

extension ServiceModel {
  /// True for a structure that holds nothing but a truth value called `Value`.
  fileprivate func wrapsTruthValue(_ name: String) -> Bool {
    guard case .structure(let members)? = shape(name)?.kind, members.count == 1, let only = members.first,
      only.name == "Value", case .boolean? = shape(only.shape)?.kind
    else { return false }
    return true
  }
}

extension Kind {
  var isList: Bool { if case .list = self { true } else { false } }

  /// What the word parser itself checks; the rest of the numbers are read later.
  var wordCheck: WordOption.Check {
    switch self {
    case .long: .integer
    case .double, .float: .decimal
    case .structure, .list, .map, .string, .integer, .boolean, .timestamp, .blob: .anything
    }
  }
}
