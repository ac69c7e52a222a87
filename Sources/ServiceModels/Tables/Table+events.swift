/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let events = #"""
@serviceId EventBridge
@serviceFullName Amazon EventBridge
@apiVersion 2015-10-07
@targetPrefix AWSEvents
@jsonVersion 1.1
@endpointPrefix events
@spokenProtocol json
=ActivateEventSource,CancelReplay,CreateApiDestination,CreateArchive,CreateConnection,CreateEndpoint,CreateEventBus,CreatePartnerEventSource,DeactivateEventSource,DeauthorizeConnection,DeleteApiDestination,DeleteArchive,DeleteConnection,DeleteEndpoint,DeleteEventBus,DeletePartnerEventSource,DescribeApiDestination,DescribeArchive,DescribeConnection,DescribeEndpoint,DescribeEventBus,DescribeEventSource,DescribePartnerEventSource,DescribeReplay,ListApiDestinations,ListArchives,ListConnections,ListEndpoints,ListEventBuses,ListEventSources,ListPartnerEventSourceAccounts,ListPartnerEventSources,ListReplays,ListTagsForResource,PutPartnerEvents,PutPermission,RemovePermission,StartReplay,TagResource,UntagResource,UpdateApiDestination,UpdateArchive,UpdateConnection,UpdateEndpoint,UpdateEventBus
>DeleteRule DeleteRuleRequest - !ConcurrentModificationException,ManagedRuleException,InternalException,ResourceNotFoundException
>DescribeRule DescribeRuleRequest DescribeRuleResponse !ResourceNotFoundException,InternalException
>DisableRule DisableRuleRequest - !ResourceNotFoundException,ConcurrentModificationException,ManagedRuleException,InternalException
>EnableRule EnableRuleRequest - !ResourceNotFoundException,ConcurrentModificationException,ManagedRuleException,InternalException
>ListRuleNamesByTarget ListRuleNamesByTargetRequest ListRuleNamesByTargetResponse !InternalException,ResourceNotFoundException
<NextToken NextToken Limit RuleNames -
>ListRules ListRulesRequest ListRulesResponse !InternalException,ResourceNotFoundException
<NextToken NextToken Limit Rules -
>ListTargetsByRule ListTargetsByRuleRequest ListTargetsByRuleResponse !ResourceNotFoundException,InternalException
<NextToken NextToken Limit Targets -
>PutEvents PutEventsRequest PutEventsResponse !InternalException
>PutRule PutRuleRequest PutRuleResponse !InvalidEventPatternException,LimitExceededException,ConcurrentModificationException,ManagedRuleException,InternalException,ResourceNotFoundException
>PutTargets PutTargetsRequest PutTargetsResponse !ResourceNotFoundException,ConcurrentModificationException,LimitExceededException,ManagedRuleException,InternalException
>RemoveTargets RemoveTargetsRequest RemoveTargetsResponse !ResourceNotFoundException,ConcurrentModificationException,ManagedRuleException,InternalException
>TestEventPattern TestEventPatternRequest TestEventPatternResponse !InvalidEventPatternException,InternalException
{AppSyncParameters
 GraphQLOperation GraphQLOperation
"Arn min=1 max=1600
"AssignPublicIp enum=ENABLED,DISABLED
{AwsVpcConfiguration required=Subnets
 Subnets StringList
 SecurityGroups StringList
 AssignPublicIp AssignPublicIp
{BatchArrayProperties
 Size Integer
{BatchParameters required=JobDefinition,JobName
 JobDefinition String
 JobName String
 ArrayProperties BatchArrayProperties
 RetryStrategy BatchRetryStrategy
{BatchRetryStrategy
 Attempts Integer
BBoolean
"CapacityProvider min=1 max=255
[CapacityProviderStrategy CapacityProviderStrategyItem max=6
{CapacityProviderStrategyItem required=capacityProvider
 capacityProvider CapacityProvider
 weight CapacityProviderStrategyItemWeight
 base CapacityProviderStrategyItemBase
#CapacityProviderStrategyItemBase min=0 max=100000
#CapacityProviderStrategyItemWeight min=0 max=1000
{ConcurrentModificationException exception
"CreatedBy min=1 max=128
"Database min=1 max=64
"DbUser min=1 max=128
{DeadLetterConfig
 Arn ResourceArn
{DeleteRuleRequest required=Name
 Name RuleName
 EventBusName EventBusNameOrArn
 Force Boolean
{DescribeRuleRequest required=Name
 Name RuleName
 EventBusName EventBusNameOrArn
{DescribeRuleResponse
 Name RuleName
 Arn RuleArn
 EventPattern EventPattern
 ScheduleExpression ScheduleExpression
 State RuleState
 Description RuleDescription
 RoleArn RoleArn
 ManagedBy ManagedBy
 EventBusName EventBusName
 CreatedBy CreatedBy
{DisableRuleRequest required=Name
 Name RuleName
 EventBusName EventBusNameOrArn
{EcsParameters required=TaskDefinitionArn
 TaskDefinitionArn Arn
 TaskCount LimitMin1
 LaunchType LaunchType
 NetworkConfiguration NetworkConfiguration
 PlatformVersion String
 Group String
 CapacityProviderStrategy CapacityProviderStrategy
 EnableECSManagedTags Boolean
 EnableExecuteCommand Boolean
 PlacementConstraints PlacementConstraints
 PlacementStrategy PlacementStrategies
 PropagateTags PropagateTags
 ReferenceId ReferenceId
 Tags TagList
{EnableRuleRequest required=Name
 Name RuleName
 EventBusName EventBusNameOrArn
"EndpointId min=1 max=50
~^[A-Za-z0-9\-]+[\.][A-Za-z0-9\-]+$
"ErrorCode
"ErrorMessage
"EventBusName min=1 max=256
~[/\.\-_A-Za-z0-9]+
"EventBusNameOrArn min=1 max=1600
~(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+
"EventId max=64
"EventPattern max=4096
"EventResource max=2048
[EventResourceList EventResource
TEventTime
"GraphQLOperation min=1 max=1048576 sensitive
"HeaderKey max=512
~^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$
%HeaderParametersMap HeaderKey HeaderValue
"HeaderValue max=512
~^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$
{HttpParameters
 PathParameterValues PathParameterList
 HeaderParameters HeaderParametersMap
 QueryStringParameters QueryStringParametersMap
{InputTransformer required=InputTemplate
 InputPathsMap TransformerPaths
 InputTemplate TransformerInput
"InputTransformerPathKey min=1 max=256
~[A-Za-z0-9\_\-]+
#Integer
{InternalException exception fault
{InvalidEventPatternException exception
{KinesisParameters required=PartitionKeyPath
 PartitionKeyPath TargetPartitionKeyPath
"LaunchType enum=EC2,FARGATE,EXTERNAL
{LimitExceededException exception
#LimitMax100 min=1 max=100
#LimitMin1 min=1
{ListRuleNamesByTargetRequest required=TargetArn
 TargetArn TargetArn
 EventBusName EventBusNameOrArn
 NextToken NextToken
 Limit LimitMax100
{ListRuleNamesByTargetResponse
 RuleNames RuleNameList
 NextToken NextToken
{ListRulesRequest
 NamePrefix RuleName
 EventBusName EventBusNameOrArn
 NextToken NextToken
 Limit LimitMax100
{ListRulesResponse
 Rules RuleResponseList
 NextToken NextToken
{ListTargetsByRuleRequest required=Rule
 Rule RuleName
 EventBusName EventBusNameOrArn
 NextToken NextToken
 Limit LimitMax100
{ListTargetsByRuleResponse
 Targets TargetList
 NextToken NextToken
"ManagedBy min=1 max=128
{ManagedRuleException exception
#MaximumEventAgeInSeconds min=60 max=86400
#MaximumRetryAttempts min=0 max=185
"MessageGroupId max=100
{NetworkConfiguration
 awsvpcConfiguration AwsVpcConfiguration
"NextToken min=1 max=2048
"NonPartnerEventBusNameOrArn min=1 max=1600
~(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[\.\-_A-Za-z0-9]+
"PathParameter
~^(?!\s*$).+
[PathParameterList PathParameter
{PlacementConstraint
 type PlacementConstraintType
 expression PlacementConstraintExpression
"PlacementConstraintExpression max=2000
"PlacementConstraintType enum=distinctInstance,memberOf
[PlacementConstraints PlacementConstraint max=10
[PlacementStrategies PlacementStrategy max=5
{PlacementStrategy
 type PlacementStrategyType
 field PlacementStrategyField
"PlacementStrategyField max=255
"PlacementStrategyType enum=random,spread,binpack
"PropagateTags enum=TASK_DEFINITION
{PutEventsRequest required=Entries
 Entries PutEventsRequestEntryList
 EndpointId EndpointId
{PutEventsRequestEntry
 Time EventTime
 Source String
 Resources EventResourceList
 DetailType String
 Detail String
 EventBusName NonPartnerEventBusNameOrArn
 TraceHeader TraceHeader
[PutEventsRequestEntryList PutEventsRequestEntry min=1 max=10
{PutEventsResponse
 FailedEntryCount Integer
 Entries PutEventsResultEntryList
{PutEventsResultEntry
 EventId EventId
 ErrorCode ErrorCode
 ErrorMessage ErrorMessage
[PutEventsResultEntryList PutEventsResultEntry
{PutRuleRequest required=Name
 Name RuleName
 ScheduleExpression ScheduleExpression
 EventPattern EventPattern
 State RuleState
 Description RuleDescription
 RoleArn RoleArn
 Tags TagList
 EventBusName EventBusNameOrArn
{PutRuleResponse
 RuleArn RuleArn
{PutTargetsRequest required=Rule,Targets
 Rule RuleName
 EventBusName EventBusNameOrArn
 Targets TargetList
{PutTargetsResponse
 FailedEntryCount Integer
 FailedEntries PutTargetsResultEntryList
{PutTargetsResultEntry
 TargetId TargetId
 ErrorCode ErrorCode
 ErrorMessage ErrorMessage
[PutTargetsResultEntryList PutTargetsResultEntry
"QueryStringKey max=512
~[^\x00-\x1F\x7F]+
%QueryStringParametersMap QueryStringKey QueryStringValue
"QueryStringValue max=512
~[^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+
{RedshiftDataParameters required=Database
 SecretManagerArn RedshiftSecretManagerArn
 Database Database
 DbUser DbUser
 Sql Sql
 StatementName StatementName
 WithEvent Boolean
 Sqls Sqls
"RedshiftSecretManagerArn min=1 max=1600
~(^arn:aws([a-z]|\-)*:secretsmanager:[a-z0-9-.]+:.*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*)
"ReferenceId max=1024
{RemoveTargetsRequest required=Rule,Ids
 Rule RuleName
 EventBusName EventBusNameOrArn
 Ids TargetIdList
 Force Boolean
{RemoveTargetsResponse
 FailedEntryCount Integer
 FailedEntries RemoveTargetsResultEntryList
{RemoveTargetsResultEntry
 TargetId TargetId
 ErrorCode ErrorCode
 ErrorMessage ErrorMessage
[RemoveTargetsResultEntryList RemoveTargetsResultEntry
"ResourceArn min=1 max=1600
{ResourceNotFoundException exception
{RetryPolicy
 MaximumRetryAttempts MaximumRetryAttempts
 MaximumEventAgeInSeconds MaximumEventAgeInSeconds
"RoleArn min=1 max=1600
{Rule
 Name RuleName
 Arn RuleArn
 EventPattern EventPattern
 State RuleState
 Description RuleDescription
 ScheduleExpression ScheduleExpression
 RoleArn RoleArn
 ManagedBy ManagedBy
 EventBusName EventBusName
"RuleArn min=1 max=1600
"RuleDescription max=512
"RuleName min=1 max=64
~[\.\-_A-Za-z0-9]+
[RuleNameList RuleName
[RuleResponseList Rule
"RuleState enum=ENABLED,DISABLED,ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS
{RunCommandParameters required=RunCommandTargets
 RunCommandTargets RunCommandTargets
{RunCommandTarget required=Key,Values
 Key RunCommandTargetKey
 Values RunCommandTargetValues
"RunCommandTargetKey min=1 max=128
~^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$
"RunCommandTargetValue min=1 max=256
[RunCommandTargetValues RunCommandTargetValue min=1 max=50
[RunCommandTargets RunCommandTarget min=1 max=5
{SageMakerPipelineParameter required=Name,Value
 Name SageMakerPipelineParameterName
 Value SageMakerPipelineParameterValue
[SageMakerPipelineParameterList SageMakerPipelineParameter min=0 max=200
"SageMakerPipelineParameterName min=1 max=256
~^[a-zA-Z0-9](-*[a-zA-Z0-9])*$
"SageMakerPipelineParameterValue max=1024
{SageMakerPipelineParameters
 PipelineParameterList SageMakerPipelineParameterList
"ScheduleExpression max=256
"Sql min=1 max=100000 sensitive
[Sqls Sql min=0 max=40 sensitive
{SqsParameters
 MessageGroupId MessageGroupId
"StatementName min=1 max=500
"String
[StringList String
{Tag required=Key,Value
 Key TagKey
 Value TagValue
"TagKey min=1 max=128
[TagList Tag
"TagValue min=0 max=256
{Target required=Id,Arn
 Id TargetId
 Arn TargetArn
 RoleArn RoleArn
 Input TargetInput
 InputPath TargetInputPath
 InputTransformer InputTransformer
 KinesisParameters KinesisParameters
 RunCommandParameters RunCommandParameters
 EcsParameters EcsParameters
 BatchParameters BatchParameters
 SqsParameters SqsParameters
 HttpParameters HttpParameters
 RedshiftDataParameters RedshiftDataParameters
 SageMakerPipelineParameters SageMakerPipelineParameters
 DeadLetterConfig DeadLetterConfig
 RetryPolicy RetryPolicy
 AppSyncParameters AppSyncParameters
"TargetArn min=1 max=1600
"TargetId min=1 max=64
~[\.\-_A-Za-z0-9]+
[TargetIdList TargetId min=1 max=100
"TargetInput max=8192
"TargetInputPath max=256
[TargetList Target min=1 max=100
"TargetPartitionKeyPath max=256
{TestEventPatternRequest required=EventPattern,Event
 EventPattern EventPattern
 Event String
{TestEventPatternResponse
 Result Boolean
"TraceHeader min=1 max=500
"TransformerInput min=1 max=8192
%TransformerPaths InputTransformerPathKey TargetInputPath max=100
"""#
}
