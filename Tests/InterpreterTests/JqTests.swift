/// The small `jq`. The expected values are what jq 1.7 prints for the same programs.
import Testing

@testable import Interpreter

@Suite struct JqTests {
  private static let input = #"""
    {"services": [{"name": "web", "count": 2, "tags": ["a", "b"]}, {"name": "api", "count": 0, "tags": []}],
     "nextToken": null, "a-b": 1.50}
    """#

  @Test(arguments: [
    (".services[0].name", "\"web\""), (".services[-1].name", "\"api\""), (".services[9]", "null"),
    (".nope.deeper", "null"),
    (".services[].count", "2\n0"), (".services | length", "2"), ("length", "3"), (".\"a-b\"", "1.50"),
    (".[\"a-b\"]", "1.50"),
    (".services[] | select(.count > 0) | .name", "\"web\""), (".services[] | select(.name == \"api\").count", "0"),
    (".services[] | select(.count == 0 and (.name | startswith(\"a\"))) | .name", "\"api\""),
    ("[.services[].count] | add", "2"), (".services | map(.name) | join(\",\")", "\"web,api\""),
    (".services[0].tags[1:]", "[\n  \"b\"\n]"), ("keys", "[\n  \"a-b\",\n  \"nextToken\",\n  \"services\"\n]"),
    (".services[0] | .name, .count", "\"web\"\n2"), (".nextToken // \"none\"", "\"none\""),
    (".services[0] | has(\"name\")", "true"),
    (".services | sort_by(.count) | .[0].name", "\"api\""),
    (".services[1] | {name, n: .count}", "{\n  \"name\": \"api\",\n  \"n\": 0\n}"),
    (".services[1].tags", "[]"), (".services[0].tags | last", "\"b\""), (".services[0].name | test(\"^w\")", "true"),
    (".services[] | .tags[]?", "\"a\"\n\"b\""), (".services[0].count + 1", "3"),
    ("[1,3,2,3] | unique", "[\n  1,\n  2,\n  3\n]"),
    (".services[0].name | length", "3"), ("[.services[] | .count == 0]", "[\n  false,\n  true\n]"),
    (".services[0].tags | not", "false"),
    ("\"7\" | tonumber", "7"), (".services[0].name | split(\"e\")", "[\n  \"w\",\n  \"b\"\n]"), ("empty", ""),
  ])
  func programs(program: String, expected: String) throws {
    let session = try makeSession()
    session.variables["J"] = Self.input
    session.variables["P"] = program
    let result = session.run("echo \"$J\" | jq \"$P\"")
    #expect(result.standardError == "")
    #expect(result.standardOutput == (expected.isEmpty ? "" : expected + "\n"))
  }

  @Test func rawAndCompact() throws {
    let session = try makeSession()
    session.variables["J"] = Self.input
    #expect(session.out("echo \"$J\" | jq -r '.services[].name'") == "web\napi\n")
    #expect(
      session.out("echo \"$J\" | jq -c '.services[0]'") == "{\"name\":\"web\",\"count\":2,\"tags\":[\"a\",\"b\"]}\n")
    #expect(session.out("echo \"$J\" > f; jq -r '.services[0].name' f") == "web\n")
    #expect(session.out("aws ecs list-clusters | jq -r '.clusterArns[0]' | cut -d/ -f2") == "harbor\n")
  }

  @Test(arguments: [
    (".a | if . then 1 else 2 end", 3, "column 6: 'if' is not part of this built-in jq"),
    ("to_entries", 3, "column 1: 'to_entries' is not"),
    (".a[", 3, "column 4: the program ends where a path or a value should follow"),
    (".a |= 1", 3, "column 4: `|` is not understood here"),
    (".services.name", 5, "Cannot index array with \"name\""), (".nextToken[]", 5, "Cannot iterate over null"),
    (".a\"", 3, "column 3: "), ("\"\\(1)\"", 3, "column 2: `\\(…)` inside a text"),
    ("@tsv", 3, "column 1: '@' is not part"),
    ("\"x\" + 1", 5, "string and number cannot be added"), ("((((", 3, "column 5: "),
  ])
  func whatIsRefused(program: String, exitCode: Int32, message: String) throws {
    let session = try makeSession()
    session.variables["J"] = Self.input
    session.variables["P"] = program
    let result = session.run("echo \"$J\" | jq \"$P\"")
    #expect(result.standardError.hasPrefix("drydock: jq: " + message), "\(result.standardError)")
    #expect(result.exitCode == exitCode)
  }

  @Test func boundsHold() throws {
    let session = try makeSession()
    session.variables["P"] = String(repeating: "(", count: 5_000) + "." + String(repeating: ")", count: 5_000)
    #expect(session.err("echo 1 | jq \"$P\"") == "drydock: jq: column 1: this program is too long\n")
    session.variables["P"] = String(repeating: "[", count: 100)
    #expect(session.err("echo 1 | jq \"$P\"").hasSuffix(": nested too deep\n"))
    let wide = "[1,2,3,4,5,6,7,8,9,0]"
    #expect(
      session.err("echo '\(wide)' | jq '[.[] , .[]] | [.[] as' ").hasPrefix("drydock: jq: column"))
    #expect(
      session.err(
        "echo '\(wide)' | jq '.[] + .[] | . + (1,2,3,4,5,6,7,8,9,0) | . + (1,2,3,4,5,6,7,8,9,0) | . + (1,2,3,4,5,6,7,8,9,0)'"
      )
        == "drydock: jq: this program gives too many values\n")
    #expect(session.err("echo no json | jq .").hasPrefix("drydock: jq: the input is no single JSON text"))
    #expect(session.err("echo 1 | jq").hasPrefix("drydock: jq: give one program"))
  }
}
