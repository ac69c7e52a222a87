/// Says what a half-typed `aws` line may go on with.
///
/// In: the line up to the cursor, the world's names and files through closures. Out: candidates, each with a line of what
/// it is, and the stretch of the line that they replace. Offers from the same tables that `CommandLine` parses by, so what
/// is offered is understood.
import ServiceModels

package struct Candidate: Hashable, Sendable {
  /// What stands in place of the stretch.
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

/// What may stand at the cursor.
package struct CompletionList: Hashable, Sendable {
  /// Candidates replace the line from here to the cursor; Unicode scalars.
  package let start: Int
  package let candidates: [Candidate]

  package init(start: Int, candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
  }
}

/// What completion finds at the cursor, before it is cut down to what matches.
struct Place {
  /// Scalars of the word at the cursor that stay.
  var kept = 0
  var candidates: [Candidate]
  /// The candidates are parts of a value: they stay inside the quotes around it.
  var isInside = false
  /// The value will hold characters that need quotes: one is opened with it.
  var wantsQuote = false

  static let nowhere = Place(candidates: [])
}

package enum Completion {
  static let maximumLineBytes = 64 << 10

  /// - Parameter line: up to the cursor, as typed, `aws` included; `ecs …` and a bare operation of ECS will do too.
  package static func list(_ line: String, live: LiveNames) -> CompletionList {
    guard line.utf8.count <= maximumLineBytes else { return CompletionList(start: 0, candidates: []) }
    return list(TypedCommand(line.unicodeScalars), live: live)
  }

  package static func list(_ typed: TypedCommand, live: LiveNames) -> CompletionList {
    let place = place(words: typed.texts, partial: typed.partialText, live: live)
    return fitted(place, typed)
  }

  /// Those of `candidates` that the word at the cursor may become.
  package static func list(_ candidates: [Candidate], _ typed: TypedCommand) -> CompletionList {
    fitted(Place(candidates: candidates), typed)
  }

  /// - Parameters:
  ///   - words: whole words before the one at the cursor, `aws` included or not.
  ///   - partial: the word at the cursor as far as it is typed, without quotes.
  static func place(words: [String], partial: String, live: LiveNames) -> Place {
    var words = words
    if words.first == "aws" {
      words.removeFirst()
    } else if let first = words.first, ServiceModel.named("ecs")?.operation(commandName: first) != nil {
      words.insert("ecs", at: 0)
    } else if words.isEmpty {
      return Place(candidates: bareWords())
    }
    return LineCompletion(words: words, partial: partial, live: live).place()
  }

  private static func bareWords() -> [Candidate] {
    [Candidate(text: "aws", description: "Talk to a service")]
      + (ServiceModel.named("ecs").map(LineCompletion.operations) ?? [])
  }

  /// Those that match, in the form that they take in the line.
  private static func fitted(_ place: Place, _ typed: TypedCommand) -> CompletionList {
    let kept = min(place.kept, typed.partial.count)
    let token = String(String.UnicodeScalarView(typed.partial[kept...]))
    let matches = Matching.matches(place.candidates, token)
    if kept == 0, !place.isInside || typed.quote == nil {
      let opensQuote = place.wantsQuote && typed.partial.isEmpty && typed.quote == nil
      let candidates = matches.map { candidate in
        let text =
          if candidate.isOpen {
            if let quote = typed.quote {
              String(quote) + typed.escaped(candidate.text)
            } else {
              opensQuote && candidate.text != "file://" ? "'" + candidate.text : typed.escaped(candidate.text)
            }
          } else { TypedCommand.word(candidate.text) }
        return Candidate(text: text, description: candidate.description, isOpen: candidate.isOpen)
      }
      return CompletionList(start: typed.partialStart, candidates: candidates)
    }
    let start = kept < typed.origins.count ? typed.origins[kept] : typed.cursor
    return CompletionList(
      start: start,
      candidates: matches.map {
        Candidate(text: typed.escaped($0.text), description: $0.description, isOpen: $0.isOpen)
      })
  }
}

/// Which of the candidates what is typed may mean.
enum Matching {
  /// Those that begin with it; where none does, those that contain it; where none does, those that have its letters in
  /// their order, the closest first.
  static func matches(_ candidates: [Candidate], _ typed: String) -> [Candidate] {
    let beginning = candidates.filter { $0.text.hasPrefix(typed) }
    guard beginning.isEmpty, typed.utf8.count >= 2 else { return beginning }
    let word = typed.drop { $0 == "-" || $0 == "\"" }.lowercased()
    guard !word.isEmpty else { return [] }
    let containing = candidates.filter { $0.text.lowercased().contains(word) }
    guard containing.isEmpty else { return containing }
    let scored = candidates.enumerated().compactMap { index, candidate in
      spread(of: word, in: candidate.text.lowercased()).map { (spread: $0, index: index, candidate: candidate) }
    }
    return scored.sorted { ($0.spread, $0.index) < ($1.spread, $1.index) }.map(\.candidate)
  }

  /// How many letters lie before the first that matches and between it and the last; nil where they do not come in this order.
  private static func spread(of word: String, in text: String) -> Int? {
    var rest = text.unicodeScalars[...]
    var gaps = 0
    var start: Int?
    for scalar in word.unicodeScalars {
      guard let found = rest.firstIndex(of: scalar) else { return nil }
      let skipped = rest.distance(from: rest.startIndex, to: found)
      if start == nil { start = skipped } else { gaps += skipped }
      rest = rest[rest.index(after: found)...]
    }
    // Letters that lie far apart match nearly anything.
    return gaps <= word.unicodeScalars.count + 1 ? gaps + (start ?? 0) : nil
  }
}
