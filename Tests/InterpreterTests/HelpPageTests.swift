/// Each of the interpreter's own words has a line of help, a page with examples, and examples that its grammar reads.
import Testing

@testable import Interpreter

@Suite struct WordPageTests {
  @Test func everyWordHasAPage() {
    let words = Session.ownWords.map(\.word)
    #expect(Set(Session.ownPages.keys) == Set(words))
    #expect(Set(words).count == words.count)
    #expect(Session.ownPages.values.allSatisfy { !$0.examples.isEmpty })
  }

  @Test func examplesCanBeTyped() throws {
    for (word, page) in Session.ownPages {
      for example in page.examples {
        do throws(GrammarError) { _ = try ScriptParser.parse(example) } catch {
          #expect(error.isIncomplete, "\(word): \(example): \(error.message)")
        }
      }
    }
  }

  @Test func wordsAreUnderstoodWhereTheyStand() throws {
    let session = try makeSession()
    for word in Session.ownWords.map(\.word) where word != "quit" {
      #expect(session.run(word).exitCode != 127, "\(word)")
    }
  }

  // MARK: What may follow

  @Test func completionKnowsTheWorld() throws {
    let session = try makeSession()
    _ = session.run("\(createWeb); X=1; echo a > task.json; step")
    #expect(session.options(after: ["why"]).starts(with: ["web", "harbor"]))
    #expect(session.options(after: ["why"]).count == 4)
    #expect(session.options(after: ["probe"]) == ["internet", "web"])
    #expect(session.options(after: ["probe", "internet"]) == ["->"])
    #expect(session.options(after: ["probe", "internet", "->"]) == ["web:"])
    #expect(session.options(after: ["fork"]) == ["back", "keep", "list"])
    #expect(session.options(after: ["source"]) == ["task.json"])
    #expect(session.options(after: ["unset"]) == ["X"])
    #expect(session.options(after: ["set", "-o"]) == ["errexit", "nounset", "pipefail", "xtrace"])
    #expect(session.options(after: ["inject"]).contains("zone-outage"))
    #expect(session.options(after: ["explain"]).contains("runningCount"))
    #expect(session.options(after: ["echo"]) == [])
  }
}
