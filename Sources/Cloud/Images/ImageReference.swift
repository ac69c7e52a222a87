/// A container image's name, taken apart.
///
/// In: the text of a container definition's `image`. Out: registry host, repository, tag or digest. Looks nothing up.
/// Source: Docker's reference grammar: without a host it is Docker Hub, without a path there it is `library/`.
package struct ImageReference: Hashable, Sendable {
  /// The text as written.
  package let text: String
  /// `docker.io` where none is written.
  package let host: String
  /// With `library/` for Docker Hub's own images.
  package let repository: String
  /// As written; nil where a digest or nothing follows the name.
  package let tag: String?
  /// `sha256:` and 64 hexadecimal digits.
  package let digest: String?

  package init(_ text: String) {
    self.text = text
    var name = text[...]
    if let at = name.firstIndex(of: "@") {
      digest = String(name[name.index(after: at)...])
      name = name[..<at]
    } else {
      digest = nil
    }
    let lastPart = name.lastIndex(of: "/").map { name.index(after: $0) } ?? name.startIndex
    if let colon = name[lastPart...].firstIndex(of: ":") {
      tag = String(name[name.index(after: colon)...])
      name = name[..<colon]
    } else {
      tag = nil
    }
    let slash = name.firstIndex(of: "/")
    let first = slash.map { name[..<$0] } ?? ""
    if let slash, first.contains(where: { $0 == "." || $0 == ":" }) || first == "localhost" {
      let path = String(name[name.index(after: slash)...])
      host = String(first)
      repository = first == "docker.io" && !path.contains("/") ? "library/\(path)" : path
    } else {
      host = "docker.io"
      repository = slash == nil ? "library/\(name)" : String(name)
    }
  }

  /// `latest` where neither tag nor digest is written.
  package var effectiveTag: String { tag ?? "latest" }
  /// Host and repository: what a catalogue files it under.
  package var canonicalName: String { "\(host)/\(repository)" }
  /// The name in full with tag or digest, as registries' errors print it.
  package var canonicalText: String { canonicalName + (digest.map { "@\($0)" } ?? ":\(effectiveTag)") }
  /// True for a private registry of Amazon ECR.
  package var isECR: Bool { host.contains(".dkr.ecr.") && host.contains(".amazonaws.com") }

  /// All the ways in which a plan may have written the repository, the full one first.
  var spellings: [String] {
    guard host == "docker.io" else { return [canonicalName] }
    let short = repository.hasPrefix("library/") ? String(repository.dropFirst("library/".count)) : repository
    return short == repository
      ? [canonicalName, repository] : [canonicalName, short, repository, "docker.io/\(short)"]
  }
}
