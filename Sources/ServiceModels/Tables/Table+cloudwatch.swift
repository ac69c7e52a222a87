/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let cloudwatch = #"""
@serviceId CloudWatch
@serviceFullName Amazon CloudWatch
@apiVersion 2010-08-01
@targetPrefix GraniteServiceVersion20100801
@jsonVersion 1.0
@endpointPrefix monitoring
@xmlNamespace http://monitoring.amazonaws.com/doc/2010-08-01/
@spokenProtocol json
@isQueryCompatible true
=DeleteAlarmMuteRule,DeleteAnomalyDetector,DeleteDashboards,DeleteInsightRules,DeleteMetricStream,DescribeAlarmContributors,DescribeAlarmsForMetric,DescribeAnomalyDetectors,DescribeInsightRules,DisableAlarmActions,DisableInsightRules,EnableAlarmActions,EnableInsightRules,GetAlarmMuteRule,GetDashboard,GetInsightRuleReport,GetMetricStream,GetMetricWidgetImage,GetOTelEnrichment,ListAlarmMuteRules,ListDashboards,ListManagedInsightRules,ListMetricStreams,ListTagsForResource,PutAlarmMuteRule,PutAnomalyDetector,PutDashboard,PutInsightRule,PutManagedInsightRules,PutMetricStream,StartMetricStreams,StartOTelEnrichment,StopMetricStreams,StopOTelEnrichment,TagResource,UntagResource
>DeleteAlarms DeleteAlarmsInput - !ResourceNotFound
>DescribeAlarmHistory DescribeAlarmHistoryInput DescribeAlarmHistoryOutput wrapper=DescribeAlarmHistoryResult !InvalidNextToken
<NextToken NextToken MaxRecords AlarmHistoryItems -
>DescribeAlarms DescribeAlarmsInput DescribeAlarmsOutput wrapper=DescribeAlarmsResult !InvalidNextToken
<NextToken NextToken MaxRecords MetricAlarms,CompositeAlarms -
>GetMetricData GetMetricDataInput GetMetricDataOutput wrapper=GetMetricDataResult !InvalidNextToken
<NextToken NextToken MaxDatapoints MetricDataResults,Messages -
>GetMetricStatistics GetMetricStatisticsInput GetMetricStatisticsOutput wrapper=GetMetricStatisticsResult !InvalidParameterValueException,MissingRequiredParameterException,InvalidParameterCombinationException,InternalServiceFault
>ListMetrics ListMetricsInput ListMetricsOutput wrapper=ListMetricsResult !InternalServiceFault,InvalidParameterValueException
<NextToken NextToken - Metrics,OwningAccounts -
>PutCompositeAlarm PutCompositeAlarmInput - !LimitExceededFault
>PutMetricAlarm PutMetricAlarmInput - !LimitExceededFault
>PutMetricData PutMetricDataInput - !InvalidParameterValueException,MissingRequiredParameterException,InvalidParameterCombinationException,InternalServiceFault
>SetAlarmState SetAlarmStateInput - !ResourceNotFound,InvalidFormatFault
?AlarmExists DescribeAlarms 5 40
:success path true	length(MetricAlarms[]) > `0`
?CompositeAlarmExists DescribeAlarms 5 40
:success path true	length(CompositeAlarms[]) > `0`
"AccountId min=1 max=255
"ActionPrefix min=1 max=1024
BActionsEnabled
"ActionsSuppressedBy enum=WaitPeriod,ExtensionPeriod,Alarm
"ActionsSuppressedReason min=0 max=1024
"AlarmArn min=1 max=1600
"AlarmDescription min=0 max=1024
{AlarmHistoryItem
 AlarmName AlarmName
 AlarmContributorId ContributorId
 AlarmType AlarmType
 Timestamp Timestamp
 HistoryItemType HistoryItemType
 HistorySummary HistorySummary
 HistoryData HistoryData
 AlarmContributorAttributes ContributorAttributes
[AlarmHistoryItems AlarmHistoryItem
"AlarmName min=1 max=255
"AlarmNamePrefix min=1 max=255
[AlarmNames AlarmName max=100
{AlarmPromQLCriteria required=Query
 Query Query
 PendingPeriod PendingPeriod
 RecoveryPeriod RecoveryPeriod
"AlarmRule min=1 max=10240
"AlarmType enum=CompositeAlarm,MetricAlarm
[AlarmTypes AlarmType
"AttributeName min=1 max=255
"AttributeValue min=1 max=1024
"AwsQueryErrorMessage
"ComparisonOperator enum=GreaterThanOrEqualToThreshold,GreaterThanThreshold,LessThanThreshold,LessThanOrEqualToThreshold,LessThanLowerOrGreaterThanUpperThreshold,LessThanLowerThreshold,GreaterThanUpperThreshold
{CompositeAlarm
 ActionsEnabled ActionsEnabled
 AlarmActions ResourceList
 AlarmArn AlarmArn
 AlarmConfigurationUpdatedTimestamp Timestamp
 AlarmDescription AlarmDescription
 AlarmName AlarmName
 AlarmRule AlarmRule
 InsufficientDataActions ResourceList
 OKActions ResourceList
 StateReason StateReason
 StateReasonData StateReasonData
 StateUpdatedTimestamp Timestamp
 StateValue StateValue
 StateTransitionedTimestamp Timestamp
 ActionsSuppressedBy ActionsSuppressedBy
 ActionsSuppressedReason ActionsSuppressedReason
 ActionsSuppressor AlarmArn
 ActionsSuppressorWaitPeriod SuppressorPeriod
 ActionsSuppressorExtensionPeriod SuppressorPeriod
[CompositeAlarms CompositeAlarm
%ContributorAttributes AttributeName AttributeValue min=0 max=150
"ContributorId min=1 max=16
[Counts DatapointValue
{Datapoint
 Timestamp Timestamp
 SampleCount DatapointValue
 Average DatapointValue
 Sum DatapointValue
 Minimum DatapointValue
 Maximum DatapointValue
 Unit StandardUnit
 ExtendedStatistics DatapointValueMap
DDatapointValue
%DatapointValueMap ExtendedStatistic DatapointValue
[DatapointValues DatapointValue
[Datapoints Datapoint
#DatapointsToAlarm min=1
{DeleteAlarmsInput required=AlarmNames
 AlarmNames AlarmNames
{DescribeAlarmHistoryInput
 AlarmName AlarmName
 AlarmContributorId ContributorId
 AlarmTypes AlarmTypes
 HistoryItemType HistoryItemType
 StartDate Timestamp
 EndDate Timestamp
 MaxRecords MaxRecords
 NextToken NextToken
 ScanBy ScanBy
{DescribeAlarmHistoryOutput
 AlarmHistoryItems AlarmHistoryItems
 NextToken NextToken
{DescribeAlarmsInput
 AlarmNames AlarmNames
 AlarmNamePrefix AlarmNamePrefix
 AlarmTypes AlarmTypes
 ChildrenOfAlarmName AlarmName
 ParentsOfAlarmName AlarmName
 StateValue StateValue
 ActionPrefix ActionPrefix
 MaxRecords MaxRecords
 NextToken NextToken
{DescribeAlarmsOutput
 CompositeAlarms CompositeAlarms
 MetricAlarms MetricAlarms
 NextToken NextToken
{Dimension required=Name,Value
 Name DimensionName
 Value DimensionValue
{DimensionFilter required=Name
 Name DimensionName
 Value DimensionValue
[DimensionFilters DimensionFilter max=10
"DimensionName min=1 max=255
"DimensionValue min=1 max=1024
[Dimensions Dimension max=30
{Entity
 KeyAttributes EntityKeyAttributesMap
 Attributes EntityAttributesMap
%EntityAttributesMap EntityAttributesMapKeyString EntityAttributesMapValueString min=0 max=10
"EntityAttributesMapKeyString min=1 max=256
"EntityAttributesMapValueString min=1 max=2048
%EntityKeyAttributesMap EntityKeyAttributesMapKeyString EntityKeyAttributesMapValueString min=2 max=4
"EntityKeyAttributesMapKeyString min=1 max=32
"EntityKeyAttributesMapValueString min=1 max=2048
{EntityMetricData
 Entity Entity
 MetricData MetricData
[EntityMetricDataList EntityMetricData
"ErrorMessage min=1 max=255
"EvaluateLowSampleCountPercentile min=1 max=255
{EvaluationCriteria union
 PromQLCriteria AlarmPromQLCriteria
#EvaluationInterval min=10 max=3600
#EvaluationPeriods min=1
"EvaluationState enum=PARTIAL_DATA,EVALUATION_FAILURE,EVALUATION_ERROR
"ExtendedStatistic
[ExtendedStatistics ExtendedStatistic min=1 max=10
"FaultDescription
{GetMetricDataInput required=MetricDataQueries,StartTime,EndTime
 MetricDataQueries MetricDataQueries
 StartTime Timestamp
 EndTime Timestamp
 NextToken NextToken
 ScanBy ScanBy
 MaxDatapoints GetMetricDataMaxDatapoints
 LabelOptions LabelOptions
"GetMetricDataLabelTimezone
#GetMetricDataMaxDatapoints
{GetMetricDataOutput
 MetricDataResults MetricDataResults
 NextToken NextToken
 Messages MetricDataResultMessages
{GetMetricStatisticsInput required=Namespace,MetricName,StartTime,EndTime,Period
 Namespace Namespace
 MetricName MetricName
 Dimensions Dimensions
 StartTime Timestamp
 EndTime Timestamp
 Period Period
 Statistics Statistics
 ExtendedStatistics ExtendedStatistics
 Unit StandardUnit
{GetMetricStatisticsOutput
 Label MetricLabel
 Datapoints Datapoints
"HistoryData min=1 max=4095
"HistoryItemType enum=ConfigurationUpdate,StateUpdate,Action,AlarmContributorStateUpdate,AlarmContributorAction
"HistorySummary min=1 max=255
BIncludeLinkedAccounts
{InternalServiceFault exception code=InternalServiceError status=500
 Message FaultDescription
{InvalidFormatFault exception code=InvalidFormat status=400
 message ErrorMessage
{InvalidNextToken exception code=InvalidNextToken status=400
 message ErrorMessage
{InvalidParameterCombinationException exception code=InvalidParameterCombination status=400
 message AwsQueryErrorMessage
{InvalidParameterValueException exception code=InvalidParameterValue status=400
 message AwsQueryErrorMessage
{LabelOptions
 Timezone GetMetricDataLabelTimezone
{LimitExceededFault exception code=LimitExceeded status=400
 message ErrorMessage
{ListMetricsInput
 Namespace Namespace
 MetricName MetricName
 Dimensions DimensionFilters
 NextToken NextToken
 RecentlyActive RecentlyActive
 IncludeLinkedAccounts IncludeLinkedAccounts
 OwningAccount AccountId
{ListMetricsOutput
 Metrics Metrics
 NextToken NextToken
 OwningAccounts OwningAccounts
#MaxRecords min=1 max=100
{MessageData
 Code MessageDataCode
 Value MessageDataValue
"MessageDataCode
"MessageDataValue
{Metric
 Namespace Namespace
 MetricName MetricName
 Dimensions Dimensions
{MetricAlarm
 AlarmName AlarmName
 AlarmArn AlarmArn
 AlarmDescription AlarmDescription
 AlarmConfigurationUpdatedTimestamp Timestamp
 ActionsEnabled ActionsEnabled
 OKActions ResourceList
 AlarmActions ResourceList
 InsufficientDataActions ResourceList
 StateValue StateValue
 StateReason StateReason
 StateReasonData StateReasonData
 StateUpdatedTimestamp Timestamp
 MetricName MetricName
 Namespace Namespace
 Statistic Statistic
 ExtendedStatistic ExtendedStatistic
 Dimensions Dimensions
 Period Period
 Unit StandardUnit
 EvaluationPeriods EvaluationPeriods
 DatapointsToAlarm DatapointsToAlarm
 Threshold Threshold
 ComparisonOperator ComparisonOperator
 TreatMissingData TreatMissingData
 EvaluateLowSampleCountPercentile EvaluateLowSampleCountPercentile
 Metrics MetricDataQueries
 ThresholdMetricId MetricId
 EvaluationState EvaluationState
 StateTransitionedTimestamp Timestamp
 EvaluationCriteria EvaluationCriteria
 EvaluationInterval EvaluationInterval
[MetricAlarms MetricAlarm
[MetricData MetricDatum
[MetricDataQueries MetricDataQuery
{MetricDataQuery required=Id
 Id MetricId
 MetricStat MetricStat
 Expression MetricExpression
 Label MetricLabel
 ReturnData ReturnData
 Period Period
 AccountId AccountId
{MetricDataResult
 Id MetricId
 Label MetricLabel
 Timestamps Timestamps
 Values DatapointValues
 StatusCode StatusCode
 Messages MetricDataResultMessages
[MetricDataResultMessages MessageData
[MetricDataResults MetricDataResult
{MetricDatum required=MetricName
 MetricName MetricName
 Dimensions Dimensions
 Timestamp Timestamp
 Value DatapointValue
 StatisticValues StatisticSet
 Values Values
 Counts Counts
 Unit StandardUnit
 StorageResolution StorageResolution
"MetricExpression min=1 max=2048
"MetricId min=1 max=255
"MetricLabel
"MetricName min=1 max=255
{MetricStat required=Metric,Period,Stat
 Metric Metric
 Period Period
 Stat Stat
 Unit StandardUnit
[Metrics Metric
{MissingRequiredParameterException exception code=MissingParameter status=400
 message AwsQueryErrorMessage
"Namespace min=1 max=255
~[^:].*
"NextToken
[OwningAccounts AccountId
#PendingPeriod min=0 max=86400
#Period min=1
{PutCompositeAlarmInput required=AlarmName,AlarmRule
 ActionsEnabled ActionsEnabled
 AlarmActions ResourceList
 AlarmDescription AlarmDescription
 AlarmName AlarmName
 AlarmRule AlarmRule
 InsufficientDataActions ResourceList
 OKActions ResourceList
 Tags TagList
 ActionsSuppressor AlarmArn
 ActionsSuppressorWaitPeriod SuppressorPeriod
 ActionsSuppressorExtensionPeriod SuppressorPeriod
{PutMetricAlarmInput required=AlarmName
 AlarmName AlarmName
 AlarmDescription AlarmDescription
 ActionsEnabled ActionsEnabled
 OKActions ResourceList
 AlarmActions ResourceList
 InsufficientDataActions ResourceList
 MetricName MetricName
 Namespace Namespace
 Statistic Statistic
 ExtendedStatistic ExtendedStatistic
 Dimensions Dimensions
 Period Period
 Unit StandardUnit
 EvaluationPeriods EvaluationPeriods
 DatapointsToAlarm DatapointsToAlarm
 Threshold Threshold
 ComparisonOperator ComparisonOperator
 TreatMissingData TreatMissingData
 EvaluateLowSampleCountPercentile EvaluateLowSampleCountPercentile
 Metrics MetricDataQueries
 Tags TagList
 ThresholdMetricId MetricId
 EvaluationCriteria EvaluationCriteria
 EvaluationInterval EvaluationInterval
{PutMetricDataInput required=Namespace
 Namespace Namespace
 MetricData MetricData
 EntityMetricData EntityMetricDataList
 StrictEntityValidation StrictEntityValidation
"Query min=1 max=10000
"RecentlyActive enum=PT3H
#RecoveryPeriod min=0 max=86400
[ResourceList ResourceName max=5
"ResourceName min=1 max=1024
{ResourceNotFound exception code=ResourceNotFound status=404
 message ErrorMessage
BReturnData
"ScanBy enum=TimestampDescending,TimestampAscending
{SetAlarmStateInput required=AlarmName,StateValue,StateReason
 AlarmName AlarmName
 StateValue StateValue
 StateReason StateReason
 StateReasonData StateReasonData
"StandardUnit enum=Seconds,Microseconds,Milliseconds,Bytes,Kilobytes,Megabytes,Gigabytes,Terabytes,Bits,Kilobits,Megabits,Gigabits,Terabits,Percent,Count,Bytes/Second,Kilobytes/Second,Megabytes/Second,Gigabytes/Second,Terabytes/Second,Bits/Second,Kilobits/Second,Megabits/Second,Gigabits/Second,Terabits/Second,Count/Second,None
"Stat
"StateReason min=0 max=1023
"StateReasonData min=0 max=4000
"StateValue enum=OK,ALARM,INSUFFICIENT_DATA
"Statistic enum=SampleCount,Average,Sum,Minimum,Maximum
{StatisticSet required=SampleCount,Sum,Minimum,Maximum
 SampleCount DatapointValue
 Sum DatapointValue
 Minimum DatapointValue
 Maximum DatapointValue
[Statistics Statistic min=1 max=5
"StatusCode enum=Complete,InternalError,PartialData,Forbidden
#StorageResolution min=1
BStrictEntityValidation
#SuppressorPeriod
{Tag required=Key,Value
 Key TagKey
 Value TagValue
"TagKey min=1 max=128
[TagList Tag
"TagValue min=0 max=256
DThreshold
TTimestamp
[Timestamps Timestamp
"TreatMissingData min=1 max=255
[Values DatapointValue
"""#
}
