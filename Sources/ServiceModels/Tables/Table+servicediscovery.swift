/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let servicediscovery = #"""
@serviceId ServiceDiscovery
@serviceFullName AWS Cloud Map
@apiVersion 2017-03-14
@targetPrefix Route53AutoNaming_v20170314
@jsonVersion 1.1
@endpointPrefix servicediscovery
@spokenProtocol json
=CreatePublicDnsNamespace,DeleteServiceAttributes,DeregisterInstance,DiscoverInstancesRevision,GetInstance,GetServiceAttributes,ListOperations,ListTagsForResource,RegisterInstance,TagResource,UntagResource,UpdateHttpNamespace,UpdateInstanceCustomHealthStatus,UpdatePrivateDnsNamespace,UpdatePublicDnsNamespace,UpdateService,UpdateServiceAttributes
>CreateHttpNamespace CreateHttpNamespaceRequest CreateHttpNamespaceResponse !InvalidInput,NamespaceAlreadyExists,ResourceLimitExceeded,DuplicateRequest,TooManyTagsException
>CreatePrivateDnsNamespace CreatePrivateDnsNamespaceRequest CreatePrivateDnsNamespaceResponse !InvalidInput,NamespaceAlreadyExists,ResourceLimitExceeded,DuplicateRequest,TooManyTagsException
>CreateService CreateServiceRequest CreateServiceResponse !InvalidInput,ResourceLimitExceeded,NamespaceNotFound,ServiceAlreadyExists,TooManyTagsException
>DeleteNamespace DeleteNamespaceRequest DeleteNamespaceResponse !InvalidInput,NamespaceNotFound,ResourceInUse,DuplicateRequest
>DeleteService DeleteServiceRequest DeleteServiceResponse !InvalidInput,ServiceNotFound,ResourceInUse
>DiscoverInstances DiscoverInstancesRequest DiscoverInstancesResponse !ServiceNotFound,NamespaceNotFound,InvalidInput,RequestLimitExceeded
>GetInstancesHealthStatus GetInstancesHealthStatusRequest GetInstancesHealthStatusResponse !InstanceNotFound,InvalidInput,ServiceNotFound
>GetNamespace GetNamespaceRequest GetNamespaceResponse !InvalidInput,NamespaceNotFound
>GetOperation GetOperationRequest GetOperationResponse !InvalidInput,OperationNotFound
>GetService GetServiceRequest GetServiceResponse !InvalidInput,ServiceNotFound
>ListInstances ListInstancesRequest ListInstancesResponse !ServiceNotFound,InvalidInput
<NextToken NextToken MaxResults Instances -
>ListNamespaces ListNamespacesRequest ListNamespacesResponse !InvalidInput
<NextToken NextToken MaxResults Namespaces -
>ListServices ListServicesRequest ListServicesResponse !InvalidInput
<NextToken NextToken MaxResults Services -
"AWSAccountId min=12 max=12
"AmazonResourceName min=1 max=1011
"Arn max=255
"AttrKey max=255
~^[a-zA-Z0-9!-~]+$
"AttrValue max=1024
~^([a-zA-Z0-9!-~][ \ta-zA-Z0-9!-~]*){0,1}[a-zA-Z0-9!-~]{0,1}$
%Attributes AttrKey AttrValue
"Code
{CreateHttpNamespaceRequest required=Name
 Name NamespaceNameHttp
 CreatorRequestId ResourceId token
 Description ResourceDescription
 Tags TagList
{CreateHttpNamespaceResponse
 OperationId OperationId
{CreatePrivateDnsNamespaceRequest required=Name,Vpc
 Name NamespaceNamePrivate
 CreatorRequestId ResourceId token
 Description ResourceDescription
 Vpc ResourceId
 Tags TagList
 Properties PrivateDnsNamespaceProperties
{CreatePrivateDnsNamespaceResponse
 OperationId OperationId
{CreateServiceRequest required=Name
 Name ServiceName
 NamespaceId Arn
 CreatorRequestId ResourceId token
 Description ResourceDescription
 DnsConfig DnsConfig
 HealthCheckConfig HealthCheckConfig
 HealthCheckCustomConfig HealthCheckCustomConfig
 Tags TagList
 Type ServiceTypeOption
{CreateServiceResponse
 Service Service
{DeleteNamespaceRequest required=Id
 Id Arn
{DeleteNamespaceResponse
 OperationId OperationId
{DeleteServiceRequest required=Id
 Id Arn
{DeleteServiceResponse
{DiscoverInstancesRequest required=NamespaceName,ServiceName
 NamespaceName NamespaceName
 ServiceName ServiceName
 MaxResults DiscoverMaxResults
 QueryParameters Attributes
 OptionalParameters Attributes
 HealthStatus HealthStatusFilter
 OwnerAccount AWSAccountId
{DiscoverInstancesResponse
 Instances HttpInstanceSummaryList
 InstancesRevision Revision
#DiscoverMaxResults min=1 max=1000
{DnsConfig required=DnsRecords
 NamespaceId ResourceId deprecated
 RoutingPolicy RoutingPolicy
 DnsRecords DnsRecordList
{DnsProperties
 HostedZoneId ResourceId
 SOA SOA
{DnsRecord required=Type,TTL
 Type RecordType
 TTL RecordTTL
[DnsRecordList DnsRecord
{DuplicateRequest exception
 Message ErrorMessage
 DuplicateOperationId OperationId
"ErrorMessage
#FailureThreshold min=1 max=10
"FilterCondition enum=EQ,IN,BETWEEN,BEGINS_WITH
"FilterValue min=1 max=255
[FilterValues FilterValue
{GetInstancesHealthStatusRequest required=ServiceId
 ServiceId Arn
 Instances InstanceIdList
 MaxResults MaxResults
 NextToken NextToken
{GetInstancesHealthStatusResponse
 Status InstanceHealthStatusMap
 NextToken NextToken
{GetNamespaceRequest required=Id
 Id Arn
{GetNamespaceResponse
 Namespace Namespace
{GetOperationRequest required=OperationId
 OperationId OperationId
 OwnerAccount AWSAccountId
{GetOperationResponse
 Operation Operation
{GetServiceRequest required=Id
 Id Arn
{GetServiceResponse
 Service Service
{HealthCheckConfig required=Type
 Type HealthCheckType
 ResourcePath ResourcePath
 FailureThreshold FailureThreshold
{HealthCheckCustomConfig
 FailureThreshold FailureThreshold deprecated
"HealthCheckType enum=HTTP,HTTPS,TCP
"HealthStatus enum=HEALTHY,UNHEALTHY,UNKNOWN
"HealthStatusFilter enum=HEALTHY,UNHEALTHY,ALL,HEALTHY_OR_ELSE_ALL
{HttpInstanceSummary
 InstanceId ResourceId
 NamespaceName NamespaceNameHttp
 ServiceName ServiceName
 HealthStatus HealthStatus
 Attributes Attributes
[HttpInstanceSummaryList HttpInstanceSummary
{HttpProperties
 HttpName NamespaceName
%InstanceHealthStatusMap ResourceId HealthStatus
[InstanceIdList ResourceId min=1
{InstanceNotFound exception
 Message ErrorMessage
{InstanceSummary
 Id ResourceId
 Attributes Attributes
 CreatedByAccount AWSAccountId
[InstanceSummaryList InstanceSummary
{InvalidInput exception
 Message ErrorMessage
{ListInstancesRequest required=ServiceId
 ServiceId Arn
 NextToken NextToken
 MaxResults MaxResults
{ListInstancesResponse
 ResourceOwner AWSAccountId
 Instances InstanceSummaryList
 NextToken NextToken
{ListNamespacesRequest
 NextToken NextToken
 MaxResults MaxResults
 Filters NamespaceFilters
{ListNamespacesResponse
 Namespaces NamespaceSummariesList
 NextToken NextToken
{ListServicesRequest
 NextToken NextToken
 MaxResults MaxResults
 Filters ServiceFilters
{ListServicesResponse
 Services ServiceSummariesList
 NextToken NextToken
#MaxResults min=1 max=100
"Message
{Namespace
 Id ResourceId
 Arn Arn
 ResourceOwner AWSAccountId
 Name NamespaceName
 Type NamespaceType
 Description ResourceDescription
 ServiceCount ResourceCount
 Properties NamespaceProperties
 CreateDate Timestamp
 CreatorRequestId ResourceId
{NamespaceAlreadyExists exception
 Message ErrorMessage
 CreatorRequestId ResourceId
 NamespaceId ResourceId
{NamespaceFilter required=Name,Values
 Name NamespaceFilterName
 Values FilterValues
 Condition FilterCondition
"NamespaceFilterName enum=TYPE,NAME,HTTP_NAME,RESOURCE_OWNER
[NamespaceFilters NamespaceFilter
"NamespaceName max=1024
~^[!-~]{1,1024}$
"NamespaceNameHttp max=1024
~^(?!arn:)[!-~]{1,1024}$
"NamespaceNamePrivate max=253
~^(?!arn:)[!-~]{1,253}$
{NamespaceNotFound exception
 Message ErrorMessage
{NamespaceProperties
 DnsProperties DnsProperties
 HttpProperties HttpProperties
[NamespaceSummariesList NamespaceSummary
{NamespaceSummary
 Id ResourceId
 Arn Arn
 ResourceOwner AWSAccountId
 Name NamespaceName
 Type NamespaceType
 Description ResourceDescription
 ServiceCount ResourceCount
 Properties NamespaceProperties
 CreateDate Timestamp
"NamespaceType enum=DNS_PUBLIC,DNS_PRIVATE,HTTP
"NextToken max=4096
{Operation
 Id OperationId
 OwnerAccount AWSAccountId
 Type OperationType
 Status OperationStatus
 ErrorMessage Message
 ErrorCode Code
 CreateDate Timestamp
 UpdateDate Timestamp
 Targets OperationTargetsMap
"OperationId max=255
{OperationNotFound exception
 Message ErrorMessage
"OperationStatus enum=SUBMITTED,PENDING,SUCCESS,FAIL
"OperationTargetType enum=NAMESPACE,SERVICE,INSTANCE
%OperationTargetsMap OperationTargetType ResourceId
"OperationType enum=CREATE_NAMESPACE,DELETE_NAMESPACE,UPDATE_NAMESPACE,UPDATE_SERVICE,REGISTER_INSTANCE,DEREGISTER_INSTANCE
{PrivateDnsNamespaceProperties required=DnsProperties
 DnsProperties PrivateDnsPropertiesMutable
{PrivateDnsPropertiesMutable required=SOA
 SOA SOA
LRecordTTL min=0 max=2147483647
"RecordType enum=SRV,A,AAAA,CNAME
{RequestLimitExceeded exception
 Message ErrorMessage
#ResourceCount
"ResourceDescription max=1024
"ResourceId max=64
{ResourceInUse exception
 Message ErrorMessage
{ResourceLimitExceeded exception
 Message ErrorMessage
"ResourcePath max=255
LRevision
"RoutingPolicy enum=MULTIVALUE,WEIGHTED
{SOA required=TTL
 TTL RecordTTL
{Service
 Id ResourceId
 Arn Arn
 ResourceOwner AWSAccountId
 Name ServiceName
 NamespaceId ResourceId
 Description ResourceDescription
 InstanceCount ResourceCount
 DnsConfig DnsConfig
 Type ServiceType
 HealthCheckConfig HealthCheckConfig
 HealthCheckCustomConfig HealthCheckCustomConfig
 CreateDate Timestamp
 CreatorRequestId ResourceId
 CreatedByAccount AWSAccountId
{ServiceAlreadyExists exception
 Message ErrorMessage
 CreatorRequestId ResourceId
 ServiceId ResourceId
 ServiceArn Arn
{ServiceFilter required=Name,Values
 Name ServiceFilterName
 Values FilterValues
 Condition FilterCondition
"ServiceFilterName enum=NAMESPACE_ID,RESOURCE_OWNER
[ServiceFilters ServiceFilter
"ServiceName
~((?=^.{1,127}$)^([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])(\.([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9]))*$)|(^\.$)
{ServiceNotFound exception
 Message ErrorMessage
[ServiceSummariesList ServiceSummary
{ServiceSummary
 Id ResourceId
 Arn Arn
 ResourceOwner AWSAccountId
 Name ServiceName
 Type ServiceType
 Description ResourceDescription
 InstanceCount ResourceCount
 DnsConfig DnsConfig
 HealthCheckConfig HealthCheckConfig
 HealthCheckCustomConfig HealthCheckCustomConfig
 CreateDate Timestamp
 CreatedByAccount AWSAccountId
"ServiceType enum=HTTP,DNS_HTTP,DNS
"ServiceTypeOption enum=HTTP
{Tag required=Key,Value
 Key TagKey
 Value TagValue
"TagKey min=1 max=128
[TagList Tag min=0 max=200
"TagValue min=0 max=256
TTimestamp
{TooManyTagsException exception
 Message ErrorMessage
 ResourceName AmazonResourceName
"""#
}
