/// `--debug`: what is asked of the service, for standard error.
///
/// In: an operation, its input, the simulated time. Out: one line, in the form of the AWS CLI's own log; of that log only
/// this line is kept, with the input as JSON.
/// Source: botocore's log of `botocore.endpoint`, by observation.
import Documents
import ServiceModels

package enum RequestText {
  /// - Parameter time: ISO 8601 in UTC with milliseconds: `2026-01-05T09:00:00.000Z`.
  package static func line(_ operation: Operation, _ input: Document.Object, time: String) -> String {
    let clock = time.prefix(10) + " " + time.dropFirst(11).prefix(8) + "," + time.dropFirst(20).prefix(3)
    return "\(clock) - MainThread - botocore.endpoint - DEBUG - Making request for "
      + "OperationModel(name=\(operation.name)) with params: \(Document.object(input).written(.compact))\n"
  }
}
