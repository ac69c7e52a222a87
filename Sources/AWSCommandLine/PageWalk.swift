/// Walks an operation page by page, as the AWS CLI does, and puts the pages together.
///
/// In: a call, then the reply to each input it asks for. Out: the next input to ask with, and at the end the whole result
/// or the single pages. Asks nobody itself:
///
///     var walk = try PageWalk(call)
///     while let input = walk.nextInput { try walk.take(reply(to: input)) }
///     print(try Output.render(walk))
///
/// Source of the rules: botocore `paginate.py`.
import Documents
import JMESPath
import ServiceModels

package struct PageWalk: Sendable {
  package let call: ServiceCall
  /// What to ask next; nil when all is there.
  package private(set) var nextInput: Document.Object?
  /// Each page as printed: shaped by the model, cut to `--max-items`.
  package private(set) var pages: [Document.Object] = []

  private let paginator: Paginator?
  private var token: PagingToken
  private var previousToken: Document.Object?
  private var itemCount = 0
  private var resumeToken: String?

  /// - Throws: what the CLI says of a `--starting-token` that does not fit.
  package init(_ call: ServiceCall) throws(Refusal) {
    self.call = call
    let paging = call.output.paging
    paginator = paging.isAutomatic ? call.operation.paginator : nil
    var input = call.input
    let names = paginator?.inputTokens ?? []
    var first = Document.Object()
    for name in names { first[name] = .null }
    token = PagingToken(tokens: first, printedItems: 0)
    if paginator != nil, let text = paging.startingToken {
      guard let given = PagingToken.read(text, names: names) else {
        throw RefusalText.general("Bad starting token: \(text)")
      }
      token = given
      Self.set(given.tokens, in: &input)
    }
    if let size = paging.pageSize, let limitKey = paginator?.limitKey { input[limitKey] = .integer(size) }
    nextInput = input
  }

  private static func set(_ tokens: Document.Object, in input: inout Document.Object) {
    for member in tokens.members {
      let isAbsent = member.value.isNull || member.value == .string("None")
      input[member.key] = isAbsent ? nil : member.value
    }
  }

  /// Takes the reply to `nextInput`.
  package mutating func take(_ reply: Document.Object) throws(Refusal) {
    guard let asked = nextInput else { return }
    nextInput = nil
    var page = Output.shape(reply, of: call.operation)
    guard let paginator, let main = paginator.resultKeys.first else {
      pages.append(page)
      return
    }
    let skipped = pages.isEmpty ? token.printedItems : 0
    if pages.isEmpty, call.output.paging.startingToken != nil { skip(skipped, in: &page, paginator) }
    let items = page[main]?.list ?? []
    let limit = call.output.paging.maximumItems
    if let limit, itemCount + items.count > limit {
      // As a slice in Python: a number below zero counts from the end.
      let kept = limit - itemCount
      page[main] = .list(Array(kept < 0 ? items.dropLast(kept == .min ? .max : -kept) : items.prefix(kept)))
      pages.append(page)
      resumeToken = PagingToken(tokens: token.tokens, printedItems: kept + skipped).textOfCutPage
      return
    }
    pages.append(page)
    itemCount += items.count
    try follow(page, asked, paginator, limit)
  }

  /// The main list loses the items that were printed before; other lists of the page were printed whole.
  private func skip(_ count: Int, in page: inout Document.Object, _ paginator: Paginator) {
    for (index, key) in paginator.resultKeys.enumerated() {
      guard case .list(let items)? = page[key] else { continue }
      page[key] = .list(index == 0 ? Array(items.dropFirst(count)) : [])
    }
  }

  private mutating func follow(
    _ page: Document.Object, _ asked: Document.Object, _ paginator: Paginator, _ limit: Int?
  ) throws(Refusal) {
    if let more = paginator.moreResults, page[more]?.boolean != true { return }
    var tokens = Document.Object()
    for (name, source) in zip(paginator.inputTokens, paginator.outputTokens) {
      let value = page[source] ?? .null
      tokens[name] = value == .string("") ? .null : value
    }
    token = PagingToken(tokens: tokens, printedItems: 0)
    if tokens.members.allSatisfy({ $0.value.isNull }) { return }
    if itemCount == limit {
      resumeToken = token.text
      return
    }
    if previousToken == tokens {
      throw RefusalText.general(
        "Error during pagination: The same next token was received twice: "
          + PythonText.representation(.object(tokens)))
    }
    previousToken = tokens
    var input = asked
    Self.set(tokens, in: &input)
    nextInput = input
  }

  /// What json, yaml and table print: the result lists of all pages, and the token to go on by.
  package var fullResult: Document.Object {
    guard let paginator else { return pages.first ?? [:] }
    var result = Document.Object()
    for page in pages {
      for key in paginator.resultKeys {
        guard let value = page[key], !value.isNull else { continue }
        if case .list(let more) = value, case .list(let already)? = result[key] {
          result[key] = .list(already + more)
        } else if result[key] == nil {
          result[key] = value
        }
      }
    }
    if let resumeToken { result["NextToken"] = .string(resumeToken) }
    return result
  }

  /// What text prints, one after another: each page's result lists, then the token to go on by.
  package var resultKeyPages: [Document.Object] {
    guard let paginator else { return pages }
    var result = pages.map { page in
      var kept = Document.Object()
      for key in paginator.resultKeys { kept[key] = page[key] ?? .null }
      return kept
    }
    if let resumeToken { result.append(["NextToken": ["NextToken": .string(resumeToken)]]) }
    return result
  }
}
