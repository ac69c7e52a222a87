/// Our own word to somebody whose option the operation does not have.
///
/// In: the stray words and the operation's options. Out: a sentence, or nil. Looks for a mistyped option first, then for
/// other operations of the service that have it.
import ServiceModels

struct OptionHint {
  let table: OptionTable

  func hint(_ stray: [String]) -> String? {
    guard let option = stray.first(where: { $0.hasPrefix("--") }) else { return strayWord(stray) }
    let word = String(option.prefix { $0 != "=" })
    let name = table.operation.commandName
    let own = table.options.filter { !$0.isHidden }.map(\.name)
    if let close = CloseMatches.of(word, among: own, count: 1, cutoff: 0.7).first {
      return "\(name) has no \(word). Did you mean \(close)?"
    }
    let siblings = table.model.operations.filter { sibling in
      sibling.name != table.operation.name
        && table.model.inputMembers(of: sibling).contains { $0.optionName == word }
    }
    guard !siblings.isEmpty else {
      return "\(name) has no \(word). \"aws \(serviceWord) \(name) help\" lists what it has."
    }
    let known = siblings.prefix(4).map(\.commandName).joined(separator: ", ")
    let more = siblings.count > 4 ? " and others" : ""
    return "\(name) has no \(word); \(known)\(more) \(siblings.count == 1 ? "has" : "have") it."
  }

  private var serviceWord: String { ServiceWords.commandName(table.model.name) }

  /// A word that no option took: often a value without its option, or a truth value after a flag.
  private func strayWord(_ stray: [String]) -> String? {
    guard let word = stray.first else { return nil }
    if ["true", "false"].contains(word.lowercased()) {
      return "A flag takes no value: type --force or --no-force, not --force \(word)."
    }
    return "\"\(word)\" belongs to no option. Values follow the name of theirs, as in --cluster demo."
  }
}
