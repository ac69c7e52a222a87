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
=BatchUpdateRule,CreateAccessLogSubscription,CreateResourceConfiguration,CreateResourceGateway,CreateServiceNetworkResourceAssociation,DeleteAccessLogSubscription,DeleteAuthPolicy,DeleteDomainVerification,DeleteResourceConfiguration,DeleteResourceEndpointAssociation,DeleteResourceGateway,DeleteResourcePolicy,DeleteServiceNetworkResourceAssociation,GetAccessLogSubscription,GetAuthPolicy,GetDomainVerification,GetResourceConfiguration,GetResourceGateway,GetResourcePolicy,GetServiceNetworkResourceAssociation,ListAccessLogSubscriptions,ListDomainVerifications,ListResourceConfigurations,ListResourceEndpointAssociations,ListResourceGateways,ListServiceNetworkResourceAssociations,ListServiceNetworkVpcEndpointAssociations,PutAuthPolicy,PutResourcePolicy,StartDomainVerification,UpdateAccessLogSubscription,UpdateResourceConfiguration,UpdateResourceGateway,UpdateService
>CreateListener CreateListenerRequest CreateListenerResponse idempotent http=POST,/services/{serviceIdentifier}/listeners,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateRule CreateRuleRequest CreateRuleResponse idempotent http=POST,/services/{serviceIdentifier}/listeners/{listenerIdentifier}/rules,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateService CreateServiceRequest CreateServiceResponse idempotent http=POST,/services,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateServiceNetwork CreateServiceNetworkRequest CreateServiceNetworkResponse idempotent http=POST,/servicenetworks,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateServiceNetworkServiceAssociation CreateServiceNetworkServiceAssociationRequest CreateServiceNetworkServiceAssociationResponse idempotent http=POST,/servicenetworkserviceassociations,200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateServiceNetworkVpcAssociation CreateServiceNetworkVpcAssociationRequest CreateServiceNetworkVpcAssociationResponse idempotent http=POST,/servicenetworkvpcassociations,200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>CreateTargetGroup CreateTargetGroupRequest CreateTargetGroupResponse idempotent http=POST,/targetgroups,201 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>DeleteListener DeleteListenerRequest DeleteListenerResponse idempotent http=DELETE,/services/{serviceIdentifier}/listeners/{listenerIdentifier},204 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteRule DeleteRuleRequest DeleteRuleResponse idempotent http=DELETE,/services/{serviceIdentifier}/listeners/{listenerIdentifier}/rules/{ruleIdentifier},204 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteService DeleteServiceRequest DeleteServiceResponse idempotent http=DELETE,/services/{serviceIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteServiceNetwork DeleteServiceNetworkRequest DeleteServiceNetworkResponse idempotent http=DELETE,/servicenetworks/{serviceNetworkIdentifier},204 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteServiceNetworkServiceAssociation DeleteServiceNetworkServiceAssociationRequest DeleteServiceNetworkServiceAssociationResponse idempotent http=DELETE,/servicenetworkserviceassociations/{serviceNetworkServiceAssociationIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteServiceNetworkVpcAssociation DeleteServiceNetworkVpcAssociationRequest DeleteServiceNetworkVpcAssociationResponse idempotent http=DELETE,/servicenetworkvpcassociations/{serviceNetworkVpcAssociationIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeleteTargetGroup DeleteTargetGroupRequest DeleteTargetGroupResponse idempotent http=DELETE,/targetgroups/{targetGroupIdentifier},200 !ValidationException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>DeregisterTargets DeregisterTargetsRequest DeregisterTargetsResponse idempotent http=POST,/targetgroups/{targetGroupIdentifier}/deregistertargets,200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetListener GetListenerRequest GetListenerResponse readonly http=GET,/services/{serviceIdentifier}/listeners/{listenerIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetRule GetRuleRequest GetRuleResponse readonly http=GET,/services/{serviceIdentifier}/listeners/{listenerIdentifier}/rules/{ruleIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetService GetServiceRequest GetServiceResponse readonly http=GET,/services/{serviceIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetServiceNetwork GetServiceNetworkRequest GetServiceNetworkResponse readonly http=GET,/servicenetworks/{serviceNetworkIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetServiceNetworkServiceAssociation GetServiceNetworkServiceAssociationRequest GetServiceNetworkServiceAssociationResponse readonly http=GET,/servicenetworkserviceassociations/{serviceNetworkServiceAssociationIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetServiceNetworkVpcAssociation GetServiceNetworkVpcAssociationRequest GetServiceNetworkVpcAssociationResponse readonly http=GET,/servicenetworkvpcassociations/{serviceNetworkVpcAssociationIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>GetTargetGroup GetTargetGroupRequest GetTargetGroupResponse readonly http=GET,/targetgroups/{targetGroupIdentifier},200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
>ListListeners ListListenersRequest ListListenersResponse readonly http=GET,/services/{serviceIdentifier}/listeners,200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListRules ListRulesRequest ListRulesResponse readonly http=GET,/services/{serviceIdentifier}/listeners/{listenerIdentifier}/rules,200 !ValidationException,AccessDeniedException,ResourceNotFoundException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListServiceNetworkServiceAssociations ListServiceNetworkServiceAssociationsRequest ListServiceNetworkServiceAssociationsResponse readonly http=GET,/servicenetworkserviceassociations,200 !ValidationException,AccessDeniedException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListServiceNetworkVpcAssociations ListServiceNetworkVpcAssociationsRequest ListServiceNetworkVpcAssociationsResponse readonly http=GET,/servicenetworkvpcassociations,200 !ValidationException,AccessDeniedException,ThrottlingException,InternalServerException
<nextToken nextToken maxResults items -
>ListServiceNetworks ListServiceNetworksRequest ListServiceNetworksResponse readonly http=GET,/servicenetworks,200 !ValidationException,AccessDeniedException,ThrottlingException,InternalServerException
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
>UpdateRule UpdateRuleRequest UpdateRuleResponse idempotent http=PATCH,/services/{serviceIdentifier}/listeners/{listenerIdentifier}/rules/{ruleIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
>UpdateServiceNetwork UpdateServiceNetworkRequest UpdateServiceNetworkResponse idempotent http=PATCH,/servicenetworks/{serviceNetworkIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>UpdateServiceNetworkVpcAssociation UpdateServiceNetworkVpcAssociationRequest UpdateServiceNetworkVpcAssociationResponse idempotent http=PATCH,/servicenetworkvpcassociations/{serviceNetworkVpcAssociationIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,InternalServerException
>UpdateTargetGroup UpdateTargetGroupRequest UpdateTargetGroupResponse idempotent http=PATCH,/targetgroups/{targetGroupIdentifier},200 !ValidationException,AccessDeniedException,ConflictException,ResourceNotFoundException,ThrottlingException,ServiceQuotaExceededException,InternalServerException
{AccessDeniedException required=message exception status=403
 message String
"AccountId min=1 max=12
~[0-9]{12}
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
{CreateRuleRequest required=serviceIdentifier,listenerIdentifier,name,match,priority,action
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
 name RuleName
 match RuleMatch
 priority RulePriority
 action RuleAction
 clientToken ClientToken token
 tags TagMap
{CreateRuleResponse
 arn RuleArn
 id RuleId
 name RuleName
 match RuleMatch
 priority RulePriority
 action RuleAction
{CreateServiceNetworkRequest required=name
 clientToken ClientToken token
 name ServiceNetworkName
 authType AuthType
 tags TagMap
 sharingConfig SharingConfig
{CreateServiceNetworkResponse
 id ServiceNetworkId
 name ServiceNetworkName
 arn ServiceNetworkArn
 sharingConfig SharingConfig
 authType AuthType
{CreateServiceNetworkServiceAssociationRequest required=serviceIdentifier,serviceNetworkIdentifier
 clientToken ClientToken token
 serviceIdentifier ServiceIdentifier
 serviceNetworkIdentifier ServiceNetworkIdentifier
 tags TagMap
{CreateServiceNetworkServiceAssociationResponse
 id ServiceNetworkServiceAssociationIdentifier
 status ServiceNetworkServiceAssociationStatus
 arn ServiceNetworkServiceAssociationArn
 createdBy AccountId
 customDomainName ServiceCustomDomainName
 dnsEntry DnsEntry
{CreateServiceNetworkVpcAssociationRequest required=serviceNetworkIdentifier,vpcIdentifier
 clientToken ClientToken token
 serviceNetworkIdentifier ServiceNetworkIdentifier
 vpcIdentifier VpcId
 privateDnsEnabled Boolean
 securityGroupIds CreateServiceNetworkVpcAssociationRequestSecurityGroupIdsList
 tags TagMap
 dnsOptions DnsOptions
[CreateServiceNetworkVpcAssociationRequestSecurityGroupIdsList SecurityGroupId min=0 max=5
{CreateServiceNetworkVpcAssociationResponse
 id ServiceNetworkVpcAssociationId
 status ServiceNetworkVpcAssociationStatus
 arn ServiceNetworkVpcAssociationArn
 createdBy AccountId
 securityGroupIds SecurityGroupList
 privateDnsEnabled Boolean
 dnsOptions DnsOptions
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
{DeleteRuleRequest required=serviceIdentifier,listenerIdentifier,ruleIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
 ruleIdentifier RuleIdentifier name=ruleIdentifier in=uri
{DeleteRuleResponse
{DeleteServiceNetworkRequest required=serviceNetworkIdentifier
 serviceNetworkIdentifier ServiceNetworkIdentifier name=serviceNetworkIdentifier in=uri
{DeleteServiceNetworkResponse
{DeleteServiceNetworkServiceAssociationRequest required=serviceNetworkServiceAssociationIdentifier
 serviceNetworkServiceAssociationIdentifier ServiceNetworkServiceAssociationIdentifier name=serviceNetworkServiceAssociationIdentifier in=uri
{DeleteServiceNetworkServiceAssociationResponse
 id ServiceNetworkServiceAssociationIdentifier
 status ServiceNetworkServiceAssociationStatus
 arn ServiceNetworkServiceAssociationArn
{DeleteServiceNetworkVpcAssociationRequest required=serviceNetworkVpcAssociationIdentifier
 serviceNetworkVpcAssociationIdentifier ServiceNetworkVpcAssociationIdentifier name=serviceNetworkVpcAssociationIdentifier in=uri
{DeleteServiceNetworkVpcAssociationResponse
 id ServiceNetworkVpcAssociationId
 status ServiceNetworkVpcAssociationStatus
 arn ServiceNetworkVpcAssociationArn
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
{DnsOptions
 privateDnsPreference PrivateDnsPreference
 privateDnsSpecifiedDomains PrivateDnsSpecifiedDomainsList
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
{GetRuleRequest required=serviceIdentifier,listenerIdentifier,ruleIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
 ruleIdentifier RuleIdentifier name=ruleIdentifier in=uri
{GetRuleResponse
 arn RuleArn
 id RuleId
 name RuleName
 isDefault Boolean
 match RuleMatch
 priority RulePriority
 action RuleAction
 createdAt Timestamp
 lastUpdatedAt Timestamp
{GetServiceNetworkRequest required=serviceNetworkIdentifier
 serviceNetworkIdentifier ServiceNetworkIdentifier name=serviceNetworkIdentifier in=uri
{GetServiceNetworkResponse
 id ServiceNetworkId
 name ServiceNetworkName
 createdAt Timestamp
 lastUpdatedAt Timestamp
 arn ServiceNetworkArn
 authType AuthType
 sharingConfig SharingConfig
 numberOfAssociatedVPCs Long
 numberOfAssociatedServices Long
{GetServiceNetworkServiceAssociationRequest required=serviceNetworkServiceAssociationIdentifier
 serviceNetworkServiceAssociationIdentifier ServiceNetworkServiceAssociationIdentifier name=serviceNetworkServiceAssociationIdentifier in=uri
{GetServiceNetworkServiceAssociationResponse
 id ServiceNetworkServiceAssociationIdentifier
 status ServiceNetworkServiceAssociationStatus
 arn ServiceNetworkServiceAssociationArn
 createdBy AccountId
 createdAt Timestamp
 serviceId ServiceId
 serviceName ServiceName
 serviceArn ServiceArn
 serviceNetworkId ServiceNetworkId
 serviceNetworkName ServiceNetworkName
 serviceNetworkArn ServiceNetworkArn
 dnsEntry DnsEntry
 customDomainName ServiceCustomDomainName
 failureMessage String
 failureCode String
{GetServiceNetworkVpcAssociationRequest required=serviceNetworkVpcAssociationIdentifier
 serviceNetworkVpcAssociationIdentifier ServiceNetworkVpcAssociationIdentifier name=serviceNetworkVpcAssociationIdentifier in=uri
{GetServiceNetworkVpcAssociationResponse
 id ServiceNetworkVpcAssociationId
 status ServiceNetworkVpcAssociationStatus
 arn ServiceNetworkVpcAssociationArn
 createdBy AccountId
 createdAt Timestamp
 serviceNetworkId ServiceNetworkId
 serviceNetworkName ServiceNetworkName
 serviceNetworkArn ServiceNetworkArn
 vpcId VpcId
 securityGroupIds SecurityGroupList
 privateDnsEnabled Boolean
 failureMessage String
 failureCode String
 lastUpdatedAt Timestamp
 dnsOptions DnsOptions
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
{HeaderMatch required=name,match
 name HeaderMatchName
 match HeaderMatchType
 caseSensitive Boolean
"HeaderMatchContains min=1 max=200
"HeaderMatchExact min=1 max=200
[HeaderMatchList HeaderMatch min=1 max=5
"HeaderMatchName min=1 max=100
"HeaderMatchPrefix min=1 max=200
{HeaderMatchType union
 exact HeaderMatchExact
 prefix HeaderMatchPrefix
 contains HeaderMatchContains
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
{HttpMatch
 method HttpMethod
 pathMatch PathMatch
 headerMatches HeaderMatchList
"HttpMethod min=0 max=16
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
{ListRulesRequest required=serviceIdentifier,listenerIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
{ListRulesResponse required=items
 items RuleSummaryList
 nextToken NextToken
{ListServiceNetworkServiceAssociationsRequest
 serviceNetworkIdentifier ServiceNetworkIdentifier name=serviceNetworkIdentifier in=querystring
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=querystring
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
{ListServiceNetworkServiceAssociationsResponse required=items
 items ServiceNetworkServiceAssociationList
 nextToken NextToken
{ListServiceNetworkVpcAssociationsRequest
 serviceNetworkIdentifier ServiceNetworkIdentifier name=serviceNetworkIdentifier in=querystring
 vpcIdentifier VpcId name=vpcIdentifier in=querystring
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
{ListServiceNetworkVpcAssociationsResponse required=items
 items ServiceNetworkVpcAssociationList
 nextToken NextToken
{ListServiceNetworksRequest
 maxResults MaxResults name=maxResults in=querystring
 nextToken NextToken name=nextToken in=querystring
{ListServiceNetworksResponse required=items
 items ServiceNetworkList
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
LLong
{Matcher union
 httpCode HttpCodeMatcher
#MaxResults min=1 max=100
"NextToken min=1 max=2048
{PathMatch required=match
 match PathMatchType
 caseSensitive Boolean
"PathMatchExact min=1 max=200
~/[a-zA-Z0-9@:%_+.~#?&/=-]*
"PathMatchPrefix min=1 max=200
~/[a-zA-Z0-9@:%_+.~#?&/=-]*
{PathMatchType union
 exact PathMatchExact
 prefix PathMatchPrefix
#Port min=1 max=65535
"PrivateDnsPreference enum=VERIFIED_DOMAINS_ONLY,ALL_DOMAINS,VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS,SPECIFIED_DOMAINS_ONLY
"PrivateDnsSpecifiedDomain min=1 max=255
[PrivateDnsSpecifiedDomainsList PrivateDnsSpecifiedDomain min=1 max=10
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
"RuleArn min=20 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}/rule/rule-[0-9a-z]{17}
"RuleId min=5 max=22
~rule-[0-9a-z]{17}
"RuleIdentifier min=20 max=2048
~((rule-[0-9a-z]{17})|(^arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}/rule/rule-[0-9a-z]{17}$))
{RuleMatch union
 httpMatch HttpMatch
"RuleName min=3 max=63
~(?!rule-)(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]+
#RulePriority min=1 max=2000
{RuleSummary
 arn RuleArn
 id RuleId
 name RuleName
 isDefault Boolean
 priority RulePriority
 createdAt Timestamp
 lastUpdatedAt Timestamp
[RuleSummaryList RuleSummary
"SecurityGroupId min=5 max=200
~sg-(([0-9a-z]{8})|([0-9a-z]{17}))
[SecurityGroupList SecurityGroupId
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
"ServiceNetworkArn min=32 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:servicenetwork/sn-[0-9a-z]{17}
"ServiceNetworkId min=20 max=20
~sn-[0-9a-z]{17}
"ServiceNetworkIdentifier min=3 max=2048
~((sn-[0-9a-z]{17})|(arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:servicenetwork/sn-[0-9a-z]{17}))
[ServiceNetworkList ServiceNetworkSummary
"ServiceNetworkName min=3 max=63
~(?![-])(?!.*[-]$)(?!.*[-]{2})[a-z0-9-]+
"ServiceNetworkServiceAssociationArn min=20 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:servicenetworkserviceassociation/snsa-[0-9a-z]{17}
"ServiceNetworkServiceAssociationIdentifier min=17 max=2048
~((snsa-[0-9a-z]{17})|(arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:servicenetworkserviceassociation/snsa-[0-9a-z]{17}))
[ServiceNetworkServiceAssociationList ServiceNetworkServiceAssociationSummary
"ServiceNetworkServiceAssociationStatus enum=CREATE_IN_PROGRESS,ACTIVE,DELETE_IN_PROGRESS,CREATE_FAILED,DELETE_FAILED
{ServiceNetworkServiceAssociationSummary
 id ServiceNetworkServiceAssociationIdentifier
 status ServiceNetworkServiceAssociationStatus
 arn ServiceNetworkServiceAssociationArn
 createdBy AccountId
 createdAt Timestamp
 serviceId ServiceId
 serviceName ServiceName
 serviceArn ServiceArn
 serviceNetworkId ServiceNetworkId
 serviceNetworkName ServiceNetworkName
 serviceNetworkArn ServiceNetworkArn
 dnsEntry DnsEntry
 customDomainName ServiceCustomDomainName
{ServiceNetworkSummary
 id ServiceNetworkId
 name ServiceNetworkName
 arn ServiceNetworkArn
 createdAt Timestamp
 lastUpdatedAt Timestamp
 numberOfAssociatedVPCs Long
 numberOfAssociatedServices Long
 numberOfAssociatedResourceConfigurations Long
"ServiceNetworkVpcAssociationArn min=20 max=2048
~arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:servicenetworkvpcassociation/snva-[0-9a-z]{17}
"ServiceNetworkVpcAssociationId min=22 max=22
~snva-[0-9a-z]{17}
"ServiceNetworkVpcAssociationIdentifier min=17 max=2048
~((snva-[0-9a-z]{17})|(arn:[a-z0-9\-]+:vpc-lattice:[a-zA-Z0-9\-]+:\d{12}:servicenetworkvpcassociation/snva-[0-9a-z]{17}))
[ServiceNetworkVpcAssociationList ServiceNetworkVpcAssociationSummary
"ServiceNetworkVpcAssociationStatus enum=CREATE_IN_PROGRESS,ACTIVE,UPDATE_IN_PROGRESS,DELETE_IN_PROGRESS,CREATE_FAILED,DELETE_FAILED,UPDATE_FAILED
{ServiceNetworkVpcAssociationSummary
 id ServiceNetworkVpcAssociationId
 arn ServiceNetworkVpcAssociationArn
 status ServiceNetworkVpcAssociationStatus
 createdBy AccountId
 createdAt Timestamp
 serviceNetworkId ServiceNetworkId
 serviceNetworkName ServiceNetworkName
 serviceNetworkArn ServiceNetworkArn
 privateDnsEnabled Boolean
 dnsOptions DnsOptions
 vpcId VpcId
 lastUpdatedAt Timestamp
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
{SharingConfig
 enabled Boolean
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
{UpdateRuleRequest required=serviceIdentifier,listenerIdentifier,ruleIdentifier
 serviceIdentifier ServiceIdentifier name=serviceIdentifier in=uri
 listenerIdentifier ListenerIdentifier name=listenerIdentifier in=uri
 ruleIdentifier RuleIdentifier name=ruleIdentifier in=uri
 match RuleMatch
 priority RulePriority
 action RuleAction
{UpdateRuleResponse
 arn RuleArn
 id RuleId
 name RuleName
 isDefault Boolean
 match RuleMatch
 priority RulePriority
 action RuleAction
{UpdateServiceNetworkRequest required=serviceNetworkIdentifier,authType
 serviceNetworkIdentifier ServiceNetworkIdentifier name=serviceNetworkIdentifier in=uri
 authType AuthType
{UpdateServiceNetworkResponse
 id ServiceNetworkId
 name ServiceNetworkName
 arn ServiceNetworkArn
 authType AuthType
{UpdateServiceNetworkVpcAssociationRequest required=serviceNetworkVpcAssociationIdentifier,securityGroupIds
 serviceNetworkVpcAssociationIdentifier ServiceNetworkVpcAssociationIdentifier name=serviceNetworkVpcAssociationIdentifier in=uri
 securityGroupIds UpdateServiceNetworkVpcAssociationRequestSecurityGroupIdsList
[UpdateServiceNetworkVpcAssociationRequestSecurityGroupIdsList SecurityGroupId min=1 max=5
{UpdateServiceNetworkVpcAssociationResponse
 id ServiceNetworkVpcAssociationId
 arn ServiceNetworkVpcAssociationArn
 status ServiceNetworkVpcAssociationStatus
 createdBy AccountId
 securityGroupIds SecurityGroupList
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
