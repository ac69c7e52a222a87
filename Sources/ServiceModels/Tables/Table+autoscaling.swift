/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let autoscaling = #"""
@serviceId Auto Scaling
@serviceFullName Auto Scaling
@apiVersion 2011-01-01
@endpointPrefix autoscaling
@xmlNamespace http://autoscaling.amazonaws.com/doc/2011-01-01/
@spokenProtocol query
>CreateAutoScalingGroup CreateAutoScalingGroupType - !AlreadyExistsFault,LimitExceededFault,ResourceContentionFault,ServiceLinkedRoleFailure
>DeleteAutoScalingGroup DeleteAutoScalingGroupType - !ScalingActivityInProgressFault,ResourceInUseFault,ResourceContentionFault
>DescribeAutoScalingGroups AutoScalingGroupNamesType AutoScalingGroupsType wrapper=DescribeAutoScalingGroupsResult !InvalidNextToken,ResourceContentionFault
<NextToken NextToken MaxRecords AutoScalingGroups -
>DescribeScalingActivities DescribeScalingActivitiesType ActivitiesType wrapper=DescribeScalingActivitiesResult !InvalidNextToken,ResourceContentionFault
<NextToken NextToken MaxRecords Activities -
>SetDesiredCapacity SetDesiredCapacityType - !ScalingActivityInProgressFault,ResourceContentionFault
>SetInstanceProtection SetInstanceProtectionQuery SetInstanceProtectionAnswer wrapper=SetInstanceProtectionResult !LimitExceededFault,ResourceContentionFault
>UpdateAutoScalingGroup UpdateAutoScalingGroupType - !ScalingActivityInProgressFault,ResourceContentionFault,ServiceLinkedRoleFailure
{AcceleratorCountRequest
 Min NullablePositiveInteger
 Max NullablePositiveInteger
"AcceleratorManufacturer enum=nvidia,amd,amazon-web-services,xilinx
[AcceleratorManufacturers AcceleratorManufacturer
"AcceleratorName enum=a100,v100,k80,t4,m60,radeon-pro-v520,vu9p
[AcceleratorNames AcceleratorName
{AcceleratorTotalMemoryMiBRequest
 Min NullablePositiveInteger
 Max NullablePositiveInteger
"AcceleratorType enum=gpu,fpga,inference
[AcceleratorTypes AcceleratorType
[Activities Activity
{ActivitiesType required=Activities
 Activities Activities
 NextToken XmlString
{Activity required=ActivityId,AutoScalingGroupName,Cause,StartTime,StatusCode
 ActivityId XmlString
 AutoScalingGroupName XmlStringMaxLen255
 Description XmlString
 Cause XmlStringMaxLen1023
 StartTime TimestampType
 EndTime TimestampType
 StatusCode ScalingActivityStatusCode
 StatusMessage XmlStringMaxLen255
 Progress Progress
 Details XmlString
 AutoScalingGroupState AutoScalingGroupState
 AutoScalingGroupARN ResourceName
[ActivityIds XmlString
"AllowedInstanceType min=1 max=30
~[a-zA-Z0-9\.\*\-]+
[AllowedInstanceTypes AllowedInstanceType max=400
{AlreadyExistsFault exception code=AlreadyExists status=400
 message XmlStringMaxLen255
"AnyPrintableAsciiStringMaxLen4000 min=1 max=4000
~[\u0009\u000A\u000D\u0020-\u007e]+
"AsciiStringMaxLen255 min=1 max=255
~[A-Za-z0-9\-_\/]+
{AutoScalingGroup required=AutoScalingGroupName,MinSize,MaxSize,DesiredCapacity,DefaultCooldown,AvailabilityZones,HealthCheckType,CreatedTime
 AutoScalingGroupName XmlStringMaxLen255
 AutoScalingGroupARN ResourceName
 LaunchConfigurationName XmlStringMaxLen255
 LaunchTemplate LaunchTemplateSpecification
 MixedInstancesPolicy MixedInstancesPolicy
 MinSize AutoScalingGroupMinSize
 MaxSize AutoScalingGroupMaxSize
 DesiredCapacity AutoScalingGroupDesiredCapacity
 PredictedCapacity AutoScalingGroupPredictedCapacity
 DefaultCooldown Cooldown
 AvailabilityZones AvailabilityZones
 AvailabilityZoneIds AvailabilityZoneIds
 LoadBalancerNames LoadBalancerNames
 TargetGroupARNs TargetGroupARNs
 HealthCheckType XmlStringMaxLen32
 HealthCheckGracePeriod HealthCheckGracePeriod
 Instances Instances
 CreatedTime TimestampType
 SuspendedProcesses SuspendedProcesses
 PlacementGroup XmlStringMaxLen255
 VPCZoneIdentifier XmlStringMaxLen5000
 EnabledMetrics EnabledMetrics
 Status XmlStringMaxLen255
 Tags TagDescriptionList
 TerminationPolicies TerminationPolicies
 NewInstancesProtectedFromScaleIn InstanceProtected
 ServiceLinkedRoleARN ResourceName
 MaxInstanceLifetime MaxInstanceLifetime
 CapacityRebalance CapacityRebalanceEnabled
 WarmPoolConfiguration WarmPoolConfiguration
 WarmPoolSize WarmPoolSize
 Context Context
 DesiredCapacityType XmlStringMaxLen255
 DefaultInstanceWarmup DefaultInstanceWarmup
 TrafficSources TrafficSources
 InstanceMaintenancePolicy InstanceMaintenancePolicy
 DeletionProtection DeletionProtection
 AvailabilityZoneDistribution AvailabilityZoneDistribution
 AvailabilityZoneImpairmentPolicy AvailabilityZoneImpairmentPolicy
 CapacityReservationSpecification CapacityReservationSpecification
 InstanceLifecyclePolicy InstanceLifecyclePolicy
#AutoScalingGroupDesiredCapacity
#AutoScalingGroupMaxSize
#AutoScalingGroupMinSize
[AutoScalingGroupNames XmlStringMaxLen255
{AutoScalingGroupNamesType
 AutoScalingGroupNames AutoScalingGroupNames
 IncludeInstances IncludeInstances
 NextToken XmlString
 MaxRecords MaxRecords
 Filters Filters
#AutoScalingGroupPredictedCapacity
"AutoScalingGroupState min=1 max=32
[AutoScalingGroups AutoScalingGroup
{AutoScalingGroupsType required=AutoScalingGroups
 AutoScalingGroups AutoScalingGroups
 NextToken XmlString
{AvailabilityZoneDistribution
 CapacityDistributionStrategy CapacityDistributionStrategy
[AvailabilityZoneIds XmlStringMaxLen255
{AvailabilityZoneImpairmentPolicy
 ZonalShiftEnabled ZonalShiftEnabled
 ImpairedZoneHealthCheckBehavior ImpairedZoneHealthCheckBehavior
[AvailabilityZones XmlStringMaxLen255
"BareMetal enum=included,excluded,required
{BaselineEbsBandwidthMbpsRequest
 Min NullablePositiveInteger
 Max NullablePositiveInteger
{BaselinePerformanceFactorsRequest
 Cpu CpuPerformanceFactorRequest
"BurstablePerformance enum=included,excluded,required
"CapacityDistributionStrategy enum=balanced-only,balanced-best-effort
BCapacityRebalanceEnabled
[CapacityReservationIds AsciiStringMaxLen255
"CapacityReservationPreference enum=capacity-reservations-only,capacity-reservations-first,none,default
[CapacityReservationResourceGroupArns ResourceName
{CapacityReservationSpecification
 CapacityReservationPreference CapacityReservationPreference
 CapacityReservationTarget CapacityReservationTarget
{CapacityReservationTarget
 CapacityReservationIds CapacityReservationIds
 CapacityReservationResourceGroupArns CapacityReservationResourceGroupArns
"Context
#Cooldown
"CpuManufacturer enum=intel,amd,amazon-web-services,apple
[CpuManufacturers CpuManufacturer
{CpuPerformanceFactorRequest
 References PerformanceFactorReferenceSetRequest name=Reference
{CreateAutoScalingGroupType required=AutoScalingGroupName,MinSize,MaxSize
 AutoScalingGroupName XmlStringMaxLen255
 LaunchConfigurationName XmlStringMaxLen255
 LaunchTemplate LaunchTemplateSpecification
 MixedInstancesPolicy MixedInstancesPolicy
 InstanceId XmlStringMaxLen19
 MinSize AutoScalingGroupMinSize
 MaxSize AutoScalingGroupMaxSize
 DesiredCapacity AutoScalingGroupDesiredCapacity
 DefaultCooldown Cooldown
 AvailabilityZones AvailabilityZones
 AvailabilityZoneIds AvailabilityZoneIds
 LoadBalancerNames LoadBalancerNames
 TargetGroupARNs TargetGroupARNs
 HealthCheckType XmlStringMaxLen32
 HealthCheckGracePeriod HealthCheckGracePeriod
 PlacementGroup XmlStringMaxLen255
 VPCZoneIdentifier XmlStringMaxLen5000
 TerminationPolicies TerminationPolicies
 NewInstancesProtectedFromScaleIn InstanceProtected
 CapacityRebalance CapacityRebalanceEnabled
 LifecycleHookSpecificationList LifecycleHookSpecifications
 DeletionProtection DeletionProtection
 Tags Tags
 ServiceLinkedRoleARN ResourceName
 MaxInstanceLifetime MaxInstanceLifetime
 Context Context
 DesiredCapacityType XmlStringMaxLen255
 DefaultInstanceWarmup DefaultInstanceWarmup
 TrafficSources TrafficSources
 InstanceMaintenancePolicy InstanceMaintenancePolicy
 AvailabilityZoneDistribution AvailabilityZoneDistribution
 AvailabilityZoneImpairmentPolicy AvailabilityZoneImpairmentPolicy
 SkipZonalShiftValidation SkipZonalShiftValidation
 CapacityReservationSpecification CapacityReservationSpecification
 InstanceLifecyclePolicy InstanceLifecyclePolicy
#DefaultInstanceWarmup
{DeleteAutoScalingGroupType required=AutoScalingGroupName
 AutoScalingGroupName XmlStringMaxLen255
 ForceDelete ForceDelete
"DeletionProtection enum=none,prevent-force-deletion,prevent-all-deletion
{DescribeScalingActivitiesType
 ActivityIds ActivityIds
 AutoScalingGroupName XmlStringMaxLen255
 IncludeDeletedGroups IncludeDeletedGroups
 MaxRecords MaxRecords
 NextToken XmlString
 Filters Filters
{EnabledMetric
 Metric XmlStringMaxLen255
 Granularity XmlStringMaxLen255
[EnabledMetrics EnabledMetric
"ExcludedInstance min=1 max=30
~[a-zA-Z0-9\.\*\-]+
[ExcludedInstanceTypes ExcludedInstance max=400
{Filter
 Name XmlString
 Values Values
[Filters Filter
BForceDelete
#HealthCheckGracePeriod
#HeartbeatTimeout
BHonorCooldown
"ImageId min=5 max=21
~^ami-[a-z0-9]{1,17}$
"ImpairedZoneHealthCheckBehavior enum=ReplaceUnhealthy,IgnoreUnhealthy
BIncludeDeletedGroups
BIncludeInstances
{Instance required=InstanceId,AvailabilityZone,LifecycleState,HealthStatus,ProtectedFromScaleIn
 InstanceId XmlStringMaxLen19
 InstanceType XmlStringMaxLen255
 AvailabilityZone XmlStringMaxLen255
 AvailabilityZoneId XmlStringMaxLen255
 LifecycleState LifecycleState
 HealthStatus XmlStringMaxLen32
 LaunchConfigurationName XmlStringMaxLen255
 LaunchTemplate LaunchTemplateSpecification
 ImageId XmlStringMaxLen255
 ProtectedFromScaleIn InstanceProtected
 WeightedCapacity XmlStringMaxLen32
"InstanceGeneration enum=current,previous
[InstanceGenerations InstanceGeneration
[InstanceIds XmlStringMaxLen19
{InstanceLifecyclePolicy
 RetentionTriggers RetentionTriggers
{InstanceMaintenancePolicy
 MinHealthyPercentage IntPercentResettable
 MaxHealthyPercentage IntPercent100To200Resettable
BInstanceProtected
{InstanceRequirements required=VCpuCount,MemoryMiB
 VCpuCount VCpuCountRequest
 MemoryMiB MemoryMiBRequest
 CpuManufacturers CpuManufacturers
 MemoryGiBPerVCpu MemoryGiBPerVCpuRequest
 ExcludedInstanceTypes ExcludedInstanceTypes
 InstanceGenerations InstanceGenerations
 SpotMaxPricePercentageOverLowestPrice NullablePositiveInteger
 MaxSpotPriceAsPercentageOfOptimalOnDemandPrice NullablePositiveInteger
 OnDemandMaxPricePercentageOverLowestPrice NullablePositiveInteger
 BareMetal BareMetal
 BurstablePerformance BurstablePerformance
 RequireHibernateSupport NullableBoolean
 NetworkInterfaceCount NetworkInterfaceCountRequest
 LocalStorage LocalStorage
 LocalStorageTypes LocalStorageTypes
 TotalLocalStorageGB TotalLocalStorageGBRequest
 BaselineEbsBandwidthMbps BaselineEbsBandwidthMbpsRequest
 AcceleratorTypes AcceleratorTypes
 AcceleratorCount AcceleratorCountRequest
 AcceleratorManufacturers AcceleratorManufacturers
 AcceleratorNames AcceleratorNames
 AcceleratorTotalMemoryMiB AcceleratorTotalMemoryMiBRequest
 NetworkBandwidthGbps NetworkBandwidthGbpsRequest
 AllowedInstanceTypes AllowedInstanceTypes
 BaselinePerformanceFactors BaselinePerformanceFactorsRequest
{InstanceReusePolicy
 ReuseOnScaleIn ReuseOnScaleIn
[Instances Instance
{InstancesDistribution
 OnDemandAllocationStrategy XmlString
 OnDemandBaseCapacity OnDemandBaseCapacity
 OnDemandPercentageAboveBaseCapacity OnDemandPercentageAboveBaseCapacity
 SpotAllocationStrategy XmlString
 SpotInstancePools SpotInstancePools
 SpotMaxPrice MixedInstanceSpotPrice
#IntPercent100To200Resettable min=-1 max=200
#IntPercentResettable min=-1 max=100
{InvalidNextToken exception code=InvalidNextToken status=400
 message XmlStringMaxLen255
{LaunchTemplate
 LaunchTemplateSpecification LaunchTemplateSpecification
 Overrides Overrides
"LaunchTemplateName min=3 max=128
~[a-zA-Z0-9\(\)\.\-/_]+
{LaunchTemplateOverrides
 InstanceType XmlStringMaxLen255
 WeightedCapacity XmlStringMaxLen32
 LaunchTemplateSpecification LaunchTemplateSpecification
 InstanceRequirements InstanceRequirements
 ImageId ImageId
{LaunchTemplateSpecification
 LaunchTemplateId XmlStringMaxLen255
 LaunchTemplateName LaunchTemplateName
 Version XmlStringMaxLen255
"LifecycleActionResult
{LifecycleHookSpecification required=LifecycleHookName,LifecycleTransition
 LifecycleHookName AsciiStringMaxLen255
 LifecycleTransition LifecycleTransition
 NotificationMetadata AnyPrintableAsciiStringMaxLen4000
 HeartbeatTimeout HeartbeatTimeout
 DefaultResult LifecycleActionResult
 NotificationTargetARN NotificationTargetResourceName
 RoleARN XmlStringMaxLen255
[LifecycleHookSpecifications LifecycleHookSpecification
"LifecycleState enum=Pending,Pending:Wait,Pending:Proceed,Quarantined,InService,Terminating,Terminating:Wait,Terminating:Proceed,Terminating:Retained,Terminated,Detaching,Detached,EnteringStandby,Standby,ReplacingRootVolume,ReplacingRootVolume:Wait,ReplacingRootVolume:Proceed,RootVolumeReplaced,Warmed:Pending,Warmed:Pending:Wait,Warmed:Pending:Proceed,Warmed:Pending:Retained,Warmed:Terminating,Warmed:Terminating:Wait,Warmed:Terminating:Proceed,Warmed:Terminating:Retained,Warmed:Terminated,Warmed:Stopped,Warmed:Running,Warmed:Hibernated
"LifecycleTransition
{LimitExceededFault exception code=LimitExceeded status=400
 message XmlStringMaxLen255
[LoadBalancerNames XmlStringMaxLen255
"LocalStorage enum=included,excluded,required
"LocalStorageType enum=hdd,ssd
[LocalStorageTypes LocalStorageType
#MaxGroupPreparedCapacity min=-1
#MaxInstanceLifetime
#MaxRecords
{MemoryGiBPerVCpuRequest
 Min NullablePositiveDouble
 Max NullablePositiveDouble
{MemoryMiBRequest required=Min
 Min NullablePositiveInteger
 Max NullablePositiveInteger
"MixedInstanceSpotPrice min=0 max=255
{MixedInstancesPolicy
 LaunchTemplate LaunchTemplate
 InstancesDistribution InstancesDistribution
{NetworkBandwidthGbpsRequest
 Min NullablePositiveDouble
 Max NullablePositiveDouble
{NetworkInterfaceCountRequest
 Min NullablePositiveInteger
 Max NullablePositiveInteger
"NotificationTargetResourceName min=0 max=255
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
BNullableBoolean
DNullablePositiveDouble min=0
#NullablePositiveInteger min=0
#OnDemandBaseCapacity
#OnDemandPercentageAboveBaseCapacity
[Overrides LaunchTemplateOverrides
{PerformanceFactorReferenceRequest
 InstanceFamily String
[PerformanceFactorReferenceSetRequest PerformanceFactorReferenceRequest element=item
#Progress
BPropagateAtLaunch
BProtectedFromScaleIn
{ResourceContentionFault exception code=ResourceContention status=500
 message XmlStringMaxLen255
{ResourceInUseFault exception code=ResourceInUse status=400
 message XmlStringMaxLen255
"ResourceName min=1 max=1600
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"RetentionAction enum=retain,terminate
{RetentionTriggers
 TerminateHookAbandon RetentionAction
BReuseOnScaleIn
{ScalingActivityInProgressFault exception code=ScalingActivityInProgress status=400
 message XmlStringMaxLen255
"ScalingActivityStatusCode enum=PendingSpotBidPlacement,WaitingForSpotInstanceRequestId,WaitingForSpotInstanceId,WaitingForInstanceId,PreInService,InProgress,WaitingForELBConnectionDraining,MidLifecycleAction,WaitingForInstanceWarmup,Successful,Failed,Cancelled,WaitingForConnectionDraining,WaitingForInPlaceUpdateToStart,WaitingForInPlaceUpdateToFinalize,InPlaceUpdateInProgress
{ServiceLinkedRoleFailure exception code=ServiceLinkedRoleFailure status=500
 message XmlStringMaxLen255
{SetDesiredCapacityType required=AutoScalingGroupName,DesiredCapacity
 AutoScalingGroupName XmlStringMaxLen255
 DesiredCapacity AutoScalingGroupDesiredCapacity
 HonorCooldown HonorCooldown
{SetInstanceProtectionAnswer
{SetInstanceProtectionQuery required=InstanceIds,AutoScalingGroupName,ProtectedFromScaleIn
 InstanceIds InstanceIds
 AutoScalingGroupName XmlStringMaxLen255
 ProtectedFromScaleIn ProtectedFromScaleIn
BSkipZonalShiftValidation
#SpotInstancePools
"String
{SuspendedProcess
 ProcessName XmlStringMaxLen255
 SuspensionReason XmlStringMaxLen255
[SuspendedProcesses SuspendedProcess
{Tag required=Key
 ResourceId XmlString
 ResourceType XmlString
 Key TagKey
 Value TagValue
 PropagateAtLaunch PropagateAtLaunch
{TagDescription
 ResourceId XmlString
 ResourceType XmlString
 Key TagKey
 Value TagValue
 PropagateAtLaunch PropagateAtLaunch
[TagDescriptionList TagDescription
"TagKey min=1 max=128
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"TagValue min=0 max=256
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
[Tags Tag
[TargetGroupARNs XmlStringMaxLen511
[TerminationPolicies XmlStringMaxLen1600
TTimestampType
{TotalLocalStorageGBRequest
 Min NullablePositiveDouble
 Max NullablePositiveDouble
{TrafficSourceIdentifier required=Identifier
 Identifier XmlStringMaxLen511
 Type XmlStringMaxLen511
[TrafficSources TrafficSourceIdentifier
{UpdateAutoScalingGroupType required=AutoScalingGroupName
 AutoScalingGroupName XmlStringMaxLen255
 LaunchConfigurationName XmlStringMaxLen255
 LaunchTemplate LaunchTemplateSpecification
 MixedInstancesPolicy MixedInstancesPolicy
 MinSize AutoScalingGroupMinSize
 MaxSize AutoScalingGroupMaxSize
 DesiredCapacity AutoScalingGroupDesiredCapacity
 DefaultCooldown Cooldown
 AvailabilityZones AvailabilityZones
 AvailabilityZoneIds AvailabilityZoneIds
 HealthCheckType XmlStringMaxLen32
 HealthCheckGracePeriod HealthCheckGracePeriod
 PlacementGroup UpdatePlacementGroupParam
 VPCZoneIdentifier XmlStringMaxLen5000
 TerminationPolicies TerminationPolicies
 NewInstancesProtectedFromScaleIn InstanceProtected
 ServiceLinkedRoleARN ResourceName
 MaxInstanceLifetime MaxInstanceLifetime
 CapacityRebalance CapacityRebalanceEnabled
 Context Context
 DesiredCapacityType XmlStringMaxLen255
 DefaultInstanceWarmup DefaultInstanceWarmup
 InstanceMaintenancePolicy InstanceMaintenancePolicy
 AvailabilityZoneDistribution AvailabilityZoneDistribution
 AvailabilityZoneImpairmentPolicy AvailabilityZoneImpairmentPolicy
 SkipZonalShiftValidation SkipZonalShiftValidation
 CapacityReservationSpecification CapacityReservationSpecification
 InstanceLifecyclePolicy InstanceLifecyclePolicy
 DeletionProtection DeletionProtection
"UpdatePlacementGroupParam min=0 max=255
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
{VCpuCountRequest required=Min
 Min NullablePositiveInteger
 Max NullablePositiveInteger
[Values XmlString
{WarmPoolConfiguration
 MaxGroupPreparedCapacity MaxGroupPreparedCapacity
 MinSize WarmPoolMinSize
 PoolState WarmPoolState
 Status WarmPoolStatus
 InstanceReusePolicy InstanceReusePolicy
#WarmPoolMinSize min=0
#WarmPoolSize
"WarmPoolState enum=Stopped,Running,Hibernated
"WarmPoolStatus enum=PendingDelete
"XmlString
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen1023 min=1 max=1023
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen1600 min=1 max=1600
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen19 min=1 max=19
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen255 min=1 max=255
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen32 min=1 max=32
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen5000 min=1 max=5000
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
"XmlStringMaxLen511 min=1 max=511
~[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*
BZonalShiftEnabled
"""#
}
