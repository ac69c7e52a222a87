/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let logs = #"""
@serviceId CloudWatch Logs
@serviceFullName Amazon CloudWatch Logs
@apiVersion 2014-03-28
@targetPrefix Logs_20140328
@jsonVersion 1.1
@endpointPrefix logs
@spokenProtocol json
=AssociateKmsKey,AssociateSourceToS3TableIntegration,CancelExportTask,CancelImportTask,CreateDelivery,CreateExportTask,CreateImportTask,CreateLogAnomalyDetector,CreateLookupTable,CreateScheduledQuery,DeleteAccountPolicy,DeleteDataProtectionPolicy,DeleteDelivery,DeleteDeliveryDestination,DeleteDeliveryDestinationPolicy,DeleteDeliverySource,DeleteDestination,DeleteIndexPolicy,DeleteIntegration,DeleteLogAnomalyDetector,DeleteLookupTable,DeleteMetricFilter,DeleteQueryDefinition,DeleteResourcePolicy,DeleteScheduledQuery,DeleteSubscriptionFilter,DeleteTransformer,DescribeAccountPolicies,DescribeConfigurationTemplates,DescribeDeliveries,DescribeDeliveryDestinations,DescribeDeliverySources,DescribeDestinations,DescribeExportTasks,DescribeFieldIndexes,DescribeImportTaskBatches,DescribeImportTasks,DescribeIndexPolicies,DescribeLookupTables,DescribeMetricFilters,DescribeQueries,DescribeQueryDefinitions,DescribeResourcePolicies,DescribeSubscriptionFilters,DisassociateKmsKey,DisassociateSourceFromS3TableIntegration,GetDataProtectionPolicy,GetDelivery,GetDeliveryDestination,GetDeliveryDestinationPolicy,GetDeliverySource,GetIntegration,GetLogAnomalyDetector,GetLogFields,GetLogGroupFields,GetLogObject,GetLogRecord,GetLookupTable,GetQueryResults,GetScheduledQuery,GetScheduledQueryHistory,GetTransformer,ListAggregateLogGroupSummaries,ListAnomalies,ListIntegrations,ListLogAnomalyDetectors,ListLogGroups,ListLogGroupsForQuery,ListScheduledQueries,ListSourcesForS3TableIntegration,PutAccountPolicy,PutBearerTokenAuthentication,PutDataProtectionPolicy,PutDeliveryDestination,PutDeliveryDestinationPolicy,PutDeliverySource,PutDestination,PutDestinationPolicy,PutIndexPolicy,PutIntegration,PutLogGroupDeletionProtection,PutMetricFilter,PutQueryDefinition,PutResourcePolicy,PutSubscriptionFilter,PutTransformer,StartLiveTail,StartQuery,StopQuery,TestMetricFilter,TestTransformer,UpdateAnomaly,UpdateDeliveryConfiguration,UpdateLogAnomalyDetector,UpdateLookupTable,UpdateScheduledQuery
>CreateLogGroup CreateLogGroupRequest - !InvalidParameterException,ResourceAlreadyExistsException,LimitExceededException,OperationAbortedException,ServiceUnavailableException
>CreateLogStream CreateLogStreamRequest - !InvalidParameterException,ResourceAlreadyExistsException,ResourceNotFoundException,ServiceUnavailableException
>DeleteLogGroup DeleteLogGroupRequest - !InvalidParameterException,ResourceNotFoundException,OperationAbortedException,ServiceUnavailableException,ValidationException
>DeleteLogStream DeleteLogStreamRequest - !InvalidParameterException,ResourceNotFoundException,OperationAbortedException,ServiceUnavailableException,ValidationException
>DeleteRetentionPolicy DeleteRetentionPolicyRequest - !InvalidParameterException,ResourceNotFoundException,OperationAbortedException,ServiceUnavailableException
>DescribeLogGroups DescribeLogGroupsRequest DescribeLogGroupsResponse !InvalidParameterException,ServiceUnavailableException
<nextToken nextToken limit logGroups -
>DescribeLogStreams DescribeLogStreamsRequest DescribeLogStreamsResponse !InvalidParameterException,ResourceNotFoundException,ServiceUnavailableException
<nextToken nextToken limit logStreams -
>FilterLogEvents FilterLogEventsRequest FilterLogEventsResponse !InvalidParameterException,ResourceNotFoundException,ServiceUnavailableException
<nextToken nextToken limit events,searchedLogStreams -
>GetLogEvents GetLogEventsRequest GetLogEventsResponse !InvalidParameterException,ResourceNotFoundException,ServiceUnavailableException
>ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse !InvalidParameterException,ResourceNotFoundException,ServiceUnavailableException
>ListTagsLogGroup ListTagsLogGroupRequest ListTagsLogGroupResponse deprecated !ResourceNotFoundException,ServiceUnavailableException
>PutLogEvents PutLogEventsRequest PutLogEventsResponse !InvalidParameterException,InvalidSequenceTokenException,DataAlreadyAcceptedException,ResourceNotFoundException,ServiceUnavailableException,UnrecognizedClientException
>PutRetentionPolicy PutRetentionPolicyRequest - !InvalidParameterException,ResourceNotFoundException,OperationAbortedException,ServiceUnavailableException
>TagLogGroup TagLogGroupRequest - deprecated !ResourceNotFoundException,InvalidParameterException
>TagResource TagResourceRequest - !InvalidParameterException,ResourceNotFoundException,ServiceUnavailableException,TooManyTagsException
>UntagLogGroup UntagLogGroupRequest - deprecated !ResourceNotFoundException
>UntagResource UntagResourceRequest - !InvalidParameterException,ResourceNotFoundException,ServiceUnavailableException
"AccountId min=12 max=12
~^\d{12}$
[AccountIds AccountId min=0 max=20
"AmazonResourceName min=1 max=1011
~[\w+=/:,.@-]*
"Arn
BBearerTokenAuthenticationEnabled
{CreateLogGroupRequest required=logGroupName
 logGroupName LogGroupName
 kmsKeyId KmsKeyId
 tags Tags
 logGroupClass LogGroupClass
 deletionProtectionEnabled DeletionProtectionEnabled
{CreateLogStreamRequest required=logGroupName,logStreamName
 logGroupName LogGroupName
 logStreamName LogStreamName
{DataAlreadyAcceptedException exception
 expectedSequenceToken SequenceToken
"DataProtectionStatus enum=ACTIVATED,DELETED,ARCHIVED,DISABLED
#Days
{DeleteLogGroupRequest required=logGroupName
 logGroupName LogGroupName
{DeleteLogStreamRequest required=logGroupName,logStreamName
 logGroupName LogGroupName
 logStreamName LogStreamName
{DeleteRetentionPolicyRequest required=logGroupName
 logGroupName LogGroupName
BDeletionProtectionEnabled
BDescending
#DescribeLimit min=1 max=50
[DescribeLogGroupsLogGroupIdentifiers LogGroupIdentifier min=1 max=50
{DescribeLogGroupsRequest
 accountIdentifiers AccountIds
 logGroupNamePrefix LogGroupName
 logGroupNamePattern LogGroupNamePattern
 nextToken NextToken
 limit DescribeLimit
 includeLinkedAccounts IncludeLinkedAccounts
 logGroupClass LogGroupClass
 logGroupIdentifiers DescribeLogGroupsLogGroupIdentifiers
{DescribeLogGroupsResponse
 logGroups LogGroups
 nextToken NextToken
{DescribeLogStreamsRequest
 logGroupName LogGroupName
 logGroupIdentifier LogGroupIdentifier
 logStreamNamePrefix LogStreamName
 orderBy OrderBy
 descending Descending
 nextToken NextToken
 limit DescribeLimit
{DescribeLogStreamsResponse
 logStreams LogStreams
 nextToken NextToken
{Entity
 keyAttributes EntityKeyAttributes
 attributes EntityAttributes
%EntityAttributes EntityAttributesKey EntityAttributesValue min=0 max=10
"EntityAttributesKey min=1 max=256
"EntityAttributesValue min=1 max=512
%EntityKeyAttributes EntityKeyAttributesKey EntityKeyAttributesValue min=2 max=4
"EntityKeyAttributesKey min=1 max=32
"EntityKeyAttributesValue min=1 max=512
"EntityRejectionErrorType enum=InvalidEntity,InvalidTypeValue,InvalidKeyAttributes,InvalidAttributes,EntitySizeTooLarge,UnsupportedLogGroupType,MissingRequiredFields
"EventId
"EventMessage min=1
#EventsLimit min=1 max=10000
#FilterCount
{FilterLogEventsRequest
 logGroupName LogGroupName
 logGroupIdentifier LogGroupIdentifier
 logStreamNames InputLogStreamNames
 logStreamNamePrefix LogStreamName
 startTime Timestamp
 endTime Timestamp
 filterPattern FilterPattern
 nextToken NextToken
 limit EventsLimit
 interleaved Interleaved deprecated
 unmask Unmask
{FilterLogEventsResponse
 events FilteredLogEvents
 searchedLogStreams SearchedLogStreams
 nextToken NextToken
"FilterPattern min=0 max=1024
{FilteredLogEvent
 logStreamName LogStreamName
 timestamp Timestamp
 message EventMessage
 ingestionTime Timestamp
 eventId EventId
[FilteredLogEvents FilteredLogEvent
{GetLogEventsRequest required=logStreamName
 logGroupName LogGroupName
 logGroupIdentifier LogGroupIdentifier
 logStreamName LogStreamName
 startTime Timestamp
 endTime Timestamp
 nextToken NextToken
 limit EventsLimit
 startFromHead StartFromHead
 unmask Unmask
{GetLogEventsResponse
 events OutputLogEvents
 nextForwardToken NextToken
 nextBackwardToken NextToken
BIncludeLinkedAccounts
[InheritedProperties InheritedProperty
"InheritedProperty enum=ACCOUNT_DATA_PROTECTION
{InputLogEvent required=timestamp,message
 timestamp Timestamp
 message EventMessage
[InputLogEvents InputLogEvent min=1 max=10000
[InputLogStreamNames LogStreamName min=1 max=100
BInterleaved
{InvalidParameterException exception
{InvalidSequenceTokenException exception
 expectedSequenceToken SequenceToken
"KmsKeyId max=256
{LimitExceededException exception
{ListTagsForResourceRequest required=resourceArn
 resourceArn AmazonResourceName
{ListTagsForResourceResponse
 tags Tags
{ListTagsLogGroupRequest required=logGroupName deprecated
 logGroupName LogGroupName
{ListTagsLogGroupResponse deprecated
 tags Tags
#LogEventIndex
{LogGroup
 logGroupName LogGroupName
 creationTime Timestamp
 retentionInDays Days
 metricFilterCount FilterCount
 arn Arn
 storedBytes StoredBytes
 kmsKeyId KmsKeyId
 dataProtectionStatus DataProtectionStatus
 inheritedProperties InheritedProperties
 logGroupClass LogGroupClass
 logGroupArn Arn
 deletionProtectionEnabled DeletionProtectionEnabled
 bearerTokenAuthenticationEnabled BearerTokenAuthenticationEnabled
"LogGroupClass enum=STANDARD,INFREQUENT_ACCESS,DELIVERY
"LogGroupIdentifier min=1 max=2048
~[\w#+=/:,.@-]*
"LogGroupName min=1 max=512
~[\.\-_/#A-Za-z0-9]+
"LogGroupNamePattern min=0 max=512
~[\.\-_/#A-Za-z0-9]*
[LogGroups LogGroup
{LogStream
 logStreamName LogStreamName
 creationTime Timestamp
 firstEventTimestamp Timestamp
 lastEventTimestamp Timestamp
 lastIngestionTime Timestamp
 uploadSequenceToken SequenceToken
 arn Arn
 storedBytes StoredBytes deprecated
"LogStreamName min=1 max=512
~[^:*]*
BLogStreamSearchedCompletely
[LogStreams LogStream
"Message
"NextToken min=1
{OperationAbortedException exception
"OrderBy enum=LogStreamName,LastEventTime
{OutputLogEvent
 timestamp Timestamp
 message EventMessage
 ingestionTime Timestamp
[OutputLogEvents OutputLogEvent
{PutLogEventsRequest required=logGroupName,logStreamName,logEvents
 logGroupName LogGroupName
 logStreamName LogStreamName
 logEvents InputLogEvents
 sequenceToken SequenceToken
 entity Entity
{PutLogEventsResponse
 nextSequenceToken SequenceToken
 rejectedLogEventsInfo RejectedLogEventsInfo
 rejectedEntityInfo RejectedEntityInfo
{PutRetentionPolicyRequest required=logGroupName,retentionInDays
 logGroupName LogGroupName
 retentionInDays Days
{RejectedEntityInfo required=errorType
 errorType EntityRejectionErrorType
{RejectedLogEventsInfo
 tooNewLogEventStartIndex LogEventIndex
 tooOldLogEventEndIndex LogEventIndex
 expiredLogEventEndIndex LogEventIndex
{ResourceAlreadyExistsException exception
{ResourceNotFoundException exception
{SearchedLogStream
 logStreamName LogStreamName
 searchedCompletely LogStreamSearchedCompletely
[SearchedLogStreams SearchedLogStream
"SequenceToken min=1
{ServiceUnavailableException exception fault
BStartFromHead
LStoredBytes min=0
"TagKey min=1 max=128
~^([\p{L}\p{Z}\p{N}_.:/=+\-@]+)$
[TagKeyList TagKey min=0 max=50
[TagList TagKey min=1
{TagLogGroupRequest required=logGroupName,tags deprecated
 logGroupName LogGroupName
 tags Tags
{TagResourceRequest required=resourceArn,tags
 resourceArn AmazonResourceName
 tags Tags
"TagValue max=256
~^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$
%Tags TagKey TagValue min=1 max=50
LTimestamp min=0
{TooManyTagsException exception
 message Message
 resourceName AmazonResourceName
BUnmask
{UnrecognizedClientException exception
{UntagLogGroupRequest required=logGroupName,tags deprecated
 logGroupName LogGroupName
 tags TagList
{UntagResourceRequest required=resourceArn,tagKeys
 resourceArn AmazonResourceName
 tagKeys TagKeyList
{ValidationException exception
"""#
}
