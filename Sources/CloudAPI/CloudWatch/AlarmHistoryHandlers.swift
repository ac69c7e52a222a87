/// Amazon CloudWatch at the border: what became of alarms.
///
/// In: calls. Out: replies. Source: CloudWatch API reference, DescribeAlarmHistory.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let alarmHistoryHandlers: [String: Handler] = ["DescribeAlarmHistory": describeAlarmHistory]

  @Sendable private static func describeAlarmHistory(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    guard !input.has("AlarmContributorId") else { throw .notSimulated("A contributor of an alarm") }
    let name = try input.string("AlarmName")
    let kind = try input.string("HistoryItemType")
    let (start, end) = (try input.instant("StartDate"), try input.instant("EndDate"))
    let types = try input.strings("AlarmTypes") ?? ["MetricAlarm"]
    let limit = try input.integer("MaxRecords") ?? 100
    guard (1...100).contains(limit) else {
      throw ServiceFailure("ValidationError", "MaxRecords must be between 1 and 100.")
    }
    var items = region.alarmHistory.items.filter { item in
      types.contains(item.type) && name ?? item.alarm == item.alarm && kind ?? item.kind == item.kind
        && start.map { $0 <= item.instant } ?? true && end.map { item.instant <= $0 } ?? true
    }
    if try input.string("ScanBy") != "TimestampAscending" { items.reverse() }
    let page = try input.page(of: Array(items), limit: limit, refusedAs: "InvalidNextToken") { String($0.number) }
    return Document.Object(rendering: [
      "AlarmHistoryItems": page.items.map(document), "NextToken": page.nextToken,
    ])
  }

  private static func document(_ item: AlarmHistory.Item) -> Document {
    Document.Object(rendering: [
      "AlarmName": item.alarm, "AlarmType": item.type, "Timestamp": item.instant, "HistoryItemType": item.kind,
      "HistorySummary": item.summary, "HistoryData": Document.object(item.data).written(),
    ]).rendered
  }
}

extension AlarmHistory.Item {
  fileprivate var type: String { isComposite ? "CompositeAlarm" : "MetricAlarm" }
}
