/// A YAML value as lessons may write it: scalars as text, with a place in the file.
///
/// In: made by `StrictYAML`. Out: read by key through `YAMLMapping`. Decides nothing about types: whoever asks for a
/// key says what it wants. Source: lesson format, section 1.5.
struct YAMLNode {
  indirect enum Content {
    /// `isPlain`: written without quotes and not as a block.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Member])
  }
  struct Member {
    let key: String
    let keyPosition: SourcePosition
    let value: YAMLNode
  }

  let content: Content
  let position: SourcePosition

  var scalar: String? { if case .scalar(let text, _) = content { text } else { nil } }
  var sequence: [YAMLNode]? { if case .sequence(let elements) = content { elements } else { nil } }
  var members: [Member]? { if case .mapping(let members) = content { members } else { nil } }

  /// Written as nothing at all (`requires:`).
  var isEmpty: Bool { if case .scalar("", isPlain: true) = content { true } else { false } }

  /// What it is, for messages.
  var kindName: String {
    switch content {
    case .scalar(let text, _): text.isEmpty ? "nothing" : "'\(text.prefix(60))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  /// - Parameter allowsPatterns: whether a text between slashes is a pattern.
  func expectedValue(allowsPatterns: Bool, report: (SourcePosition, PatternError) -> Void) -> ExpectedValue? {
    switch content {
    case .scalar("null", isPlain: true): return .null
    case .scalar(let text, let isPlain):
      guard allowsPatterns, Pattern.isPattern(text) else { return isPlain ? .plain(text) : .text(text) }
      do throws(PatternError) {
        return .pattern(try Pattern(text))
      } catch {
        report(position, error)
        return nil
      }
    case .sequence(let elements):
      let values = elements.compactMap { $0.expectedValue(allowsPatterns: allowsPatterns, report: report) }
      return values.count == elements.count ? .list(values) : nil
    case .mapping(let members):
      let values = members.compactMap { member in
        member.value.expectedValue(allowsPatterns: allowsPatterns, report: report)
          .map { ExpectedValue.Member(key: member.key, value: $0) }
      }
      return values.count == members.count ? .object(values) : nil
    }
  }
}
