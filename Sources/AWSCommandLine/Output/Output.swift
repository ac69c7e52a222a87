/// Prints what the service said, as AWS CLI v2 prints it: byte for byte, for a machine whose zone is UTC.
///
/// In: reply documents as the wire has them, the call they answer, the terminal's width. Out: the text for standard
/// output, or for an error the text for standard error and the exit code. Never asks anything, never pages through `less`.
/// Source: AWS CLI User Guide, "Setting the output format"; the layouts of awscli's formatters, by observation.
import Documents
import JMESPath
import ServiceModels

package enum Output {
  /// One reply.
  /// - Parameters:
  ///   - reply: the operation's result; timestamps are epoch seconds.
  ///   - columns: the terminal's width in cells; 80 where there is none.
  ///   - colour: whether tables are coloured.
  /// - Throws: what the AWS CLI prints where the query or the layout fails (exit code 255).
  package static func render(
    _ reply: Document.Object, for call: ServiceCall, columns: Int = 80, colour: Bool = false
  ) throws(Refusal) -> String {
    let shaped = shape(reply, of: call.operation)
    return try render(result: .object(shaped), pages: [.object(shaped)], call, columns, colour)
  }

  /// An operation that was walked page by page. json, yaml and table show the pages as one; text and yaml-stream show one
  /// after another.
  package static func render(
    _ walk: PageWalk, columns: Int = 80, colour: Bool = false
  ) throws(Refusal) -> String {
    let call = walk.call
    let pages = call.output.format == .text ? walk.resultKeyPages : walk.pages
    return try render(result: .object(walk.fullResult), pages: pages.map(Document.object), call, columns, colour)
  }

  /// A value that is no reply (a query's result, a pipe's text), in the layout that is asked for.
  /// - Parameter title: what a table is called.
  package static func render(
    value: Document, title: String, format: OutputFormat, columns: Int = 80, colour: Bool = false
  ) throws(Refusal) -> String {
    do {
      switch format {
      case .off: return ""
      case .json: return value == [:] ? "" : value.written(.awsCLI) + "\n"
      case .text: return try TextLayout.text(of: value)
      case .table: return try TableLayout.text(of: value, title: title, columns: columns, colour: colour)
      case .yaml: return value == [:] ? "" : YAMLEmitter.text(of: value)
      case .yamlStream: return value == [:] ? "" : YAMLEmitter.text(of: .list([value]))
      }
    } catch {
      throw RefusalText.general(error.message)
    }
  }

  private static func render(
    result: Document, pages: [Document], _ call: ServiceCall, _ columns: Int, _ colour: Bool
  ) throws(Refusal) -> String {
    let format = call.output.format
    let parts = format == .text || format == .yamlStream ? pages : [result]
    var text = ""
    for part in parts {
      text += try render(
        value: try queried(part, call), title: call.operation.name, format: format, columns: columns, colour: colour)
    }
    return text
  }

  private static func queried(_ document: Document, _ call: ServiceCall) throws(Refusal) -> Document {
    guard let query = call.output.query else { return document }
    do { return try query.search(document) } catch { throw RefusalText.general(error.message) }
  }
}

/// Why a layout cannot show a value, in the words of the AWS CLI's Python.
struct LayoutError: Error {
  let message: String
}

extension Sequence<Document.Object.Member> {
  /// By key, in the order of code points.
  func sortedByKey() -> [Document.Object.Member] {
    sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}

extension Sequence<String> {
  /// In the order of code points.
  func sortedByCodePoint() -> [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension Document {
  /// Neither list nor object.
  var isScalar: Bool { list == nil && object == nil }
}
