/// Says what a half-typed `aws` line may go on with.
///
/// In: the line and the place in it, the world's names and files through closures. Out: candidates, each with a line of
/// what it is. Offers from the same tables that `CommandLine` parses by, so what is offered is understood.
import ServiceModels

package struct Candidate: Hashable, Sendable {
  /// What stands in place of the word before the cursor.
  package let text: String
  /// One line; empty where there is nothing to say.
  package let description: String
  /// Whether the word goes on: no blank after it.
  package let isOpen: Bool

  package init(text: String, description: String = "", isOpen: Bool = false) {
    self.text = text
    self.description = description
    self.isOpen = isOpen
  }
}

/// Things of the world whose names an option can take.
package enum LiveResource: String, Hashable, Sendable, CaseIterable {
  case cluster, service, task, taskDefinition, family, container, containerInstance, capacityProvider, resource
  case subnet, securityGroup, networkInterface, vpc, targetGroup, loadBalancer, listener, role, logGroup, logStream
  case repository, region
}

/// What completion asks of the world.
package struct LiveNames {
  /// The names of things; `context` holds the values already typed, by option: `["--cluster": "demo"]`.
  package var names: (_ resource: LiveResource, _ context: [String: String]) -> [String]
  /// Paths of files that begin with what is typed after `file://`.
  package var files: (_ prefix: String) -> [String]

  package init(
    names: @escaping (_ resource: LiveResource, _ context: [String: String]) -> [String] = { _, _ in [] },
    files: @escaping (_ prefix: String) -> [String] = { _ in [] }
  ) {
    self.names = names
    self.files = files
  }
}

package enum Completion {
  private static let maximumLineBytes = 64 << 10

  /// - Parameters:
  ///   - line: as typed, `aws` included; `ecs …` and a bare operation of ECS will do too.
  ///   - cursor: characters before the cursor.
  package static func candidates(line: String, cursor: Int, live: LiveNames) -> [Candidate] {
    guard line.utf8.count <= maximumLineBytes else { return [] }
    let typed = TypedWords(String(line.prefix(max(0, cursor))))
    return candidates(words: typed.words, partial: typed.partial, live: live)
  }

  /// Where the word before the cursor begins: candidates replace the characters from there to the cursor.
  package static func wordStart(line: String, cursor: Int) -> Int {
    TypedWords(String(line.prefix(max(0, cursor)))).partialStart
  }

  /// - Parameters:
  ///   - words: whole words before the one at the cursor, `aws` included or not.
  ///   - partial: the word at the cursor as far as it is typed, without quotes.
  package static func candidates(words: [String], partial: String, live: LiveNames) -> [Candidate] {
    var words = words
    if words.first == "aws" {
      words.removeFirst()
    } else if let first = words.first, ServiceModel.named("ecs")?.operation(commandName: first) != nil {
      words.insert("ecs", at: 0)
    } else if words.isEmpty {
      return matching(bareWords(), partial)
    }
    return matching(LineCompletion(words: words, partial: partial, live: live).all(), partial)
  }

  private static func bareWords() -> [Candidate] {
    [Candidate(text: "aws", description: "Talk to a service")]
      + (ServiceModel.named("ecs").map(LineCompletion.operations) ?? [])
  }

  /// Those that begin with what is typed; where none does, those that contain it.
  private static func matching(_ candidates: [Candidate], _ partial: String) -> [Candidate] {
    let beginning = candidates.filter { $0.text.hasPrefix(partial) }
    guard beginning.isEmpty, partial.utf8.count >= 2 else { return beginning }
    let word = partial.drop { $0 == "-" }
    return word.isEmpty ? [] : candidates.filter { $0.text.contains(word) }
  }
}

/// A line cut into words, quotes and backslashes resolved.
struct TypedWords {
  private(set) var words: [String] = []
  private(set) var partial = ""
  /// Characters before the last word.
  private(set) var partialStart = 0

  init(_ line: String) {
    var quote: Character?
    var isEscaped = false
    var isWord = false
    for (index, character) in line.enumerated() {
      if !isWord, !character.isWhitespace {
        isWord = true
        partialStart = index
      }
      if isEscaped {
        partial.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { partial.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
      } else if character.isWhitespace {
        if isWord { words.append(partial) }
        partial = ""
        isWord = false
      } else {
        partial.append(character)
      }
    }
    if !isWord { partialStart = line.count }
  }
}
