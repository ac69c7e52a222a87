/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let vpcLattice = #"""
@serviceId VPC Lattice
@serviceFullName Amazon VPC Lattice
@apiVersion 2022-11-30
@endpointPrefix vpc-lattice
@signingName vpc-lattice
@spokenProtocol rest-json
=BatchUpdateRule,CreateAccessLogSubscription,CreateResourceConfiguration,CreateResourceGateway,CreateRule,CreateServiceNetwork,CreateServiceNetworkResourceAssociation,CreateServiceNetworkServiceAssociation,CreateServiceNetworkVpcAssociation,DeleteAccessLogSubscription,DeleteAuthPolicy,DeleteDomainVerification,DeleteResourceConfiguration,DeleteResourceEndpointAssociation,DeleteResourceGateway,DeleteResourcePolicy,DeleteRule,DeleteServiceNetwork,DeleteServiceNetworkResourceAssociation,DeleteServiceNetworkServiceAssociation,DeleteServiceNetworkVpcAssociation,GetAccessLogSubscription,GetAuthPolicy,GetDomainVerification,GetResourceConfiguration,GetResourceGateway,GetResourcePolicy,GetRule,GetServiceNetwork,GetServiceNetworkResourceAssociation,GetServiceNetworkServiceAssociation,GetServiceNetworkVpcAssociation,ListAccessLogSubscriptions,ListDomainVerifications,ListResourceConfigurations,ListResourceEndpointAssociations,ListResourceGateways,ListRules,ListServiceNetworkResourceAssociations,ListServiceNetworkServiceAssociations,ListServiceNetworkVpcAssociations,ListServiceNetworkVpcEndpointAssociations,ListServiceNetworks,PutAuthPolicy,PutResourcePolicy,StartDomainVerification,UpdateAccessLogSubscription,UpdateResourceConfiguration,UpdateResourceGateway,UpdateRule,UpdateService,UpdateServiceNetwork,UpdateServiceNetworkVpcAssociation
>CreateListener CreateListenerRequest CreateListenerResponse idempotent http=POST,/services/{serviceIdentifier}/listeners,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateService CreateServiceRequest CreateServiceResponse idempotent http=POST,/services,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateTargetGroup CreateTargetGroupRequest CreateTargetGroupResponse idempotent http=POST,/targetgroups,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>DeleteListener DeleteListenerRequest DeleteListenerResponse idempotent http=DELETE,/services/{serviceIdentifier}/listeners/{listenerIdentifier},204 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteService DeleteServiceRequest DeleteServiceResponse idempotent http=DELETE,/services/{serviceIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteTargetGroup DeleteTargetGroupRequest DeleteTargetGroupResponse idempotent http=DELETE,/targetgroups/{targetGroupIdentifier},200 !ValidationException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeregisterTargets DeregisterTargetsRequest DeregisterTargetsResponse idempotent http=POST,/targetgroups/{targetGroupIdentifier}/deregistertargets,200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetListener GetListenerRequest GetListenerResponse readonly http=GET,/services/{serviceIdentifier}/listeners/{listenerIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetService GetServiceRequest GetServiceResponse readonly http=GET,/services/{serviceIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetTargetGroup GetTargetGroupRequest GetTargetGroupResponse readonly http=GET,/targetgroups/{targetGroupIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>ListListeners ListListenersRequest ListListenersResponse readonly http=GET,/services/{serviceIdentifier}/listeners,200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListServices ListServicesRequest ListServicesResponse readonly http=GET,/services,200 !ValidationException,AccessDeniedException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResponse readonly http=GET,/tags/{resourceArn},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,InternalServerException
>ListTargetGroups ListTargetGroupsRequest ListTargetGroupsResponse readonly http=GET,/targetgroups,200 !ValidationException,AccessDeniedException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListTargets ListTargetsRequest ListTargetsResponse readonly http=POST,/targetgroups/{targetGroupIdentifier}/listtargets,200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>RegisterTargets RegisterTargetsRequest RegisterTargetsResponse http=POST,/targetgroups/{targetGroupIdentifier}/registertargets,200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>TagResource TagResourceRequest TagResourceResponse http=POST,/tags/{resourceArn},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>UntagResource UntagResourceRequest UntagResourceResponse idempotent http=DELETE,/tags/{resourceArn},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,InternalServerException
>UpdateListener UpdateListenerRequest UpdateListenerResponse idempotent http=PATCH,/services/{serviceIdentifier}/listeners/{listenerIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>UpdateTargetGroup UpdateTargetGroupRequest UpdateTargetGroupResponse idempotent http=PATCH,/targetgroups/{targetGroupIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
{AccessDeniedException required=message exception status=403
 message String
"Arn min=0 max=1224
~arn:[a-z0-9][-.a-z0-9]{0,62}:vpc-lattice:([a-z0-9][-.a-z0-9]{0,62})?:\d{12}?:[^/].{0,1023}
"AuthType enum=NONE,AWS_IAM
BBoolean
"CertificateArn min=0 max=2048
~(arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:certificate/[0-9a-z-]+)?
"ClientToken min=1 max=64
~.*[!-~]+.*
{ConflictException required=message,resourceId,resourceType exception status=409
 message String
 resourceId String
 resourceType String
{CreateListenerRequest required=serviceIdentifier,name,protocol,defaultAction
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 name ListenerName
 protocol ListenerProtocol
 port Port
 defaultAction RuleAction
 clientToken ClientToken token
 tags TagMap
{CreateListenerResponse
 arn ListenerArn
 id ListenerId
 name ListenerName
 protocol ListenerProtocol
 port Port
 serviceArn ServiceArn
 serviceId ServiceId
 defaultAction RuleAction
{CreateServiceRequest required=name
 clientToken ClientToken token
 name ServiceName
 tags TagMap
 customDomainName ServiceCustomDomainName
 certificateArn CertificateArn
 authType AuthType
{CreateServiceResponse
 id ServiceId
 arn ServiceArn
 name ServiceName
 customDomainName ServiceCustomDomainName
 certificateArn CertificateArn
 status ServiceStatus
 authType AuthType
 dnsEntry DnsEntry
{CreateTargetGroupRequest required=name,type
 name TargetGroupName
 type TargetGroupType
 config TargetGroupConfig
 clientToken ClientToken token
 tags TagMap
{CreateTargetGroupResponse
 id TargetGroupId
 arn TargetGroupArn
 name TargetGroupName
 type TargetGroupType
 config TargetGroupConfig
 status TargetGroupStatus
{DeleteListenerRequest required=serviceIdentifier,listenerIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
{DeleteListenerResponse
{DeleteServiceRequest required=serviceIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
{DeleteServiceResponse
 id ServiceId
 arn ServiceArn
 name ServiceName
 status ServiceStatus
{DeleteTargetGroupRequest required=targetGroupIdentifier
 targetGroupIdentifier TargetGroupIdentifier name=targetGroupIdentifier in=uri
{DeleteTargetGroupResponse
 id TargetGroupId
 arn TargetGroupArn
 status TargetGroupStatus
{DeregisterTargetsRequest required=targetGroupIdentifier,targets
 targetGroupIdentifier TargetGroupIdentifier name=targetGroupIdentifier in=uri
 targets DeregisterTargetsRequestTargetsList
[DeregisterTargetsRequestTargetsList Target min=1 max=100
{DeregisterTargetsResponse
 successful TargetList
 unsuccessful TargetFailureList
{DnsEntry
 domainName String
 hostedZoneId String
"FailureCode
"FailureMessage
{FixedResponseAction required=statusCode
 statusCode HttpStatusCode
{ForwardAction required=targetGroups
 targetGroups WeightedTargetGroupList
{GetListenerRequest required=serviceIdentifier,listenerIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
{GetListenerResponse
 arn ListenerArn
 id ListenerId
 name ListenerName
 protocol ListenerProtocol
 port Port
 serviceArn ServiceArn
 serviceId ServiceId
 defaultAction RuleAction
 createdAt Timestamp
 lastUpdatedAt Timestamp
{GetServiceRequest required=serviceIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
{GetServiceResponse
 id ServiceId
 name ServiceName
 arn ServiceArn
 createdAt Timestamp
 lastUpdatedAt Timestamp
 dnsEntry DnsEntry
 customDomainName ServiceCustomDomainName
 certificateArn CertificateArn
 status ServiceStatus
 authType AuthType
 failureCode FailureCode
 failureMessage FailureMessage
{GetTargetGroupRequest required=targetGroupIdentifier
 targetGroupIdentifier TargetGroupIdentifier name=targetGroupIdentifier in=uri
{GetTargetGroupResponse
 id TargetGroupId
 arn TargetGroupArn
 name TargetGroupName
 type TargetGroupType
 config TargetGroupConfig
 createdAt Timestamp
 lastUpdatedAt Timestamp
 status TargetGroupStatus
 serviceArns ServiceArnList
 failureMessage String
 failureCode String
{HealthCheckConfig
 enabled Boolean
 protocol TargetGroupProtocol
 protocolVersion HealthCheckProtocolVersion
 port HealthCheckPort
 path HealthCheckPath
 healthCheckIntervalSeconds HealthCheckIntervalSeconds
 healthCheckTimeoutSeconds HealthCheckTimeoutSeconds
 healthyThresholdCount HealthyThresholdCount
 unhealthyThresholdCount UnhealthyThresholdCount
 matcher Matcher
#HealthCheckIntervalSeconds min=0 max=300
"HealthCheckPath min=0 max=2048
~.*(^/[a-zA-Z0-9@:%_+.~#?&/=-]*$|(^$)).*
#HealthCheckPort min=0 max=65535
"HealthCheckProtocolVersion enum=HTTP1,HTTP2
#HealthCheckTimeoutSeconds min=0 max=120
#HealthyThresholdCount min=0 max=10
"HttpCodeMatcher min=0 max=2000
~.*(^[0-9-,]+$|(^$)).*
#HttpStatusCode min=100 max=599
#Integer
{InternalServerException required=message exception fault status=500
 message String
 retryAfterSeconds Integer name=Retry-After in=header
"IpAddressType enum=IPV4,IPV6
"LambdaEventStructureVersion enum=V1,V2
{ListListenersRequest required=serviceIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
{ListListenersResponse required=items
 items ListenerSummaryList
 nextToken NextToken
{ListServicesRequest
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
{ListServicesResponse
 items ServiceList
 nextToken NextToken
{ListTagsForResourceRequest required=resourceArn
 resourceArn Arn name=resourceArn in=uri
{ListTagsForResourceResponse
 tags TagMap
{ListTargetGroupsRequest
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
 vpcIdentifier VpcId name=vpcIdentifier in=querystring
 targetGroupType TargetGroupType name=targetGroupType in=querystring
{ListTargetGroupsResponse
 items TargetGroupList
 nextToken NextToken
{ListTargetsRequest required=targetGroupIdentifier
 targetGroupIdentifier TargetGroupIdentifier name=targetGroupIdentifier in=uri
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
 targets ListTargetsRequestTargetsList
[ListTargetsRequestTargetsList Target min=0 max=20
{ListTargetsResponse required=items
 items TargetSummaryList
 nextToken NextToken
"ListenerArn min=20 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}
"ListenerId min=26 max=26
~listener-[0-9a-z]{17}
"ListenerIdentifier min=20 max=2048
~((listener-[0-9a-z]{17})|(^arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}$))
"ListenerName min=3 max=63
~(?!listener-)(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]+
"ListenerProtocol enum=HTTP,HTTPS,TLS_PASSTHROUGH
{ListenerSummary
 arn ListenerArn
 id ListenerId
 name ListenerName
 protocol ListenerProtocol
 port Port
 createdAt Timestamp
 lastUpdatedAt Timestamp
[ListenerSummaryList ListenerSummary
{Matcher union
 httpCode HttpCodeMatcher
#MaxResults min=1 max=100
"NextToken min=1 max=2048
#Port min=1 max=65535
{RegisterTargetsRequest required=targetGroupIdentifier,targets
 targetGroupIdentifier TargetGroupIdentifier name=targetGroupIdentifier in=uri
 targets RegisterTargetsRequestTargetsList
[RegisterTargetsRequestTargetsList Target min=1 max=100
{RegisterTargetsResponse
 successful TargetList
 unsuccessful TargetFailureList
{ResourceNotFoundException required=message,resourceId,resourceType exception status=404
 message String
 resourceId String
 resourceType String
{RuleAction union
 forward ForwardAction
 fixedResponse FixedResponseAction
"ServiceArn min=20 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:service/svc-[0-9a-z]{17}
[ServiceArnList ServiceArn
"ServiceCustomDomainName min=3 max=255
"ServiceId min=21 max=21
~svc-[0-9a-z]{17}
"ServiceIdentifier min=17 max=2048
~((svc-[0-9a-z]{17})|(arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:service/svc-[0-9a-z]{17}))
[ServiceList ServiceSummary
"ServiceName min=3 max=40
~(?!svc-)(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]+
{ServiceQuotaExceededException required=message,resourceType,serviceCode,quotaCode exception status=402
 message String
 resourceId String
 resourceType String
 serviceCode String
 quotaCode String
"ServiceStatus enum=ACTIVE,CREATE_IN_PROGRESS,DELETE_IN_PROGRESS,CREATE_FAILED,DELETE_FAILED
{ServiceSummary
 id ServiceId
 name ServiceName
 arn ServiceArn
 createdAt Timestamp
 lastUpdatedAt Timestamp
 dnsEntry DnsEntry
 customDomainName ServiceCustomDomainName
 status ServiceStatus
"String
"TagKey min=1 max=128
[TagKeys TagKey min=0 max=200
%TagMap TagKey TagValue min=0 max=200
{TagResourceRequest required=resourceArn,tags
 resourceArn Arn name=resourceArn in=uri
 tags TagMap
{TagResourceResponse
"TagValue min=0 max=256
{Target required=id
 id TargetIdString
 port Port
{TargetFailure
 id String
 port Port
 failureCode String
 failureMessage String
[TargetFailureList TargetFailure
"TargetGroupArn min=20 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:targetgroup/tg-[0-9a-z]{17}
{TargetGroupConfig
 port Port
 protocol TargetGroupProtocol
 protocolVersion TargetGroupProtocolVersion
 ipAddressType IpAddressType
 vpcIdentifier VpcId
 healthCheck HealthCheckConfig
 lambdaEventStructureVersion LambdaEventStructureVersion
"TargetGroupId min=20 max=20
~tg-[0-9a-z]{17}
"TargetGroupIdentifier min=17 max=2048
~((tg-[0-9a-z]{17})|(arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:targetgroup/tg-[0-9a-z]{17}))
[TargetGroupList TargetGroupSummary
"TargetGroupName min=3 max=128
~(?!tg-)(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]+
"TargetGroupProtocol enum=HTTP,HTTPS,TCP
"TargetGroupProtocolVersion enum=HTTP1,HTTP2,GRPC
"TargetGroupStatus enum=CREATE_IN_PROGRESS,ACTIVE,DELETE_IN_PROGRESS,CREATE_FAILED,DELETE_FAILED
{TargetGroupSummary
 id TargetGroupId
 arn TargetGroupArn
 name TargetGroupName
 type TargetGroupType
 createdAt Timestamp
 port Port
 protocol TargetGroupProtocol
 ipAddressType IpAddressType
 vpcIdentifier VpcId
 lastUpdatedAt Timestamp
 status TargetGroupStatus
 serviceArns ServiceArnList
 lambdaEventStructureVersion LambdaEventStructureVersion
"TargetGroupType enum=IP,LAMBDA,INSTANCE,ALB
#TargetGroupWeight min=0 max=999
"TargetIdString min=1 max=200
[TargetList Target
"TargetStatus enum=DRAINING,UNAVAILABLE,HEALTHY,UNHEALTHY,INITIAL,UNUSED
{TargetSummary
 id String
 port Port
 status TargetStatus
 reasonCode String
[TargetSummaryList TargetSummary
{ThrottlingException required=message exception status=429
 message String
 serviceCode String
 quotaCode String
 retryAfterSeconds Integer name=Retry-After in=header
TTimestamp time=iso8601
#UnhealthyThresholdCount min=0 max=10
{UntagResourceRequest required=resourceArn,tagKeys
 resourceArn Arn name=resourceArn in=uri
 tagKeys TagKeys name=tagKeys in=querystring
{UntagResourceResponse
{UpdateListenerRequest required=serviceIdentifier,listenerIdentifier,defaultAction
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
 defaultAction RuleAction
{UpdateListenerResponse
 arn ListenerArn
 id ListenerId
 name ListenerName
 protocol ListenerProtocol
 port Port
 serviceArn ServiceArn
 serviceId ServiceId
 defaultAction RuleAction
{UpdateTargetGroupRequest required=targetGroupIdentifier,healthCheck
 targetGroupIdentifier TargetGroupIdentifier name=targetGroupIdentifier in=uri
 healthCheck HealthCheckConfig
{UpdateTargetGroupResponse
 id TargetGroupId
 arn TargetGroupArn
 name TargetGroupName
 type TargetGroupType
 config TargetGroupConfig
 status TargetGroupStatus
{ValidationException required=message,reason exception status=400
 message String
 reason ValidationExceptionReason
 fieldList ValidationExceptionFieldList
{ValidationExceptionField required=name,message
 name String
 message String
[ValidationExceptionFieldList ValidationExceptionField
"ValidationExceptionReason enum=unknownOperation,cannotParse,fieldValidationFailed,other
"VpcId min=5 max=50
~vpc-(([0-9a-z]{8})|([0-9a-z]{17}))
{WeightedTargetGroup required=targetGroupIdentifier
 targetGroupIdentifier TargetGroupIdentifier
 weight TargetGroupWeight
[WeightedTargetGroupList WeightedTargetGroup min=1 max=10
"""#
}
