/// Candidates inside `--query`: fields of the reply, functions, and what an expression can go on with.
///
/// In: the operation, the expression as far as typed. Out: candidates with what our glossary says of the field.
import ServiceModels

struct QueryCompletion {
  let table: OptionTable

  private var model: ServiceModel { table.model }

  func place(_ partial: String) -> Place {
    let reply = table.operation.output.flatMap(model.shape)
    let place = QueryPlace(partial, reply: reply, model: model)
    return Place(kept: place.tokenStart, candidates: candidates(at: place), isInside: true, wantsQuote: true)
  }

  private func candidates(at place: QueryPlace) -> [Candidate] {
    switch place.kind {
    case .field(let picked, let begins):
      if let exact = place.field(place.token, of: picked) {
        let goingOn = continuations(exact, inFilter: false)
        if !goingOn.isEmpty {
          return fields(of: picked).filter { $0.text != place.token }
            + goingOn.map {
              Candidate(text: place.token + $0.text, description: $0.description, isOpen: true)
            }
        }
      }
      return fields(of: picked) + (begins && !place.token.isEmpty ? Self.functions : [])
    case .after(let picked, let inFilter): return continuations(picked, inFilter: inFilter)
    case .literal(let picked):
      let quote = place.token.hasPrefix("'") ? "'" : "`"
      return (picked.shape?.enumeration ?? []).map {
        Candidate(text: quote + $0 + quote, description: about(picked.member, in: nil), isOpen: true)
      }
    case .nowhere: return []
    }
  }

  private func fields(of picked: QueryPlace.Picked) -> [Candidate] {
    guard picked.lists == 0, let shape = picked.shape else { return [] }
    return shape.members.map { member in
      Candidate(text: member.name, description: about(member.name, in: shape.name, kind(of: member)), isOpen: true)
    }
  }

  private func kind(of member: Member) -> String {
    switch model.shape(member.shape)?.kind {
    case .list: "A list"
    case .structure, .map: "A structure"
    case .string, .blob: "Text"
    case .integer, .long, .double, .float: "A number"
    case .boolean: "true or false"
    case .timestamp: "A time"
    case nil: ""
    }
  }

  private func about(_ member: String, in structure: String?, _ kind: String = "") -> String {
    ServiceHelp.named(model.name)?.glossary(member, in: structure) ?? kind
  }

  private func continuations(_ picked: QueryPlace.Picked, inFilter: Bool) -> [Candidate] {
    func open(_ text: String, _ description: String) -> Candidate {
      Candidate(text: text, description: description, isOpen: true)
    }
    guard let shape = picked.shape else { return [] }
    if picked.lists > 0 || shape.kind.isList {
      return [open("[]", "Each of them"), open("[0]", "The first"), open("[?", "Those for which …")]
    }
    switch shape.kind {
    case .structure, .map: return [open(".", "A field of it"), open(".[", "Several fields, as a list")]
    case .list, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
      return inFilter ? [open("==", "Is"), open("!=", "Is not"), open("]", "End the condition")] : []
    }
  }

  private static let functions = [
    ("abs", "A number without its sign"), ("avg", "The mean of a list of numbers"), ("ceil", "A number rounded up"),
    ("contains", "Whether a list or text contains something"), ("ends_with", "Whether a text ends so"),
    ("floor", "A number rounded down"), ("join", "A list of texts in one, with something between them"),
    ("keys", "The keys of a structure"), ("length", "How many there are, or how long it is"),
    ("map", "An expression for each of a list"), ("max", "The largest"), ("max_by", "The one with the largest …"),
    ("merge", "Structures in one"), ("min", "The smallest"), ("min_by", "The one with the smallest …"),
    ("not_null", "The first that is not null"), ("reverse", "The other way round"), ("sort", "In order"),
    ("sort_by", "In the order of …"), ("starts_with", "Whether a text begins so"), ("sum", "All numbers together"),
    ("to_array", "As a list"), ("to_number", "As a number"), ("to_string", "As text"), ("type", "What kind it is"),
    ("values", "The values of a structure"),
  ].map { Candidate(text: $0.0 + "(", description: $0.1, isOpen: true) }
}
