/// Functions on objects: `keys merge values`. Members keep the order they were written in; where merged objects share a
/// name, the first gives its place and the last its value.
import Documents

extension Function {
  static let objectFunctions: [String: Function] = [
    "keys": Function(parameters: [[.object]]) { _, arguments in
      .list((arguments[0].object?.keys ?? []).map(Document.string))
    },
    "merge": Function(parameters: [[.object]], isVariadic: true) { evaluator, arguments throws(EvaluationError) in
      var merged = Document.Object()
      for place in arguments.list.indices {
        let members = arguments[place].object?.members ?? []
        try evaluator.spend(members.count)
        for member in members { merged[member.key] = member.value }
      }
      return .object(merged)
    },
    "values": Function(parameters: [[.object]]) { _, arguments in
      .list((arguments[0].object?.members ?? []).map(\.value))
    },
  ]
}
