import Documents
import Foundation
import JMESPath
import Testing

/// The JMESPath compliance suite (jmespath.org), every case: results are compared by number value, errors by their name.
/// The suite's files stand beside a working copy and are no part of it; where they are absent nothing is compared.
@Suite struct ComplianceTests {
  @Test func everyCaseHolds() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "../shared/data/jmespath-compliance").standardizedFileURL
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      print("not run: ComplianceTests (\(folder.lastPathComponent) is not there)")
      return
    }
    var count = 0
    for name in names.sorted() where name.hasSuffix(".json") {
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
      for group in try DocumentReader.read(bytes: bytes).list ?? [] {
        for testCase in group["cases"]?.list ?? [] {
          count += 1
          hold(testCase, given: group["given"] ?? .null, file: name)
        }
      }
    }
    #expect(count == 908)
  }

  private func hold(_ testCase: Document, given: Document, file: String) {
    let text = testCase["expression"]?.string ?? ""
    let outcome: (result: Document?, error: String?)
    do {
      outcome = (try Expression(text).search(given), nil)
    } catch let error as EvaluationError {
      outcome = (nil, error.kind.rawValue)
    } catch {
      outcome = (nil, "syntax")
    }
    if let expected = testCase["error"]?.string {
      #expect(outcome.error == expected, "\(file): \(text)")
    } else if let expected = testCase["result"] {
      #expect(outcome.result?.hasSameValue(as: expected) == true, "\(file): \(text) gave \(outcome)")
    } else {
      #expect(outcome.error == nil, "\(file): \(text)")
    }
  }
}
