/// Candidates for the value of an option.
///
/// In: the option, what of its value is typed. Out: enumeration values, names of the world, keys and values of shorthand
/// and JSON, files.
import ServiceModels

struct ValueCompletion {
  let table: OptionTable
  let live: LiveNames
  let context: [String: String]

  private var model: ServiceModel { table.model }

  /// - Parameter given: values that a list already has.
  func place(_ option: OptionDefinition, given: [String], partial: String) -> Place {
    if partial.hasPrefix("file://") { return Place(candidates: files(partial)) }
    guard let member = option.member, let shape = model.shape(member.shape) else { return own(option, partial) }
    if let first = partial.first(where: { !$0.isWhitespace }), first == "{" || first == "[" {
      return json(shape, partial)
    }
    let element = Self.element(of: shape, model)
    guard element.isComplex else {
      let all = values(element, member: member.name, in: nil).filter { !given.contains($0.text) }
      return Place(candidates: all)
    }
    var place = shorthand(element, partial)
    if place.kept == 0, "file://".hasPrefix(partial) {
      place.candidates.append(Self.file("Read the value from a file"))
    }
    place.wantsQuote = true
    return place
  }

  private static func element(of shape: Shape, _ model: ServiceModel) -> Shape {
    if case .list(let element) = shape.kind, let inner = model.shape(element) { inner } else { shape }
  }

  private static func file(_ description: String) -> Candidate {
    Candidate(text: "file://", description: description, isOpen: true)
  }

  private func files(_ partial: String) -> [Candidate] {
    live.files(String(partial.dropFirst(7))).map {
      Candidate(
        text: "file://" + $0.name, description: $0.state.isEmpty ? "File" : $0.state, isOpen: $0.name.hasSuffix("/"))
    }
  }

  private func own(_ option: OptionDefinition, _ partial: String) -> Place {
    switch option.name {
    case OptionTable.skeleton:
      return Place(
        candidates: OptionTable.skeletonChoices.map {
          Candidate(text: $0, description: $0 == "output" ? "A sample reply" : "A blank input to fill in")
        })
    case OptionTable.inputJSON where partial.contains("{"):
      return model.shape(table.operation.input).map { json($0, partial) } ?? .nowhere
    case OptionTable.inputJSON, OptionTable.inputYAML:
      return Place(candidates: [Self.file("Read the input from a file")])
    default: return .nowhere
    }
  }

  // MARK: Values

  /// - Parameter shape: the structure that the member stands in, where it is not the input itself.
  private func values(
    _ shape: Shape, member: String, in structure: String?, typed: [JSONPlace.TypedString] = []
  ) -> [Candidate] {
    if case .boolean = shape.kind { return ["true", "false"].map { Candidate(text: $0, description: "\(member)") } }
    var names: [Candidate] = []
    if let resource = LiveMember.resource(member, in: structure, operation: table.operation) {
      names = live.names(resource, context).map { Candidate($0, of: resource) }
      if resource == .container { names = Self.typedContainers(typed) + names }
    }
    let help = ServiceHelp.named(model.name)
    let about = help?.glossary(member, in: structure ?? table.operation.input) ?? "\(member)"
    return names + shape.enumeration.map { Candidate(text: $0, description: about) }
  }

  /// Containers that the same document defines.
  private static func typedContainers(_ typed: [JSONPlace.TypedString]) -> [Candidate] {
    typed.filter { $0.structure == "ContainerDefinition" && $0.key == "name" }
      .map { Candidate(text: $0.value, description: "A container defined above") }
  }

  private func about(_ member: Member, in structure: Shape) -> String {
    let kind = model.shape(member.shape).map { OperationHelp.typeName($0.kind) } ?? ""
    let isRequired = structure.required.contains(member.name)
    let text = ServiceHelp.named(model.name)?.glossary(member.name, in: structure.name) ?? "A \(kind)"
    return (isRequired ? "Required: " : "") + text
  }

  // MARK: JSON

  private func json(_ shape: Shape, _ partial: String) -> Place {
    let place = JSONPlace(partial, shape: shape, model: model)
    return Place(kept: place.tokenStart, candidates: candidates(at: place), isInside: true)
  }

  private func candidates(at place: JSONPlace) -> [Candidate] {
    switch place.kind {
    case .key(let structure, let given):
      let open = structure.members.filter { !given.contains($0.name) && !$0.isDeprecated }
      let ordered =
        open.filter { structure.required.contains($0.name) } + open.filter { !structure.required.contains($0.name) }
      return ordered.map { member in
        let opening = model.shape(member.shape).map { JSONPlace.opening($0, model) } ?? ""
        return Candidate(
          text: "\"\(member.name)\": \(opening)", description: about(member, in: structure), isOpen: true)
      }
    case .value(let shape, let member, let structure):
      switch shape.kind {
      case .structure, .map: return [Candidate(text: "{", description: "A structure", isOpen: true)]
      case .list: return [Candidate(text: "[", description: "A list", isOpen: true)]
      case .boolean, .integer, .long, .double, .float:
        return values(shape, member: member, in: structure).map {
          Candidate(text: $0.text, description: $0.description, isOpen: true)
        }
      case .string, .timestamp, .blob:
        return values(shape, member: member, in: structure, typed: place.typed).map {
          Candidate(text: "\"\($0.text)\"", description: $0.description, isOpen: true)
        }
      }
    case .colon: return [Candidate(text: ": ", description: "Its value", isOpen: true)]
    case .afterValue(let closer):
      return [
        Candidate(text: ", ", description: "Go on", isOpen: true),
        Candidate(text: closer, description: closer == "}" ? "End the structure" : "End the list", isOpen: true),
      ]
    case .nowhere: return []
    }
  }

  // MARK: Shorthand

  private func shorthand(_ shape: Shape, _ partial: String) -> Place {
    let place = ShorthandPlace(partial, shape: shape, model: model)
    return Place(kept: place.tokenStart, candidates: candidates(at: place), isInside: true)
  }

  private func candidates(at place: ShorthandPlace) -> [Candidate] {
    func open(_ candidates: [Candidate]) -> [Candidate] {
      candidates.map { Candidate(text: $0.text, description: $0.description, isOpen: true) }
    }
    switch place.kind {
    case .key(let structure, let given):
      return structure.members.filter { !given.contains($0.name) }.map { member in
        Candidate(text: member.name + "=", description: about(member, in: structure), isOpen: true)
      }
    case .value(let shape, let member, let structure):
      switch shape.kind {
      case .structure, .map: return [Candidate(text: "{", description: "A structure", isOpen: true)]
      case .list(let element):
        let inner = model.shape(element).map { values($0, member: member, in: structure) } ?? []
        return (place.token.isEmpty ? [Candidate(text: "[", description: "A list", isOpen: true)] : []) + open(inner)
      case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
        return open(values(shape, member: member, in: structure))
      }
    case .nowhere: return []
    }
  }
}

extension Shape {
  /// A structure or a map: something with keys.
  var isComplex: Bool {
    switch kind {
    case .structure, .map: true
    case .list, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: false
    }
  }
}
