/// Why a Region's services answer no caller at all.
///
/// In: the faults `api-throttled` and `api-down`. Out: the trouble of a Region's callers. Refuses nothing: the border
/// does, in the words of each service's protocol. What ECS does by itself goes on.
/// Source: Amazon ECS API reference, "Common Errors"; the API sheet, section 0.7.

package enum APITrouble: Hashable, Sendable {
  /// Too many calls for the account's rate.
  case throttled
  /// The services fail on their own side.
  case unavailable
}

extension Region {
  /// The oldest that stands.
  package var apiTrouble: APITrouble? {
    faults.standing.lazy.compactMap { fault in
      if case .apiTroubled(let trouble) = fault.kind { trouble } else { nil }
    }.first
  }
}
