/// Findings as a report for people or machines.
///
/// In: findings. Out: text: lines for editors, JSON, SARIF 2.1.0 for code forges, JUnit XML for continuous integration.
/// Source: OASIS SARIF 2.1.0; the JUnit schema of Apache Ant's report task.
import Documents

package enum LintReport: String, Hashable, Sendable, CaseIterable {
  case text, json, sarif, junit

  /// - Parameters:
  ///   - files: all that were looked at, those without findings too.
  ///   - version: of this program.
  package func written(_ findings: [LintFinding], files: [String], version: String) -> String {
    switch self {
    case .text: Self.text(findings)
    case .json: Self.json(findings).written(.awsCLI) + "\n"
    case .sarif: Self.sarif(findings, version).written(.awsCLI) + "\n"
    case .junit: Self.junit(findings, files)
    }
  }

  private static func text(_ findings: [LintFinding]) -> String {
    let errors = findings.count { $0.severity == .error }
    return findings.map { $0.description + "\n" }.joined() + "\(errors) errors, \(findings.count - errors) warnings\n"
  }

  private static func json(_ findings: [LintFinding]) -> Document {
    .list(
      findings.map { finding in
        var object: Document.Object = [
          "file": .string(finding.file), "line": .integer(finding.line), "column": .integer(finding.column),
          "code": .string(finding.code), "severity": .string(finding.severity.rawValue),
          "message": .string(finding.message),
        ]
        if let fix = finding.fix {
          object["fix"] = ["line": .integer(fix.line), "old": .string(fix.old), "new": .string(fix.new)]
        }
        return .object(object)
      })
  }

  // MARK: SARIF

  private static func sarif(_ findings: [LintFinding], _ version: String) -> Document {
    let rules = LintCodes.all.map { rule -> Document in
      ["id": .string(rule.code), "shortDescription": ["text": .string(rule.summary)]]
    }
    let driver: Document = [
      "name": "drydock lesson lint", "version": .string(version), "rules": .list(rules),
    ]
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [["tool": ["driver": driver], "results": .list(findings.map(result))]],
    ]
  }

  private static func result(_ finding: LintFinding) -> Document {
    let region: Document = ["startLine": .integer(finding.line), "startColumn": .integer(finding.column)]
    let location: Document = [
      "physicalLocation": ["artifactLocation": ["uri": .string(finding.file)], "region": region]
    ]
    return [
      "ruleId": .string(finding.code), "level": .string(finding.severity.rawValue),
      "message": ["text": .string(finding.message)], "locations": [location],
    ]
  }

  // MARK: JUnit

  /// A suite for each file, a case for each finding; a file without errors has one case that passes.
  private static func junit(_ findings: [LintFinding], _ files: [String]) -> String {
    let names = files + findings.map(\.file).filter { !files.contains($0) }
    var seen: Set<String> = []
    let suites = names.filter { seen.insert($0).inserted }.map { file in
      suite(file, findings.filter { $0.file == file && $0.severity == .error })
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"drydock lesson lint\">\n" + suites.joined()
      + "</testsuites>\n"
  }

  private static func suite(_ file: String, _ errors: [LintFinding]) -> String {
    let name = escaped(file)
    let cases = errors.map { error in
      "    <testcase classname=\"\(name)\" name=\"\(error.code) \(error.line):\(error.column)\">\n"
        + "      <failure message=\"\(escaped(error.message))\">\(escaped(error.description))</failure>\n    </testcase>\n"
    }
    let passing = "    <testcase classname=\"\(name)\" name=\"lint\"/>\n"
    return "  <testsuite name=\"\(name)\" tests=\"\(max(1, errors.count))\" failures=\"\(errors.count)\">\n"
      + (errors.isEmpty ? passing : cases.joined()) + "  </testsuite>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
