/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let ec2 = #"""
@serviceId EC2
@serviceFullName Amazon Elastic Compute Cloud
@apiVersion 2016-11-15
@endpointPrefix ec2
@xmlNamespace http://ec2.amazonaws.com/doc/2016-11-15
@spokenProtocol ec2
>AuthorizeSecurityGroupIngress AuthorizeSecurityGroupIngressRequest AuthorizeSecurityGroupIngressResult !
>CreateSecurityGroup CreateSecurityGroupRequest CreateSecurityGroupResult !
>DescribeAvailabilityZones DescribeAvailabilityZonesRequest DescribeAvailabilityZonesResult !
>DescribeInstances DescribeInstancesRequest DescribeInstancesResult !
<NextToken NextToken MaxResults Reservations -
>DescribeNetworkInterfaces DescribeNetworkInterfacesRequest DescribeNetworkInterfacesResult !
<NextToken NextToken MaxResults NetworkInterfaces -
>DescribeRouteTables DescribeRouteTablesRequest DescribeRouteTablesResult !
<NextToken NextToken MaxResults RouteTables -
>DescribeSecurityGroups DescribeSecurityGroupsRequest DescribeSecurityGroupsResult !
<NextToken NextToken MaxResults SecurityGroups -
>DescribeSubnets DescribeSubnetsRequest DescribeSubnetsResult !
<NextToken NextToken MaxResults Subnets -
>DescribeVpcs DescribeVpcsRequest DescribeVpcsResult !
<NextToken NextToken MaxResults Vpcs -
>RunInstances RunInstancesRequest Reservation !
>TerminateInstances TerminateInstancesRequest TerminateInstancesResult !
?InstanceExists DescribeInstances 5 40
:success path true	length(Reservations[]) > `0`
:retry error "InvalidInstanceID.NotFound"	
?InstanceRunning DescribeInstances 15 40
:success pathAll "running"	Reservations[].Instances[].State.Name
:failure pathAny "shutting-down"	Reservations[].Instances[].State.Name
:failure pathAny "terminated"	Reservations[].Instances[].State.Name
:failure pathAny "stopping"	Reservations[].Instances[].State.Name
:retry error "InvalidInstanceID.NotFound"	
?InstanceStopped DescribeInstances 15 40
:success pathAll "stopped"	Reservations[].Instances[].State.Name
:failure pathAny "pending"	Reservations[].Instances[].State.Name
:failure pathAny "terminated"	Reservations[].Instances[].State.Name
?InstanceTerminated DescribeInstances 15 40
:success pathAll "terminated"	Reservations[].Instances[].State.Name
:failure pathAny "pending"	Reservations[].Instances[].State.Name
:failure pathAny "stopping"	Reservations[].Instances[].State.Name
?NetworkInterfaceAvailable DescribeNetworkInterfaces 20 10
:success pathAll "available"	NetworkInterfaces[].Status
:failure error "InvalidNetworkInterfaceID.NotFound"	
?SecurityGroupExists DescribeSecurityGroups 5 6
:success path true	length(SecurityGroups[].GroupId) > `0`
:retry error "InvalidGroup.NotFound"	
?SubnetAvailable DescribeSubnets 15 40
:success pathAll "available"	Subnets[].State
?VpcAvailable DescribeVpcs 15 40
:success pathAll "available"	Vpcs[].State
?VpcExists DescribeVpcs 1 5
:success status 200	
:retry error "InvalidVpcID.NotFound"	
"AmdSevSnpSpecification enum=enabled,disabled
"ArchitectureValues enum=i386,x86_64,arm64,x86_64_mac,arm64_mac
[AssociatedSubnetList SubnetId element=item
{AttachmentEnaSrdSpecification
 EnaSrdEnabled Boolean name=enaSrdEnabled
 EnaSrdUdpSpecification AttachmentEnaSrdUdpSpecification name=enaSrdUdpSpecification
{AttachmentEnaSrdUdpSpecification
 EnaSrdUdpEnabled Boolean name=enaSrdUdpEnabled
"AttachmentStatus enum=attaching,attached,detaching,detached
{AuthorizeSecurityGroupIngressRequest
 CidrIp String
 FromPort Integer
 GroupId SecurityGroupId
 GroupName SecurityGroupName
 IpPermissions IpPermissionList
 IpProtocol String
 SourceSecurityGroupName String
 SourceSecurityGroupOwnerId String
 ToPort Integer
 TagSpecifications TagSpecificationList name=TagSpecification
 DryRun Boolean name=dryRun
{AuthorizeSecurityGroupIngressResult
 Return Boolean name=return
 SecurityGroupRules SecurityGroupRuleList name=securityGroupRuleSet
{AvailabilityZone
 OptInStatus AvailabilityZoneOptInStatus name=optInStatus
 Messages AvailabilityZoneMessageList name=messageSet
 RegionName String name=regionName
 ZoneName String name=zoneName
 ZoneId String name=zoneId
 GroupName String name=groupName
 NetworkBorderGroup String name=networkBorderGroup
 ZoneType String name=zoneType
 ParentZoneName String name=parentZoneName
 ParentZoneId String name=parentZoneId
 GroupLongName String name=groupLongName
 Geography AvailabilityZoneGeographyList name=geographySet
 SubGeography AvailabilityZoneSubGeographyList name=subGeographySet
 State AvailabilityZoneState name=zoneState
{AvailabilityZoneGeography
 Name String name=name
[AvailabilityZoneGeographyList AvailabilityZoneGeography element=item
"AvailabilityZoneId
[AvailabilityZoneList AvailabilityZone element=item
{AvailabilityZoneMessage
 Message String name=message
[AvailabilityZoneMessageList AvailabilityZoneMessage element=item
"AvailabilityZoneOptInStatus enum=opt-in-not-required,opted-in,not-opted-in
"AvailabilityZoneState enum=available,information,impaired,unavailable,constrained
{AvailabilityZoneSubGeography
 Name String name=name
[AvailabilityZoneSubGeographyList AvailabilityZoneSubGeography element=item
{BlockDeviceMapping
 Ebs EbsBlockDevice name=ebs
 NoDevice String name=noDevice
 DeviceName String name=deviceName
 VirtualName String name=virtualName
[BlockDeviceMappingRequestList BlockDeviceMapping element=BlockDeviceMapping
"BlockPublicAccessMode enum=off,block-bidirectional,block-ingress
{BlockPublicAccessStates
 InternetGatewayBlockMode BlockPublicAccessMode name=internetGatewayBlockMode
BBoolean
"BootModeValues enum=legacy-bios,uefi,uefi-preferred
"CapacityReservationId
"CapacityReservationPreference enum=capacity-reservations-only,open,none
{CapacityReservationSpecification
 CapacityReservationPreference CapacityReservationPreference
 CapacityReservationTarget CapacityReservationTarget
{CapacityReservationSpecificationResponse
 CapacityReservationPreference CapacityReservationPreference name=capacityReservationPreference
 CapacityReservationTarget CapacityReservationTargetResponse name=capacityReservationTarget
{CapacityReservationTarget
 CapacityReservationId CapacityReservationId
 CapacityReservationResourceGroupArn String
{CapacityReservationTargetResponse
 CapacityReservationId String name=capacityReservationId
 CapacityReservationResourceGroupArn String name=capacityReservationResourceGroupArn
"CarrierGatewayId
"CoipPoolId
{ConnectionTrackingConfiguration
 TcpEstablishedTimeout Integer name=tcpEstablishedTimeout
 UdpStreamTimeout Integer name=udpStreamTimeout
 UdpTimeout Integer name=udpTimeout
{ConnectionTrackingSpecificationRequest
 TcpEstablishedTimeout Integer
 UdpStreamTimeout Integer
 UdpTimeout Integer
{ConnectionTrackingSpecificationResponse
 TcpEstablishedTimeout Integer name=tcpEstablishedTimeout
 UdpStreamTimeout Integer name=udpStreamTimeout
 UdpTimeout Integer name=udpTimeout
"CoreNetworkArn
{CpuOptions
 CoreCount Integer name=coreCount
 ThreadsPerCore Integer name=threadsPerCore
 AmdSevSnp AmdSevSnpSpecification name=amdSevSnp
 NestedVirtualization NestedVirtualizationSpecification name=nestedVirtualization
{CpuOptionsRequest
 CoreCount Integer
 ThreadsPerCore Integer
 AmdSevSnp AmdSevSnpSpecification
 NestedVirtualization NestedVirtualizationSpecification
{CreateSecurityGroupRequest required=Description,GroupName
 Description String name=GroupDescription
 GroupName String
 VpcId VpcId
 TagSpecifications TagSpecificationList name=TagSpecification
 DryRun Boolean name=dryRun
{CreateSecurityGroupResult
 GroupId String name=groupId
 Tags TagList name=tagSet
 SecurityGroupArn String name=securityGroupArn
{CreditSpecificationRequest required=CpuCredits
 CpuCredits String
TDateTime
{DescribeAvailabilityZonesRequest
 ZoneNames ZoneNameStringList name=ZoneName
 ZoneIds ZoneIdStringList name=ZoneId
 AllAvailabilityZones Boolean
 DryRun Boolean name=dryRun
 Filters FilterList name=Filter
{DescribeAvailabilityZonesResult
 AvailabilityZones AvailabilityZoneList name=availabilityZoneInfo
{DescribeInstancesRequest
 InstanceIds InstanceIdStringList name=InstanceId
 IncludeManagedResources Boolean
 DryRun Boolean name=dryRun
 Filters FilterList name=Filter
 NextToken String name=nextToken
 MaxResults Integer name=maxResults
{DescribeInstancesResult
 NextToken String name=nextToken
 Reservations ReservationList name=reservationSet
#DescribeNetworkInterfacesMaxResults min=5 max=1000
{DescribeNetworkInterfacesRequest
 NextToken String
 MaxResults DescribeNetworkInterfacesMaxResults
 IncludeManagedResources Boolean
 DryRun Boolean name=dryRun
 NetworkInterfaceIds NetworkInterfaceIdList name=NetworkInterfaceId
 Filters FilterList name=filter
{DescribeNetworkInterfacesResult
 NetworkInterfaces NetworkInterfaceList name=networkInterfaceSet
 NextToken String name=nextToken
#DescribeRouteTablesMaxResults min=5 max=100
{DescribeRouteTablesRequest
 NextToken String
 MaxResults DescribeRouteTablesMaxResults
 DryRun Boolean name=dryRun
 RouteTableIds RouteTableIdStringList name=RouteTableId
 Filters FilterList name=Filter
{DescribeRouteTablesResult
 RouteTables RouteTableList name=routeTableSet
 NextToken String name=nextToken
#DescribeSecurityGroupsMaxResults min=5 max=1000
{DescribeSecurityGroupsRequest
 GroupIds GroupIdStringList name=GroupId
 GroupNames GroupNameStringList name=GroupName
 NextToken String
 MaxResults DescribeSecurityGroupsMaxResults
 DryRun Boolean name=dryRun
 Filters FilterList name=Filter
{DescribeSecurityGroupsResult
 NextToken String name=nextToken
 SecurityGroups SecurityGroupList name=securityGroupInfo
#DescribeSubnetsMaxResults min=5 max=1000
{DescribeSubnetsRequest
 Filters FilterList name=Filter
 SubnetIds SubnetIdStringList name=SubnetId
 NextToken String
 MaxResults DescribeSubnetsMaxResults
 DryRun Boolean name=dryRun
{DescribeSubnetsResult
 NextToken String name=nextToken
 Subnets SubnetList name=subnetSet
#DescribeVpcsMaxResults min=5 max=1000
{DescribeVpcsRequest
 Filters FilterList name=Filter
 VpcIds VpcIdStringList name=VpcId
 NextToken String
 MaxResults DescribeVpcsMaxResults
 DryRun Boolean name=dryRun
{DescribeVpcsResult
 NextToken String name=nextToken
 Vpcs VpcList name=vpcSet
"DeviceType enum=ebs,instance-store
{EbsBlockDevice
 DeleteOnTermination Boolean name=deleteOnTermination
 Iops Integer name=iops
 SnapshotId SnapshotId name=snapshotId
 VolumeSize Integer name=volumeSize
 VolumeType VolumeType name=volumeType
 KmsKeyId String name=kmsKeyId
 Throughput Integer name=throughput
 OutpostArn String name=outpostArn
 AvailabilityZone String name=availabilityZone
 Encrypted Boolean name=encrypted
 VolumeInitializationRate Integer
 AvailabilityZoneId String
 EbsCardIndex Integer
{EbsInstanceBlockDevice
 AttachTime DateTime name=attachTime
 DeleteOnTermination Boolean name=deleteOnTermination
 Status AttachmentStatus name=status
 VolumeId String name=volumeId
 AssociatedResource String name=associatedResource
 VolumeOwnerId String name=volumeOwnerId
 Operator OperatorResponse name=operator
 EbsCardIndex Integer name=ebsCardIndex
{ElasticGpuAssociation
 ElasticGpuId ElasticGpuId name=elasticGpuId
 ElasticGpuAssociationId String name=elasticGpuAssociationId
 ElasticGpuAssociationState String name=elasticGpuAssociationState
 ElasticGpuAssociationTime String name=elasticGpuAssociationTime
[ElasticGpuAssociationList ElasticGpuAssociation element=item
"ElasticGpuId
{ElasticGpuSpecification required=Type
 Type String
[ElasticGpuSpecifications ElasticGpuSpecification element=item
{ElasticInferenceAccelerator required=Type
 Type String
 Count ElasticInferenceAcceleratorCount
{ElasticInferenceAcceleratorAssociation
 ElasticInferenceAcceleratorArn String name=elasticInferenceAcceleratorArn
 ElasticInferenceAcceleratorAssociationId String name=elasticInferenceAcceleratorAssociationId
 ElasticInferenceAcceleratorAssociationState String name=elasticInferenceAcceleratorAssociationState
 ElasticInferenceAcceleratorAssociationTime DateTime name=elasticInferenceAcceleratorAssociationTime
[ElasticInferenceAcceleratorAssociationList ElasticInferenceAcceleratorAssociation element=item
#ElasticInferenceAcceleratorCount min=1
[ElasticInferenceAccelerators ElasticInferenceAccelerator element=item
{EnaSrdSpecificationRequest
 EnaSrdEnabled Boolean
 EnaSrdUdpSpecification EnaSrdUdpSpecificationRequest
{EnaSrdUdpSpecificationRequest
 EnaSrdUdpEnabled Boolean
{EnclaveOptions
 Enabled Boolean name=enabled
{EnclaveOptionsRequest
 Enabled Boolean
{Filter
 Name String
 Values ValueStringList name=Value
[FilterList Filter element=Filter
[GroupIdStringList SecurityGroupId element=groupId
{GroupIdentifier
 GroupId String name=groupId
 GroupName String name=groupName
[GroupIdentifierList GroupIdentifier element=item
[GroupNameStringList SecurityGroupName element=GroupName
{HibernationOptions
 Configured Boolean name=configured
{HibernationOptionsRequest
 Configured Boolean
"HostnameType enum=ip-name,resource-name
"HttpTokensState enum=optional,required
"HypervisorType enum=ovm,xen
{IamInstanceProfile
 Arn String name=arn
 Id String name=id
{IamInstanceProfileSpecification
 Arn String name=arn
 Name String name=name
"ImageId
{Instance
 Architecture ArchitectureValues name=architecture
 BlockDeviceMappings InstanceBlockDeviceMappingList name=blockDeviceMapping
 ClientToken String name=clientToken
 EbsOptimized Boolean name=ebsOptimized
 EnaSupport Boolean name=enaSupport
 Hypervisor HypervisorType name=hypervisor
 IamInstanceProfile IamInstanceProfile name=iamInstanceProfile
 InstanceLifecycle InstanceLifecycleType name=instanceLifecycle
 ElasticGpuAssociations ElasticGpuAssociationList name=elasticGpuAssociationSet
 ElasticInferenceAcceleratorAssociations ElasticInferenceAcceleratorAssociationList name=elasticInferenceAcceleratorAssociationSet
 NetworkInterfaces InstanceNetworkInterfaceList name=networkInterfaceSet
 OutpostArn String name=outpostArn
 RootDeviceName String name=rootDeviceName
 RootDeviceType DeviceType name=rootDeviceType
 SecurityGroups GroupIdentifierList name=groupSet
 SourceDestCheck Boolean name=sourceDestCheck
 SpotInstanceRequestId String name=spotInstanceRequestId
 SriovNetSupport String name=sriovNetSupport
 StateReason StateReason name=stateReason
 Tags TagList name=tagSet
 VirtualizationType VirtualizationType name=virtualizationType
 CpuOptions CpuOptions name=cpuOptions
 CapacityBlockId String name=capacityBlockId
 CapacityReservationId String name=capacityReservationId
 CapacityReservationSpecification CapacityReservationSpecificationResponse name=capacityReservationSpecification
 HibernationOptions HibernationOptions name=hibernationOptions
 Licenses LicenseList name=licenseSet
 MetadataOptions InstanceMetadataOptionsResponse name=metadataOptions
 EnclaveOptions EnclaveOptions name=enclaveOptions
 BootMode BootModeValues name=bootMode
 PlatformDetails String name=platformDetails
 UsageOperation String name=usageOperation
 UsageOperationUpdateTime MillisecondDateTime name=usageOperationUpdateTime
 PrivateDnsNameOptions PrivateDnsNameOptionsResponse name=privateDnsNameOptions
 Ipv6Address String name=ipv6Address
 TpmSupport String name=tpmSupport
 MaintenanceOptions InstanceMaintenanceOptions name=maintenanceOptions
 CurrentInstanceBootMode InstanceBootModeValues name=currentInstanceBootMode
 NetworkPerformanceOptions InstanceNetworkPerformanceOptions name=networkPerformanceOptions
 Operator OperatorResponse name=operator
 SecondaryInterfaces InstanceSecondaryInterfaceList name=secondaryInterfaceSet
 InstanceId String name=instanceId
 ImageId String name=imageId
 State InstanceState name=instanceState
 PrivateDnsName String name=privateDnsName
 PublicDnsName String name=dnsName
 StateTransitionReason String name=reason
 KeyName String name=keyName
 AmiLaunchIndex Integer name=amiLaunchIndex
 ProductCodes ProductCodeList name=productCodes
 InstanceType InstanceType name=instanceType
 LaunchTime DateTime name=launchTime
 Placement Placement name=placement
 KernelId String name=kernelId
 RamdiskId String name=ramdiskId
 Platform PlatformValues name=platform
 Monitoring Monitoring name=monitoring
 SubnetId String name=subnetId
 VpcId String name=vpcId
 PrivateIpAddress String name=privateIpAddress
 PublicIpAddress String name=ipAddress
{InstanceAttachmentEnaSrdSpecification
 EnaSrdEnabled Boolean name=enaSrdEnabled
 EnaSrdUdpSpecification InstanceAttachmentEnaSrdUdpSpecification name=enaSrdUdpSpecification
{InstanceAttachmentEnaSrdUdpSpecification
 EnaSrdUdpEnabled Boolean name=enaSrdUdpEnabled
"InstanceAutoRecoveryState enum=disabled,default
"InstanceBandwidthWeighting enum=default,vpc-1,ebs-1
{InstanceBlockDeviceMapping
 DeviceName String name=deviceName
 Ebs EbsInstanceBlockDevice name=ebs
[InstanceBlockDeviceMappingList InstanceBlockDeviceMapping element=item
"InstanceBootModeValues enum=legacy-bios,uefi
"InstanceId
[InstanceIdStringList InstanceId element=InstanceId
"InstanceInterruptionBehavior enum=hibernate,stop,terminate
{InstanceIpv4Prefix
 Ipv4Prefix String name=ipv4Prefix
[InstanceIpv4PrefixList InstanceIpv4Prefix element=item
{InstanceIpv6Address
 Ipv6Address String name=ipv6Address
 IsPrimaryIpv6 Boolean name=isPrimaryIpv6
[InstanceIpv6AddressList InstanceIpv6Address element=item
{InstanceIpv6Prefix
 Ipv6Prefix String name=ipv6Prefix
[InstanceIpv6PrefixList InstanceIpv6Prefix element=item
"InstanceLifecycleType enum=spot,scheduled,capacity-block,interruptible-capacity-reservation
[InstanceList Instance element=item
{InstanceMaintenanceOptions
 AutoRecovery InstanceAutoRecoveryState name=autoRecovery
 RebootMigration InstanceRebootMigrationState name=rebootMigration
{InstanceMaintenanceOptionsRequest
 AutoRecovery InstanceAutoRecoveryState
{InstanceMarketOptionsRequest
 MarketType MarketType
 SpotOptions SpotMarketOptions
"InstanceMetadataEndpointState enum=disabled,enabled
{InstanceMetadataOptionsRequest
 HttpTokens HttpTokensState
 HttpPutResponseHopLimit Integer
 HttpEndpoint InstanceMetadataEndpointState
 HttpProtocolIpv6 InstanceMetadataProtocolState
 InstanceMetadataTags InstanceMetadataTagsState
{InstanceMetadataOptionsResponse
 State InstanceMetadataOptionsState name=state
 HttpTokens HttpTokensState name=httpTokens
 HttpPutResponseHopLimit Integer name=httpPutResponseHopLimit
 HttpEndpoint InstanceMetadataEndpointState name=httpEndpoint
 HttpProtocolIpv6 InstanceMetadataProtocolState name=httpProtocolIpv6
 InstanceMetadataTags InstanceMetadataTagsState name=instanceMetadataTags
"InstanceMetadataOptionsState enum=pending,applied
"InstanceMetadataProtocolState enum=disabled,enabled
"InstanceMetadataTagsState enum=disabled,enabled
{InstanceNetworkInterface
 Association InstanceNetworkInterfaceAssociation name=association
 Attachment InstanceNetworkInterfaceAttachment name=attachment
 Description String name=description
 Groups GroupIdentifierList name=groupSet
 Ipv6Addresses InstanceIpv6AddressList name=ipv6AddressesSet
 MacAddress String name=macAddress
 NetworkInterfaceId String name=networkInterfaceId
 OwnerId String name=ownerId
 PrivateDnsName String name=privateDnsName
 PrivateIpAddress String name=privateIpAddress
 PrivateIpAddresses InstancePrivateIpAddressList name=privateIpAddressesSet
 SourceDestCheck Boolean name=sourceDestCheck
 Status NetworkInterfaceStatus name=status
 SubnetId String name=subnetId
 VpcId String name=vpcId
 InterfaceType String name=interfaceType
 Ipv4Prefixes InstanceIpv4PrefixList name=ipv4PrefixSet
 Ipv6Prefixes InstanceIpv6PrefixList name=ipv6PrefixSet
 ConnectionTrackingConfiguration ConnectionTrackingSpecificationResponse name=connectionTrackingConfiguration
 Operator OperatorResponse name=operator
{InstanceNetworkInterfaceAssociation
 CarrierIp String name=carrierIp
 CustomerOwnedIp String name=customerOwnedIp
 IpOwnerId String name=ipOwnerId
 PublicDnsName String name=publicDnsName
 PublicIp String name=publicIp
{InstanceNetworkInterfaceAttachment
 AttachTime DateTime name=attachTime
 AttachmentId String name=attachmentId
 DeleteOnTermination Boolean name=deleteOnTermination
 DeviceIndex Integer name=deviceIndex
 Status AttachmentStatus name=status
 NetworkCardIndex Integer name=networkCardIndex
 EnaSrdSpecification InstanceAttachmentEnaSrdSpecification name=enaSrdSpecification
 EnaQueueCount Integer name=enaQueueCount
[InstanceNetworkInterfaceList InstanceNetworkInterface element=item
{InstanceNetworkInterfaceSpecification
 AssociatePublicIpAddress Boolean name=associatePublicIpAddress
 DeleteOnTermination Boolean name=deleteOnTermination
 Description String name=description
 DeviceIndex Integer name=deviceIndex
 Groups SecurityGroupIdStringList name=SecurityGroupId
 Ipv6AddressCount Integer name=ipv6AddressCount
 Ipv6Addresses InstanceIpv6AddressList name=ipv6AddressesSet query=Ipv6Addresses
 NetworkInterfaceId NetworkInterfaceId name=networkInterfaceId
 PrivateIpAddress String name=privateIpAddress
 PrivateIpAddresses PrivateIpAddressSpecificationList name=privateIpAddressesSet query=PrivateIpAddresses
 SecondaryPrivateIpAddressCount Integer name=secondaryPrivateIpAddressCount
 SubnetId String name=subnetId
 AssociateCarrierIpAddress Boolean
 InterfaceType String
 NetworkCardIndex Integer
 Ipv4Prefixes Ipv4PrefixList name=Ipv4Prefix
 Ipv4PrefixCount Integer
 Ipv6Prefixes Ipv6PrefixList name=Ipv6Prefix
 Ipv6PrefixCount Integer
 PrimaryIpv6 Boolean
 EnaSrdSpecification EnaSrdSpecificationRequest
 ConnectionTrackingSpecification ConnectionTrackingSpecificationRequest
 EnaQueueCount Integer
[InstanceNetworkInterfaceSpecificationList InstanceNetworkInterfaceSpecification element=item
{InstanceNetworkPerformanceOptions
 BandwidthWeighting InstanceBandwidthWeighting name=bandwidthWeighting
{InstanceNetworkPerformanceOptionsRequest
 BandwidthWeighting InstanceBandwidthWeighting
{InstancePrivateIpAddress
 Association InstanceNetworkInterfaceAssociation name=association
 Primary Boolean name=primary
 PrivateDnsName String name=privateDnsName
 PrivateIpAddress String name=privateIpAddress
[InstancePrivateIpAddressList InstancePrivateIpAddress element=item
"InstanceRebootMigrationState enum=disabled,default
{InstanceSecondaryInterface
 Attachment InstanceSecondaryInterfaceAttachment name=attachment
 MacAddress String name=macAddress
 SecondaryInterfaceId SecondaryInterfaceId name=secondaryInterfaceId
 OwnerId String name=ownerId
 PrivateIpAddresses InstanceSecondaryInterfacePrivateIpAddressList name=privateIpAddressSet
 SourceDestCheck Boolean name=sourceDestCheck
 Status SecondaryInterfaceStatus name=status
 SecondarySubnetId SecondarySubnetId name=secondarySubnetId
 SecondaryNetworkId SecondaryNetworkId name=secondaryNetworkId
 InterfaceType SecondaryInterfaceType name=interfaceType
{InstanceSecondaryInterfaceAttachment
 AttachTime MillisecondDateTime name=attachTime
 AttachmentId String name=attachmentId
 DeleteOnTermination Boolean name=deleteOnTermination
 DeviceIndex Integer name=deviceIndex
 Status AttachmentStatus name=status
 NetworkCardIndex Integer name=networkCardIndex
[InstanceSecondaryInterfaceList InstanceSecondaryInterface element=item
{InstanceSecondaryInterfacePrivateIpAddress
 PrivateIpAddress String name=privateIpAddress
[InstanceSecondaryInterfacePrivateIpAddressList InstanceSecondaryInterfacePrivateIpAddress element=item
[InstanceSecondaryInterfacePrivateIpAddressListRequest InstanceSecondaryInterfacePrivateIpAddressRequest element=item
{InstanceSecondaryInterfacePrivateIpAddressRequest required=PrivateIpAddress
 PrivateIpAddress String
[InstanceSecondaryInterfaceSpecificationListRequest InstanceSecondaryInterfaceSpecificationRequest element=item
{InstanceSecondaryInterfaceSpecificationRequest
 DeleteOnTermination Boolean
 DeviceIndex Integer
 PrivateIpAddresses InstanceSecondaryInterfacePrivateIpAddressListRequest name=PrivateIpAddress
 PrivateIpAddressCount Integer
 SecondarySubnetId SecondarySubnetId
 InterfaceType SecondaryInterfaceType
 NetworkCardIndex Integer
{InstanceState
 Code Integer name=code
 Name InstanceStateName name=name
{InstanceStateChange
 InstanceId String name=instanceId
 CurrentState InstanceState name=currentState
 PreviousState InstanceState name=previousState
[InstanceStateChangeList InstanceStateChange element=item
"InstanceStateName enum=pending,running,shutting-down,terminated,stopping,stopped
"InstanceType enum=a1.medium,a1.large,a1.xlarge,a1.2xlarge,a1.4xlarge,a1.metal,c1.medium,c1.xlarge,c3.large,c3.xlarge,c3.2xlarge,c3.4xlarge,c3.8xlarge,c4.large,c4.xlarge,c4.2xlarge,c4.4xlarge,c4.8xlarge,c5.large,c5.xlarge,c5.2xlarge,c5.4xlarge,c5.9xlarge,c5.12xlarge,c5.18xlarge,c5.24xlarge,c5.metal,c5a.large,c5a.xlarge,c5a.2xlarge,c5a.4xlarge,c5a.8xlarge,c5a.12xlarge,c5a.16xlarge,c5a.24xlarge,c5ad.large,c5ad.xlarge,c5ad.2xlarge,c5ad.4xlarge,c5ad.8xlarge,c5ad.12xlarge,c5ad.16xlarge,c5ad.24xlarge,c5d.large,c5d.xlarge,c5d.2xlarge,c5d.4xlarge,c5d.9xlarge,c5d.12xlarge,c5d.18xlarge,c5d.24xlarge,c5d.metal,c5n.large,c5n.xlarge,c5n.2xlarge,c5n.4xlarge,c5n.9xlarge,c5n.18xlarge,c5n.metal,c6g.medium,c6g.large,c6g.xlarge,c6g.2xlarge,c6g.4xlarge,c6g.8xlarge,c6g.12xlarge,c6g.16xlarge,c6g.metal,c6gd.medium,c6gd.large,c6gd.xlarge,c6gd.2xlarge,c6gd.4xlarge,c6gd.8xlarge,c6gd.12xlarge,c6gd.16xlarge,c6gd.metal,c6gn.medium,c6gn.large,c6gn.xlarge,c6gn.2xlarge,c6gn.4xlarge,c6gn.8xlarge,c6gn.12xlarge,c6gn.16xlarge,c6i.large,c6i.xlarge,c6i.2xlarge,c6i.4xlarge,c6i.8xlarge,c6i.12xlarge,c6i.16xlarge,c6i.24xlarge,c6i.32xlarge,c6i.metal,cc1.4xlarge,cc2.8xlarge,cg1.4xlarge,cr1.8xlarge,d2.xlarge,d2.2xlarge,d2.4xlarge,d2.8xlarge,d3.xlarge,d3.2xlarge,d3.4xlarge,d3.8xlarge,d3en.xlarge,d3en.2xlarge,d3en.4xlarge,d3en.6xlarge,d3en.8xlarge,d3en.12xlarge,dl1.24xlarge,f1.2xlarge,f1.4xlarge,f1.16xlarge,g2.2xlarge,g2.8xlarge,g3.4xlarge,g3.8xlarge,g3.16xlarge,g3s.xlarge,g4ad.xlarge,g4ad.2xlarge,g4ad.4xlarge,g4ad.8xlarge,g4ad.16xlarge,g4dn.xlarge,g4dn.2xlarge,g4dn.4xlarge,g4dn.8xlarge,g4dn.12xlarge,g4dn.16xlarge,g4dn.metal,g5.xlarge,g5.2xlarge,g5.4xlarge,g5.8xlarge,g5.12xlarge,g5.16xlarge,g5.24xlarge,g5.48xlarge,g5g.xlarge,g5g.2xlarge,g5g.4xlarge,g5g.8xlarge,g5g.16xlarge,g5g.metal,hi1.4xlarge,hpc6a.48xlarge,hs1.8xlarge,h1.2xlarge,h1.4xlarge,h1.8xlarge,h1.16xlarge,i2.xlarge,i2.2xlarge,i2.4xlarge,i2.8xlarge,i3.large,i3.xlarge,i3.2xlarge,i3.4xlarge,i3.8xlarge,i3.16xlarge,i3.metal,i3en.large,i3en.xlarge,i3en.2xlarge,i3en.3xlarge,i3en.6xlarge,i3en.12xlarge,i3en.24xlarge,i3en.metal,im4gn.large,im4gn.xlarge,im4gn.2xlarge,im4gn.4xlarge,im4gn.8xlarge,im4gn.16xlarge,inf1.xlarge,inf1.2xlarge,inf1.6xlarge,inf1.24xlarge,is4gen.medium,is4gen.large,is4gen.xlarge,is4gen.2xlarge,is4gen.4xlarge,is4gen.8xlarge,m1.small,m1.medium,m1.large,m1.xlarge,m2.xlarge,m2.2xlarge,m2.4xlarge,m3.medium,m3.large,m3.xlarge,m3.2xlarge,m4.large,m4.xlarge,m4.2xlarge,m4.4xlarge,m4.10xlarge,m4.16xlarge,m5.large,m5.xlarge,m5.2xlarge,m5.4xlarge,m5.8xlarge,m5.12xlarge,m5.16xlarge,m5.24xlarge,m5.metal,m5a.large,m5a.xlarge,m5a.2xlarge,m5a.4xlarge,m5a.8xlarge,m5a.12xlarge,m5a.16xlarge,m5a.24xlarge,m5ad.large,m5ad.xlarge,m5ad.2xlarge,m5ad.4xlarge,m5ad.8xlarge,m5ad.12xlarge,m5ad.16xlarge,m5ad.24xlarge,m5d.large,m5d.xlarge,m5d.2xlarge,m5d.4xlarge,m5d.8xlarge,m5d.12xlarge,m5d.16xlarge,m5d.24xlarge,m5d.metal,m5dn.large,m5dn.xlarge,m5dn.2xlarge,m5dn.4xlarge,m5dn.8xlarge,m5dn.12xlarge,m5dn.16xlarge,m5dn.24xlarge,m5dn.metal,m5n.large,m5n.xlarge,m5n.2xlarge,m5n.4xlarge,m5n.8xlarge,m5n.12xlarge,m5n.16xlarge,m5n.24xlarge,m5n.metal,m5zn.large,m5zn.xlarge,m5zn.2xlarge,m5zn.3xlarge,m5zn.6xlarge,m5zn.12xlarge,m5zn.metal,m6a.large,m6a.xlarge,m6a.2xlarge,m6a.4xlarge,m6a.8xlarge,m6a.12xlarge,m6a.16xlarge,m6a.24xlarge,m6a.32xlarge,m6a.48xlarge,m6g.metal,m6g.medium,m6g.large,m6g.xlarge,m6g.2xlarge,m6g.4xlarge,m6g.8xlarge,m6g.12xlarge,m6g.16xlarge,m6gd.metal,m6gd.medium,m6gd.large,m6gd.xlarge,m6gd.2xlarge,m6gd.4xlarge,m6gd.8xlarge,m6gd.12xlarge,m6gd.16xlarge,m6i.large,m6i.xlarge,m6i.2xlarge,m6i.4xlarge,m6i.8xlarge,m6i.12xlarge,m6i.16xlarge,m6i.24xlarge,m6i.32xlarge,m6i.metal,mac1.metal,p2.xlarge,p2.8xlarge,p2.16xlarge,p3.2xlarge,p3.8xlarge,p3.16xlarge,p3dn.24xlarge,p4d.24xlarge,r3.large,r3.xlarge,r3.2xlarge,r3.4xlarge,r3.8xlarge,r4.large,r4.xlarge,r4.2xlarge,r4.4xlarge,r4.8xlarge,r4.16xlarge,r5.large,r5.xlarge,r5.2xlarge,r5.4xlarge,r5.8xlarge,r5.12xlarge,r5.16xlarge,r5.24xlarge,r5.metal,r5a.large,r5a.xlarge,r5a.2xlarge,r5a.4xlarge,r5a.8xlarge,r5a.12xlarge,r5a.16xlarge,r5a.24xlarge,r5ad.large,r5ad.xlarge,r5ad.2xlarge,r5ad.4xlarge,r5ad.8xlarge,r5ad.12xlarge,r5ad.16xlarge,r5ad.24xlarge,r5b.large,r5b.xlarge,r5b.2xlarge,r5b.4xlarge,r5b.8xlarge,r5b.12xlarge,r5b.16xlarge,r5b.24xlarge,r5b.metal,r5d.large,r5d.xlarge,r5d.2xlarge,r5d.4xlarge,r5d.8xlarge,r5d.12xlarge,r5d.16xlarge,r5d.24xlarge,r5d.metal,r5dn.large,r5dn.xlarge,r5dn.2xlarge,r5dn.4xlarge,r5dn.8xlarge,r5dn.12xlarge,r5dn.16xlarge,r5dn.24xlarge,r5dn.metal,r5n.large,r5n.xlarge,r5n.2xlarge,r5n.4xlarge,r5n.8xlarge,r5n.12xlarge,r5n.16xlarge,r5n.24xlarge,r5n.metal,r6g.medium,r6g.large,r6g.xlarge,r6g.2xlarge,r6g.4xlarge,r6g.8xlarge,r6g.12xlarge,r6g.16xlarge,r6g.metal,r6gd.medium,r6gd.large,r6gd.xlarge,r6gd.2xlarge,r6gd.4xlarge,r6gd.8xlarge,r6gd.12xlarge,r6gd.16xlarge,r6gd.metal,r6i.large,r6i.xlarge,r6i.2xlarge,r6i.4xlarge,r6i.8xlarge,r6i.12xlarge,r6i.16xlarge,r6i.24xlarge,r6i.32xlarge,r6i.metal,t1.micro,t2.nano,t2.micro,t2.small,t2.medium,t2.large,t2.xlarge,t2.2xlarge,t3.nano,t3.micro,t3.small,t3.medium,t3.large,t3.xlarge,t3.2xlarge,t3a.nano,t3a.micro,t3a.small,t3a.medium,t3a.large,t3a.xlarge,t3a.2xlarge,t4g.nano,t4g.micro,t4g.small,t4g.medium,t4g.large,t4g.xlarge,t4g.2xlarge,u-6tb1.56xlarge,u-6tb1.112xlarge,u-9tb1.112xlarge,u-12tb1.112xlarge,u-6tb1.metal,u-9tb1.metal,u-12tb1.metal,u-18tb1.metal,u-24tb1.metal,vt1.3xlarge,vt1.6xlarge,vt1.24xlarge,x1.16xlarge,x1.32xlarge,x1e.xlarge,x1e.2xlarge,x1e.4xlarge,x1e.8xlarge,x1e.16xlarge,x1e.32xlarge,x2iezn.2xlarge,x2iezn.4xlarge,x2iezn.6xlarge,x2iezn.8xlarge,x2iezn.12xlarge,x2iezn.metal,x2gd.medium,x2gd.large,x2gd.xlarge,x2gd.2xlarge,x2gd.4xlarge,x2gd.8xlarge,x2gd.12xlarge,x2gd.16xlarge,x2gd.metal,z1d.large,z1d.xlarge,z1d.2xlarge,z1d.3xlarge,z1d.6xlarge,z1d.12xlarge,z1d.metal,x2idn.16xlarge,x2idn.24xlarge,x2idn.32xlarge,x2iedn.xlarge,x2iedn.2xlarge,x2iedn.4xlarge,x2iedn.8xlarge,x2iedn.16xlarge,x2iedn.24xlarge,x2iedn.32xlarge,c6a.large,c6a.xlarge,c6a.2xlarge,c6a.4xlarge,c6a.8xlarge,c6a.12xlarge,c6a.16xlarge,c6a.24xlarge,c6a.32xlarge,c6a.48xlarge,c6a.metal,m6a.metal,i4i.large,i4i.xlarge,i4i.2xlarge,i4i.4xlarge,i4i.8xlarge,i4i.16xlarge,i4i.32xlarge,i4i.metal,x2idn.metal,x2iedn.metal,c7g.medium,c7g.large,c7g.xlarge,c7g.2xlarge,c7g.4xlarge,c7g.8xlarge,c7g.12xlarge,c7g.16xlarge,mac2.metal,c6id.large,c6id.xlarge,c6id.2xlarge,c6id.4xlarge,c6id.8xlarge,c6id.12xlarge,c6id.16xlarge,c6id.24xlarge,c6id.32xlarge,c6id.metal,m6id.large,m6id.xlarge,m6id.2xlarge,m6id.4xlarge,m6id.8xlarge,m6id.12xlarge,m6id.16xlarge,m6id.24xlarge,m6id.32xlarge,m6id.metal,r6id.large,r6id.xlarge,r6id.2xlarge,r6id.4xlarge,r6id.8xlarge,r6id.12xlarge,r6id.16xlarge,r6id.24xlarge,r6id.32xlarge,r6id.metal,r6a.large,r6a.xlarge,r6a.2xlarge,r6a.4xlarge,r6a.8xlarge,r6a.12xlarge,r6a.16xlarge,r6a.24xlarge,r6a.32xlarge,r6a.48xlarge,r6a.metal,p4de.24xlarge,u-3tb1.56xlarge,u-18tb1.112xlarge,u-24tb1.112xlarge,trn1.2xlarge,trn1.32xlarge,hpc6id.32xlarge,c6in.large,c6in.xlarge,c6in.2xlarge,c6in.4xlarge,c6in.8xlarge,c6in.12xlarge,c6in.16xlarge,c6in.24xlarge,c6in.32xlarge,m6in.large,m6in.xlarge,m6in.2xlarge,m6in.4xlarge,m6in.8xlarge,m6in.12xlarge,m6in.16xlarge,m6in.24xlarge,m6in.32xlarge,m6idn.large,m6idn.xlarge,m6idn.2xlarge,m6idn.4xlarge,m6idn.8xlarge,m6idn.12xlarge,m6idn.16xlarge,m6idn.24xlarge,m6idn.32xlarge,r6in.large,r6in.xlarge,r6in.2xlarge,r6in.4xlarge,r6in.8xlarge,r6in.12xlarge,r6in.16xlarge,r6in.24xlarge,r6in.32xlarge,r6idn.large,r6idn.xlarge,r6idn.2xlarge,r6idn.4xlarge,r6idn.8xlarge,r6idn.12xlarge,r6idn.16xlarge,r6idn.24xlarge,r6idn.32xlarge,c7g.metal,m7g.medium,m7g.large,m7g.xlarge,m7g.2xlarge,m7g.4xlarge,m7g.8xlarge,m7g.12xlarge,m7g.16xlarge,m7g.metal,r7g.medium,r7g.large,r7g.xlarge,r7g.2xlarge,r7g.4xlarge,r7g.8xlarge,r7g.12xlarge,r7g.16xlarge,r7g.metal,c6in.metal,m6in.metal,m6idn.metal,r6in.metal,r6idn.metal,inf2.xlarge,inf2.8xlarge,inf2.24xlarge,inf2.48xlarge,trn1n.32xlarge,i4g.large,i4g.xlarge,i4g.2xlarge,i4g.4xlarge,i4g.8xlarge,i4g.16xlarge,hpc7g.4xlarge,hpc7g.8xlarge,hpc7g.16xlarge,c7gn.medium,c7gn.large,c7gn.xlarge,c7gn.2xlarge,c7gn.4xlarge,c7gn.8xlarge,c7gn.12xlarge,c7gn.16xlarge,p5.48xlarge,m7i.large,m7i.xlarge,m7i.2xlarge,m7i.4xlarge,m7i.8xlarge,m7i.12xlarge,m7i.16xlarge,m7i.24xlarge,m7i.48xlarge,m7i-flex.large,m7i-flex.xlarge,m7i-flex.2xlarge,m7i-flex.4xlarge,m7i-flex.8xlarge,m7a.medium,m7a.large,m7a.xlarge,m7a.2xlarge,m7a.4xlarge,m7a.8xlarge,m7a.12xlarge,m7a.16xlarge,m7a.24xlarge,m7a.32xlarge,m7a.48xlarge,m7a.metal-48xl,hpc7a.12xlarge,hpc7a.24xlarge,hpc7a.48xlarge,hpc7a.96xlarge,c7gd.medium,c7gd.large,c7gd.xlarge,c7gd.2xlarge,c7gd.4xlarge,c7gd.8xlarge,c7gd.12xlarge,c7gd.16xlarge,m7gd.medium,m7gd.large,m7gd.xlarge,m7gd.2xlarge,m7gd.4xlarge,m7gd.8xlarge,m7gd.12xlarge,m7gd.16xlarge,r7gd.medium,r7gd.large,r7gd.xlarge,r7gd.2xlarge,r7gd.4xlarge,r7gd.8xlarge,r7gd.12xlarge,r7gd.16xlarge,r7a.medium,r7a.large,r7a.xlarge,r7a.2xlarge,r7a.4xlarge,r7a.8xlarge,r7a.12xlarge,r7a.16xlarge,r7a.24xlarge,r7a.32xlarge,r7a.48xlarge,c7i.large,c7i.xlarge,c7i.2xlarge,c7i.4xlarge,c7i.8xlarge,c7i.12xlarge,c7i.16xlarge,c7i.24xlarge,c7i.48xlarge,mac2-m2pro.metal,r7iz.large,r7iz.xlarge,r7iz.2xlarge,r7iz.4xlarge,r7iz.8xlarge,r7iz.12xlarge,r7iz.16xlarge,r7iz.32xlarge,c7a.medium,c7a.large,c7a.xlarge,c7a.2xlarge,c7a.4xlarge,c7a.8xlarge,c7a.12xlarge,c7a.16xlarge,c7a.24xlarge,c7a.32xlarge,c7a.48xlarge,c7a.metal-48xl,r7a.metal-48xl,r7i.large,r7i.xlarge,r7i.2xlarge,r7i.4xlarge,r7i.8xlarge,r7i.12xlarge,r7i.16xlarge,r7i.24xlarge,r7i.48xlarge,dl2q.24xlarge,mac2-m2.metal,i4i.12xlarge,i4i.24xlarge,c7i.metal-24xl,c7i.metal-48xl,m7i.metal-24xl,m7i.metal-48xl,r7i.metal-24xl,r7i.metal-48xl,r7iz.metal-16xl,r7iz.metal-32xl,c7gd.metal,m7gd.metal,r7gd.metal,g6.xlarge,g6.2xlarge,g6.4xlarge,g6.8xlarge,g6.12xlarge,g6.16xlarge,g6.24xlarge,g6.48xlarge,gr6.4xlarge,gr6.8xlarge,c7i-flex.large,c7i-flex.xlarge,c7i-flex.2xlarge,c7i-flex.4xlarge,c7i-flex.8xlarge,u7i-12tb.224xlarge,u7in-16tb.224xlarge,u7in-24tb.224xlarge,u7in-32tb.224xlarge,u7ib-12tb.224xlarge,c7gn.metal,r8g.medium,r8g.large,r8g.xlarge,r8g.2xlarge,r8g.4xlarge,r8g.8xlarge,r8g.12xlarge,r8g.16xlarge,r8g.24xlarge,r8g.48xlarge,r8g.metal-24xl,r8g.metal-48xl,mac2-m1ultra.metal,g6e.xlarge,g6e.2xlarge,g6e.4xlarge,g6e.8xlarge,g6e.12xlarge,g6e.16xlarge,g6e.24xlarge,g6e.48xlarge,c8g.medium,c8g.large,c8g.xlarge,c8g.2xlarge,c8g.4xlarge,c8g.8xlarge,c8g.12xlarge,c8g.16xlarge,c8g.24xlarge,c8g.48xlarge,c8g.metal-24xl,c8g.metal-48xl,m8g.medium,m8g.large,m8g.xlarge,m8g.2xlarge,m8g.4xlarge,m8g.8xlarge,m8g.12xlarge,m8g.16xlarge,m8g.24xlarge,m8g.48xlarge,m8g.metal-24xl,m8g.metal-48xl,x8g.medium,x8g.large,x8g.xlarge,x8g.2xlarge,x8g.4xlarge,x8g.8xlarge,x8g.12xlarge,x8g.16xlarge,x8g.24xlarge,x8g.48xlarge,x8g.metal-24xl,x8g.metal-48xl,i7ie.large,i7ie.xlarge,i7ie.2xlarge,i7ie.3xlarge,i7ie.6xlarge,i7ie.12xlarge,i7ie.18xlarge,i7ie.24xlarge,i7ie.48xlarge,i8g.large,i8g.xlarge,i8g.2xlarge,i8g.4xlarge,i8g.8xlarge,i8g.12xlarge,i8g.16xlarge,i8g.24xlarge,i8g.metal-24xl,u7i-6tb.112xlarge,u7i-8tb.112xlarge,u7inh-32tb.480xlarge,p5e.48xlarge,p5en.48xlarge,f2.12xlarge,f2.48xlarge,trn2.48xlarge,c7i-flex.12xlarge,c7i-flex.16xlarge,m7i-flex.12xlarge,m7i-flex.16xlarge,i7ie.metal-24xl,i7ie.metal-48xl,i8g.48xlarge,c8gd.medium,c8gd.large,c8gd.xlarge,c8gd.2xlarge,c8gd.4xlarge,c8gd.8xlarge,c8gd.12xlarge,c8gd.16xlarge,c8gd.24xlarge,c8gd.48xlarge,c8gd.metal-24xl,c8gd.metal-48xl,i7i.large,i7i.xlarge,i7i.2xlarge,i7i.4xlarge,i7i.8xlarge,i7i.12xlarge,i7i.16xlarge,i7i.24xlarge,i7i.48xlarge,i7i.metal-24xl,i7i.metal-48xl,p6-b200.48xlarge,m8gd.medium,m8gd.large,m8gd.xlarge,m8gd.2xlarge,m8gd.4xlarge,m8gd.8xlarge,m8gd.12xlarge,m8gd.16xlarge,m8gd.24xlarge,m8gd.48xlarge,m8gd.metal-24xl,m8gd.metal-48xl,r8gd.medium,r8gd.large,r8gd.xlarge,r8gd.2xlarge,r8gd.4xlarge,r8gd.8xlarge,r8gd.12xlarge,r8gd.16xlarge,r8gd.24xlarge,r8gd.48xlarge,r8gd.metal-24xl,r8gd.metal-48xl,c8gn.medium,c8gn.large,c8gn.xlarge,c8gn.2xlarge,c8gn.4xlarge,c8gn.8xlarge,c8gn.12xlarge,c8gn.16xlarge,c8gn.24xlarge,c8gn.48xlarge,c8gn.metal-24xl,c8gn.metal-48xl,f2.6xlarge,p6e-gb200.36xlarge,g6f.large,g6f.xlarge,g6f.2xlarge,g6f.4xlarge,gr6f.4xlarge,p5.4xlarge,r8i.large,r8i.xlarge,r8i.2xlarge,r8i.4xlarge,r8i.8xlarge,r8i.12xlarge,r8i.16xlarge,r8i.24xlarge,r8i.32xlarge,r8i.48xlarge,r8i.96xlarge,r8i.metal-48xl,r8i.metal-96xl,r8i-flex.large,r8i-flex.xlarge,r8i-flex.2xlarge,r8i-flex.4xlarge,r8i-flex.8xlarge,r8i-flex.12xlarge,r8i-flex.16xlarge,m8i.large,m8i.xlarge,m8i.2xlarge,m8i.4xlarge,m8i.8xlarge,m8i.12xlarge,m8i.16xlarge,m8i.24xlarge,m8i.32xlarge,m8i.48xlarge,m8i.96xlarge,m8i.metal-48xl,m8i.metal-96xl,m8i-flex.large,m8i-flex.xlarge,m8i-flex.2xlarge,m8i-flex.4xlarge,m8i-flex.8xlarge,m8i-flex.12xlarge,m8i-flex.16xlarge,i8ge.large,i8ge.xlarge,i8ge.2xlarge,i8ge.3xlarge,i8ge.6xlarge,i8ge.12xlarge,i8ge.18xlarge,i8ge.24xlarge,i8ge.48xlarge,i8ge.metal-24xl,i8ge.metal-48xl,mac-m4.metal,mac-m4pro.metal,r8gn.medium,r8gn.large,r8gn.xlarge,r8gn.2xlarge,r8gn.4xlarge,r8gn.8xlarge,r8gn.12xlarge,r8gn.16xlarge,r8gn.24xlarge,r8gn.48xlarge,r8gn.metal-24xl,r8gn.metal-48xl,c8i.large,c8i.xlarge,c8i.2xlarge,c8i.4xlarge,c8i.8xlarge,c8i.12xlarge,c8i.16xlarge,c8i.24xlarge,c8i.32xlarge,c8i.48xlarge,c8i.96xlarge,c8i.metal-48xl,c8i.metal-96xl,c8i-flex.large,c8i-flex.xlarge,c8i-flex.2xlarge,c8i-flex.4xlarge,c8i-flex.8xlarge,c8i-flex.12xlarge,c8i-flex.16xlarge,r8gb.medium,r8gb.large,r8gb.xlarge,r8gb.2xlarge,r8gb.4xlarge,r8gb.8xlarge,r8gb.12xlarge,r8gb.16xlarge,r8gb.24xlarge,r8gb.metal-24xl,m8a.medium,m8a.large,m8a.xlarge,m8a.2xlarge,m8a.4xlarge,m8a.8xlarge,m8a.12xlarge,m8a.16xlarge,m8a.24xlarge,m8a.48xlarge,m8a.metal-24xl,m8a.metal-48xl,trn2.3xlarge,r8a.medium,r8a.large,r8a.xlarge,r8a.2xlarge,r8a.4xlarge,r8a.8xlarge,r8a.12xlarge,r8a.16xlarge,r8a.24xlarge,r8a.48xlarge,r8a.metal-24xl,r8a.metal-48xl,p6-b300.48xlarge,c8a.medium,c8a.large,c8a.xlarge,c8a.2xlarge,c8a.4xlarge,c8a.8xlarge,c8a.12xlarge,c8a.16xlarge,c8a.24xlarge,c8a.48xlarge,c8a.metal-24xl,c8a.metal-48xl,c8gb.12xlarge,c8gb.16xlarge,c8gb.24xlarge,c8gb.2xlarge,c8gb.4xlarge,c8gb.8xlarge,c8gb.large,c8gb.medium,c8gb.metal-24xl,c8gb.xlarge,c8gb.48xlarge,c8gb.metal-48xl,m8gb.12xlarge,m8gb.16xlarge,m8gb.24xlarge,m8gb.2xlarge,m8gb.4xlarge,m8gb.8xlarge,m8gb.large,m8gb.medium,m8gb.xlarge,m8gb.48xlarge,m8gb.metal-24xl,m8gb.metal-48xl,m8gn.12xlarge,m8gn.16xlarge,m8gn.24xlarge,m8gn.2xlarge,m8gn.48xlarge,m8gn.4xlarge,m8gn.8xlarge,m8gn.large,m8gn.medium,m8gn.xlarge,m8gn.metal-24xl,m8gn.metal-48xl,x8aedz.12xlarge,x8aedz.24xlarge,x8aedz.3xlarge,x8aedz.6xlarge,x8aedz.large,x8aedz.metal-12xl,x8aedz.metal-24xl,x8aedz.xlarge,m8azn.medium,m8azn.large,m8azn.xlarge,m8azn.3xlarge,m8azn.6xlarge,m8azn.12xlarge,m8azn.24xlarge,m8azn.metal-12xl,m8azn.metal-24xl,x8i.large,x8i.xlarge,x8i.2xlarge,x8i.4xlarge,x8i.8xlarge,x8i.12xlarge,x8i.16xlarge,x8i.24xlarge,x8i.32xlarge,x8i.48xlarge,x8i.64xlarge,x8i.96xlarge,x8i.metal-48xl,x8i.metal-96xl,mac-m4max.metal,g7e.2xlarge,g7e.4xlarge,g7e.8xlarge,g7e.12xlarge,g7e.24xlarge,g7e.48xlarge,r8id.large,r8id.xlarge,r8id.2xlarge,r8id.4xlarge,r8id.8xlarge,r8id.12xlarge,r8id.16xlarge,r8id.24xlarge,r8id.32xlarge,r8id.48xlarge,r8id.96xlarge,r8id.metal-48xl,r8id.metal-96xl,c8id.large,c8id.xlarge,c8id.2xlarge,c8id.4xlarge,c8id.8xlarge,c8id.12xlarge,c8id.16xlarge,c8id.24xlarge,c8id.32xlarge,c8id.48xlarge,c8id.96xlarge,c8id.metal-48xl,c8id.metal-96xl,m8id.large,m8id.xlarge,m8id.2xlarge,m8id.4xlarge,m8id.8xlarge,m8id.12xlarge,m8id.16xlarge,m8id.24xlarge,m8id.32xlarge,m8id.48xlarge,m8id.96xlarge,m8id.metal-48xl,m8id.metal-96xl,hpc8a.96xlarge
#Integer
{IpPermission
 IpProtocol String name=ipProtocol
 FromPort Integer name=fromPort
 ToPort Integer name=toPort
 UserIdGroupPairs UserIdGroupPairList name=groups
 IpRanges IpRangeList name=ipRanges
 Ipv6Ranges Ipv6RangeList name=ipv6Ranges
 PrefixListIds PrefixListIdList name=prefixListIds
[IpPermissionList IpPermission element=item
{IpRange
 Description String name=description
 CidrIp String name=cidrIp
[IpRangeList IpRange element=item
"IpSource enum=amazon,byoip,none
[Ipv4PrefixList Ipv4PrefixSpecificationRequest element=item
{Ipv4PrefixSpecification
 Ipv4Prefix String name=ipv4Prefix
{Ipv4PrefixSpecificationRequest
 Ipv4Prefix String
[Ipv4PrefixesList Ipv4PrefixSpecification element=item
"Ipv6AddressAttribute enum=public,private
[Ipv6PrefixList Ipv6PrefixSpecificationRequest element=item
{Ipv6PrefixSpecification
 Ipv6Prefix String name=ipv6Prefix
{Ipv6PrefixSpecificationRequest
 Ipv6Prefix String
[Ipv6PrefixesList Ipv6PrefixSpecification element=item
{Ipv6Range
 Description String name=description
 CidrIpv6 String name=cidrIpv6
[Ipv6RangeList Ipv6Range element=item
"KernelId
"KeyPairName
"LaunchTemplateId
{LaunchTemplateSpecification
 LaunchTemplateId LaunchTemplateId
 LaunchTemplateName String
 Version String
{LicenseConfiguration
 LicenseConfigurationArn String name=licenseConfigurationArn
{LicenseConfigurationRequest
 LicenseConfigurationArn String
[LicenseList LicenseConfiguration element=item
[LicenseSpecificationListRequest LicenseConfigurationRequest element=item
"MarketType enum=spot,capacity-block,interruptible-capacity-reservation
TMillisecondDateTime
{Monitoring
 State MonitoringState name=state
"MonitoringState enum=disabled,disabling,enabled,pending
"NestedVirtualizationSpecification enum=enabled,disabled
{NetworkInterface
 Association NetworkInterfaceAssociation name=association
 Attachment NetworkInterfaceAttachment name=attachment
 AvailabilityZone String name=availabilityZone
 ConnectionTrackingConfiguration ConnectionTrackingConfiguration name=connectionTrackingConfiguration
 Description String name=description
 Groups GroupIdentifierList name=groupSet
 InterfaceType NetworkInterfaceType name=interfaceType
 Ipv6Addresses NetworkInterfaceIpv6AddressesList name=ipv6AddressesSet
 MacAddress String name=macAddress
 NetworkInterfaceId String name=networkInterfaceId
 OutpostArn String name=outpostArn
 OwnerId String name=ownerId
 PrivateDnsName String name=privateDnsName
 PublicDnsName String name=publicDnsName
 PublicIpDnsNameOptions PublicIpDnsNameOptions name=publicIpDnsNameOptions
 PrivateIpAddress String name=privateIpAddress
 PrivateIpAddresses NetworkInterfacePrivateIpAddressList name=privateIpAddressesSet
 Ipv4Prefixes Ipv4PrefixesList name=ipv4PrefixSet
 Ipv6Prefixes Ipv6PrefixesList name=ipv6PrefixSet
 RequesterId String name=requesterId
 RequesterManaged Boolean name=requesterManaged
 SourceDestCheck Boolean name=sourceDestCheck
 Status NetworkInterfaceStatus name=status
 SubnetId String name=subnetId
 TagSet TagList name=tagSet
 VpcId String name=vpcId
 DenyAllIgwTraffic Boolean name=denyAllIgwTraffic
 Ipv6Native Boolean name=ipv6Native
 Ipv6Address String name=ipv6Address
 Operator OperatorResponse name=operator
 AssociatedSubnets AssociatedSubnetList name=associatedSubnetSet
 AvailabilityZoneId String name=availabilityZoneId
{NetworkInterfaceAssociation
 AllocationId String name=allocationId
 AssociationId String name=associationId
 IpOwnerId String name=ipOwnerId
 PublicDnsName String name=publicDnsName
 PublicIp String name=publicIp
 CustomerOwnedIp String name=customerOwnedIp
 CarrierIp String name=carrierIp
{NetworkInterfaceAttachment
 AttachTime DateTime name=attachTime
 AttachmentId String name=attachmentId
 DeleteOnTermination Boolean name=deleteOnTermination
 DeviceIndex Integer name=deviceIndex
 NetworkCardIndex Integer name=networkCardIndex
 InstanceId String name=instanceId
 InstanceOwnerId String name=instanceOwnerId
 Status AttachmentStatus name=status
 EnaSrdSpecification AttachmentEnaSrdSpecification name=enaSrdSpecification
 EnaQueueCount Integer name=enaQueueCount
"NetworkInterfaceId
[NetworkInterfaceIdList NetworkInterfaceId element=item
{NetworkInterfaceIpv6Address
 Ipv6Address String name=ipv6Address
 PublicIpv6DnsName String name=publicIpv6DnsName
 IsPrimaryIpv6 Boolean name=isPrimaryIpv6
[NetworkInterfaceIpv6AddressesList NetworkInterfaceIpv6Address element=item
[NetworkInterfaceList NetworkInterface element=item
{NetworkInterfacePrivateIpAddress
 Association NetworkInterfaceAssociation name=association
 Primary Boolean name=primary
 PrivateDnsName String name=privateDnsName
 PrivateIpAddress String name=privateIpAddress
[NetworkInterfacePrivateIpAddressList NetworkInterfacePrivateIpAddress element=item
"NetworkInterfaceStatus enum=available,associated,attaching,in-use,detaching
"NetworkInterfaceType enum=interface,natGateway,efa,efa-only,trunk,load_balancer,network_load_balancer,vpc_endpoint,branch,transit_gateway,lambda,quicksight,global_accelerator_managed,api_gateway_managed,gateway_load_balancer,gateway_load_balancer_endpoint,iot_rules_managed,aws_codestar_connections_managed
"OdbNetworkArn
{OperatorRequest
 Principal String
{OperatorResponse
 Managed Boolean name=managed
 Principal String name=principal
 HiddenByDefault Boolean name=hiddenByDefault
{Placement
 AvailabilityZoneId AvailabilityZoneId name=availabilityZoneId
 Affinity String name=affinity
 GroupName PlacementGroupName name=groupName
 PartitionNumber Integer name=partitionNumber
 HostId String name=hostId
 Tenancy Tenancy name=tenancy
 SpreadDomain String name=spreadDomain
 HostResourceGroupArn String name=hostResourceGroupArn
 GroupId PlacementGroupId name=groupId
 AvailabilityZone String name=availabilityZone
"PlacementGroupId
"PlacementGroupName
"PlatformValues enum=Windows
{PrefixListId
 Description String name=description
 PrefixListId String name=prefixListId
[PrefixListIdList PrefixListId element=item
"PrefixListResourceId
{PrivateDnsNameOptionsOnLaunch
 HostnameType HostnameType name=hostnameType
 EnableResourceNameDnsARecord Boolean name=enableResourceNameDnsARecord
 EnableResourceNameDnsAAAARecord Boolean name=enableResourceNameDnsAAAARecord
{PrivateDnsNameOptionsRequest
 HostnameType HostnameType
 EnableResourceNameDnsARecord Boolean
 EnableResourceNameDnsAAAARecord Boolean
{PrivateDnsNameOptionsResponse
 HostnameType HostnameType name=hostnameType
 EnableResourceNameDnsARecord Boolean name=enableResourceNameDnsARecord
 EnableResourceNameDnsAAAARecord Boolean name=enableResourceNameDnsAAAARecord
{PrivateIpAddressSpecification
 Primary Boolean name=primary
 PrivateIpAddress String name=privateIpAddress
[PrivateIpAddressSpecificationList PrivateIpAddressSpecification element=item
{ProductCode
 ProductCodeId String name=productCode
 ProductCodeType ProductCodeValues name=type
[ProductCodeList ProductCode element=item
"ProductCodeValues enum=devpay,marketplace
{PropagatingVgw
 GatewayId String name=gatewayId
[PropagatingVgwList PropagatingVgw element=item
{PublicIpDnsNameOptions
 DnsHostnameType String name=dnsHostnameType
 PublicIpv4DnsName String name=publicIpv4DnsName
 PublicIpv6DnsName String name=publicIpv6DnsName
 PublicDualStackDnsName String name=publicDualStackDnsName
"RamdiskId
{ReferencedSecurityGroup
 GroupId String name=groupId
 PeeringStatus String name=peeringStatus
 UserId String name=userId
 VpcId String name=vpcId
 VpcPeeringConnectionId String name=vpcPeeringConnectionId
{Reservation
 ReservationId String name=reservationId
 OwnerId String name=ownerId
 RequesterId String name=requesterId
 Groups GroupIdentifierList name=groupSet
 Instances InstanceList name=instancesSet
[ReservationList Reservation element=item
"ResourceType enum=capacity-reservation,client-vpn-endpoint,customer-gateway,carrier-gateway,coip-pool,declarative-policies-report,dedicated-host,dhcp-options,egress-only-internet-gateway,elastic-ip,elastic-gpu,export-image-task,export-instance-task,fleet,fpga-image,host-reservation,image,image-usage-report,import-image-task,import-snapshot-task,instance,instance-event-window,internet-gateway,ipam,ipam-pool,ipam-scope,ipv4pool-ec2,ipv6pool-ec2,key-pair,launch-template,local-gateway,local-gateway-route-table,local-gateway-virtual-interface,local-gateway-virtual-interface-group,local-gateway-route-table-vpc-association,local-gateway-route-table-virtual-interface-group-association,natgateway,network-acl,network-interface,network-insights-analysis,network-insights-path,network-insights-access-scope,network-insights-access-scope-analysis,outpost-lag,placement-group,prefix-list,replace-root-volume-task,reserved-instances,route-table,security-group,security-group-rule,service-link-virtual-interface,snapshot,spot-fleet-request,spot-instances-request,subnet,subnet-cidr-reservation,traffic-mirror-filter,traffic-mirror-session,traffic-mirror-target,transit-gateway,transit-gateway-attachment,transit-gateway-connect-peer,transit-gateway-multicast-domain,transit-gateway-policy-table,transit-gateway-metering-policy,transit-gateway-route-table,transit-gateway-route-table-announcement,volume,vpc,vpc-endpoint,vpc-endpoint-connection,vpc-endpoint-service,vpc-endpoint-service-permission,vpc-peering-connection,vpn-connection,vpn-gateway,vpc-flow-log,capacity-reservation-fleet,traffic-mirror-filter-rule,vpc-endpoint-connection-device-type,verified-access-instance,verified-access-group,verified-access-endpoint,verified-access-policy,verified-access-trust-provider,vpn-connection-device-type,vpc-block-public-access-exclusion,vpc-encryption-control,route-server,route-server-endpoint,route-server-peer,ipam-resource-discovery,ipam-resource-discovery-association,instance-connect-endpoint,verified-access-endpoint-target,ipam-external-resource-verification-token,capacity-block,mac-modification-task,ipam-prefix-list-resolver,ipam-policy,ipam-prefix-list-resolver-target,secondary-interface,secondary-network,secondary-subnet,capacity-manager-data-export,vpn-concentrator,ipam-pool-allocation
{Route
 DestinationCidrBlock String name=destinationCidrBlock
 DestinationIpv6CidrBlock String name=destinationIpv6CidrBlock
 DestinationPrefixListId String name=destinationPrefixListId
 EgressOnlyInternetGatewayId String name=egressOnlyInternetGatewayId
 GatewayId String name=gatewayId
 InstanceId String name=instanceId
 InstanceOwnerId String name=instanceOwnerId
 NatGatewayId String name=natGatewayId
 TransitGatewayId String name=transitGatewayId
 LocalGatewayId String name=localGatewayId
 CarrierGatewayId CarrierGatewayId name=carrierGatewayId
 NetworkInterfaceId String name=networkInterfaceId
 Origin RouteOrigin name=origin
 State RouteState name=state
 VpcPeeringConnectionId String name=vpcPeeringConnectionId
 CoreNetworkArn CoreNetworkArn name=coreNetworkArn
 OdbNetworkArn OdbNetworkArn name=odbNetworkArn
 IpAddress String name=ipAddress
[RouteList Route element=item
"RouteOrigin enum=CreateRouteTable,CreateRoute,EnableVgwRoutePropagation,Advertisement
"RouteState enum=active,blackhole,filtered
{RouteTable
 Associations RouteTableAssociationList name=associationSet
 PropagatingVgws PropagatingVgwList name=propagatingVgwSet
 RouteTableId String name=routeTableId
 Routes RouteList name=routeSet
 Tags TagList name=tagSet
 VpcId String name=vpcId
 OwnerId String name=ownerId
{RouteTableAssociation
 Main Boolean name=main
 RouteTableAssociationId String name=routeTableAssociationId
 RouteTableId String name=routeTableId
 SubnetId String name=subnetId
 GatewayId String name=gatewayId
 PublicIpv4Pool String name=publicIpv4Pool
 AssociationState RouteTableAssociationState name=associationState
[RouteTableAssociationList RouteTableAssociation element=item
{RouteTableAssociationState
 State RouteTableAssociationStateCode name=state
 StatusMessage String name=statusMessage
"RouteTableAssociationStateCode enum=associating,associated,disassociating,disassociated,failed
"RouteTableId
[RouteTableIdStringList RouteTableId element=item
[RouteTableList RouteTable element=item
{RunInstancesMonitoringEnabled required=Enabled
 Enabled Boolean name=enabled
{RunInstancesRequest required=MaxCount,MinCount
 BlockDeviceMappings BlockDeviceMappingRequestList name=BlockDeviceMapping
 ImageId ImageId
 InstanceType InstanceType
 Ipv6AddressCount Integer
 Ipv6Addresses InstanceIpv6AddressList name=Ipv6Address
 KernelId KernelId
 KeyName KeyPairName
 MaxCount Integer
 MinCount Integer
 Monitoring RunInstancesMonitoringEnabled
 Placement Placement
 RamdiskId RamdiskId
 SecurityGroupIds SecurityGroupIdStringList name=SecurityGroupId
 SecurityGroups SecurityGroupStringList name=SecurityGroup
 SubnetId SubnetId
 UserData RunInstancesUserData
 ElasticGpuSpecification ElasticGpuSpecifications deprecated
 ElasticInferenceAccelerators ElasticInferenceAccelerators deprecated name=ElasticInferenceAccelerator
 TagSpecifications TagSpecificationList name=TagSpecification
 LaunchTemplate LaunchTemplateSpecification
 InstanceMarketOptions InstanceMarketOptionsRequest
 CreditSpecification CreditSpecificationRequest
 CpuOptions CpuOptionsRequest
 CapacityReservationSpecification CapacityReservationSpecification
 HibernationOptions HibernationOptionsRequest
 LicenseSpecifications LicenseSpecificationListRequest name=LicenseSpecification
 MetadataOptions InstanceMetadataOptionsRequest
 EnclaveOptions EnclaveOptionsRequest
 PrivateDnsNameOptions PrivateDnsNameOptionsRequest
 MaintenanceOptions InstanceMaintenanceOptionsRequest
 DisableApiStop Boolean
 EnablePrimaryIpv6 Boolean
 NetworkPerformanceOptions InstanceNetworkPerformanceOptionsRequest
 Operator OperatorRequest
 SecondaryInterfaces InstanceSecondaryInterfaceSpecificationListRequest name=SecondaryInterface
 DryRun Boolean name=dryRun
 DisableApiTermination Boolean name=disableApiTermination
 InstanceInitiatedShutdownBehavior ShutdownBehavior name=instanceInitiatedShutdownBehavior
 PrivateIpAddress String name=privateIpAddress
 ClientToken String token name=clientToken
 AdditionalInfo String name=additionalInfo
 NetworkInterfaces InstanceNetworkInterfaceSpecificationList name=networkInterface
 IamInstanceProfile IamInstanceProfileSpecification name=iamInstanceProfile
 EbsOptimized Boolean name=ebsOptimized
"RunInstancesUserData sensitive
"SecondaryInterfaceId
"SecondaryInterfaceStatus enum=available,in-use
"SecondaryInterfaceType enum=secondary
"SecondaryNetworkId
"SecondarySubnetId
{SecurityGroup
 GroupId String name=groupId
 IpPermissionsEgress IpPermissionList name=ipPermissionsEgress
 Tags TagList name=tagSet
 VpcId String name=vpcId
 SecurityGroupArn String name=securityGroupArn
 OwnerId String name=ownerId
 GroupName String name=groupName
 Description String name=groupDescription
 IpPermissions IpPermissionList name=ipPermissions
"SecurityGroupId
[SecurityGroupIdStringList SecurityGroupId element=SecurityGroupId
[SecurityGroupList SecurityGroup element=item
"SecurityGroupName
{SecurityGroupRule
 SecurityGroupRuleId SecurityGroupRuleId name=securityGroupRuleId
 GroupId SecurityGroupId name=groupId
 GroupOwnerId String name=groupOwnerId
 IsEgress Boolean name=isEgress
 IpProtocol String name=ipProtocol
 FromPort Integer name=fromPort
 ToPort Integer name=toPort
 CidrIpv4 String name=cidrIpv4
 CidrIpv6 String name=cidrIpv6
 PrefixListId PrefixListResourceId name=prefixListId
 ReferencedGroupInfo ReferencedSecurityGroup name=referencedGroupInfo
 Description String name=description
 Tags TagList name=tagSet
 SecurityGroupRuleArn String name=securityGroupRuleArn
"SecurityGroupRuleId
[SecurityGroupRuleList SecurityGroupRule element=item
[SecurityGroupStringList SecurityGroupName element=SecurityGroup
"ShutdownBehavior enum=stop,terminate
"SnapshotId
"SpotInstanceType enum=one-time,persistent
{SpotMarketOptions
 MaxPrice String
 SpotInstanceType SpotInstanceType
 BlockDurationMinutes Integer
 ValidUntil DateTime
 InstanceInterruptionBehavior InstanceInterruptionBehavior
{StateReason
 Code String name=code
 Message String name=message
"String
{Subnet
 AvailabilityZoneId String name=availabilityZoneId
 EnableLniAtDeviceIndex Integer name=enableLniAtDeviceIndex
 MapCustomerOwnedIpOnLaunch Boolean name=mapCustomerOwnedIpOnLaunch
 CustomerOwnedIpv4Pool CoipPoolId name=customerOwnedIpv4Pool
 OwnerId String name=ownerId
 AssignIpv6AddressOnCreation Boolean name=assignIpv6AddressOnCreation
 Ipv6CidrBlockAssociationSet SubnetIpv6CidrBlockAssociationSet name=ipv6CidrBlockAssociationSet
 Tags TagList name=tagSet
 SubnetArn String name=subnetArn
 OutpostArn String name=outpostArn
 EnableDns64 Boolean name=enableDns64
 Ipv6Native Boolean name=ipv6Native
 PrivateDnsNameOptionsOnLaunch PrivateDnsNameOptionsOnLaunch name=privateDnsNameOptionsOnLaunch
 BlockPublicAccessStates BlockPublicAccessStates name=blockPublicAccessStates
 Type String name=type
 SubnetId String name=subnetId
 State SubnetState name=state
 VpcId String name=vpcId
 CidrBlock String name=cidrBlock
 AvailableIpAddressCount Integer name=availableIpAddressCount
 AvailabilityZone String name=availabilityZone
 DefaultForAz Boolean name=defaultForAz
 MapPublicIpOnLaunch Boolean name=mapPublicIpOnLaunch
"SubnetCidrAssociationId
{SubnetCidrBlockState
 State SubnetCidrBlockStateCode name=state
 StatusMessage String name=statusMessage
"SubnetCidrBlockStateCode enum=associating,associated,disassociating,disassociated,failing,failed
"SubnetId
[SubnetIdStringList SubnetId element=SubnetId
{SubnetIpv6CidrBlockAssociation
 AssociationId SubnetCidrAssociationId name=associationId
 Ipv6CidrBlock String name=ipv6CidrBlock
 Ipv6CidrBlockState SubnetCidrBlockState name=ipv6CidrBlockState
 Ipv6AddressAttribute Ipv6AddressAttribute name=ipv6AddressAttribute
 IpSource IpSource name=ipSource
[SubnetIpv6CidrBlockAssociationSet SubnetIpv6CidrBlockAssociation element=item
[SubnetList Subnet element=item
"SubnetState enum=pending,available,unavailable,failed,failed-insufficient-capacity
{Tag
 Key String name=key
 Value String name=value
[TagList Tag element=item
{TagSpecification
 ResourceType ResourceType name=resourceType
 Tags TagList name=Tag
[TagSpecificationList TagSpecification element=item
"Tenancy enum=default,dedicated,host
{TerminateInstancesRequest required=InstanceIds
 InstanceIds InstanceIdStringList name=InstanceId
 Force Boolean
 SkipOsShutdown Boolean
 DryRun Boolean name=dryRun
{TerminateInstancesResult
 TerminatingInstances InstanceStateChangeList name=instancesSet
{UserIdGroupPair
 Description String name=description
 UserId String name=userId
 GroupName String name=groupName
 GroupId String name=groupId
 VpcId String name=vpcId
 VpcPeeringConnectionId String name=vpcPeeringConnectionId
 PeeringStatus String name=peeringStatus
[UserIdGroupPairList UserIdGroupPair element=item
[ValueStringList String element=item
"VirtualizationType enum=hvm,paravirtual
"VolumeType enum=standard,io1,io2,gp2,sc1,st1,gp3
{Vpc
 OwnerId String name=ownerId
 InstanceTenancy Tenancy name=instanceTenancy
 Ipv6CidrBlockAssociationSet VpcIpv6CidrBlockAssociationSet name=ipv6CidrBlockAssociationSet
 CidrBlockAssociationSet VpcCidrBlockAssociationSet name=cidrBlockAssociationSet
 IsDefault Boolean name=isDefault
 EncryptionControl VpcEncryptionControl name=encryptionControl
 Tags TagList name=tagSet
 BlockPublicAccessStates BlockPublicAccessStates name=blockPublicAccessStates
 VpcId String name=vpcId
 State VpcState name=state
 CidrBlock String name=cidrBlock
 DhcpOptionsId String name=dhcpOptionsId
{VpcCidrBlockAssociation
 AssociationId String name=associationId
 CidrBlock String name=cidrBlock
 CidrBlockState VpcCidrBlockState name=cidrBlockState
[VpcCidrBlockAssociationSet VpcCidrBlockAssociation element=item
{VpcCidrBlockState
 State VpcCidrBlockStateCode name=state
 StatusMessage String name=statusMessage
"VpcCidrBlockStateCode enum=associating,associated,disassociating,disassociated,failing,failed
{VpcEncryptionControl
 VpcId VpcId name=vpcId
 VpcEncryptionControlId VpcEncryptionControlId name=vpcEncryptionControlId
 Mode VpcEncryptionControlMode name=mode
 State VpcEncryptionControlState name=state
 StateMessage String name=stateMessage
 ResourceExclusions VpcEncryptionControlExclusions name=resourceExclusions
 Tags TagList name=tagSet
{VpcEncryptionControlExclusion
 State VpcEncryptionControlExclusionState name=state
 StateMessage String name=stateMessage
"VpcEncryptionControlExclusionState enum=enabling,enabled,disabling,disabled
{VpcEncryptionControlExclusions
 InternetGateway VpcEncryptionControlExclusion name=internetGateway
 EgressOnlyInternetGateway VpcEncryptionControlExclusion name=egressOnlyInternetGateway
 NatGateway VpcEncryptionControlExclusion name=natGateway
 VirtualPrivateGateway VpcEncryptionControlExclusion name=virtualPrivateGateway
 VpcPeering VpcEncryptionControlExclusion name=vpcPeering
 Lambda VpcEncryptionControlExclusion name=lambda
 VpcLattice VpcEncryptionControlExclusion name=vpcLattice
 ElasticFileSystem VpcEncryptionControlExclusion name=elasticFileSystem
"VpcEncryptionControlId
"VpcEncryptionControlMode enum=monitor,enforce
"VpcEncryptionControlState enum=enforce-in-progress,monitor-in-progress,enforce-failed,monitor-failed,deleting,deleted,available,creating,delete-failed
"VpcId
[VpcIdStringList VpcId element=VpcId
{VpcIpv6CidrBlockAssociation
 AssociationId String name=associationId
 Ipv6CidrBlock String name=ipv6CidrBlock
 Ipv6CidrBlockState VpcCidrBlockState name=ipv6CidrBlockState
 NetworkBorderGroup String name=networkBorderGroup
 Ipv6Pool String name=ipv6Pool
 Ipv6AddressAttribute Ipv6AddressAttribute name=ipv6AddressAttribute
 IpSource IpSource name=ipSource
[VpcIpv6CidrBlockAssociationSet VpcIpv6CidrBlockAssociation element=item
[VpcList Vpc element=item
"VpcState enum=pending,available
[ZoneIdStringList String element=ZoneId
[ZoneNameStringList String element=ZoneName
"""#
}
