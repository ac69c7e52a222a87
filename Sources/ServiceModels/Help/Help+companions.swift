/// Our help and coverage of the services that a course on ECS touches beside it. `ServiceHelp` describes the form.
extension HelpText {
  static let sts = #"""
    GetCallerIdentity simulated Tell which account and user you are
    AssumeRole simulated Take a role for a while
      RoleArn simulated The role's ARN; its trust policy must name the caller or the account
      RoleSessionName simulated A name for the session, which the assumed identity ends with
      DurationSeconds simulated How long the credentials last, 900 to the role's own maximum
    %
    Account The twelve digits of the account
    Arn The full name of the user or role
    UserId The id of the user or role
    """#

  static let logs = #"""
    *
      logGroupName - The log group's name, as /ecs/web
      logStreamName - The stream's name: prefix/container/task id
      logGroupIdentifier - The log group's name or ARN, in place of the name
      startTime - Lines from this time on, in milliseconds since 1970
      endTime - Lines before this time, in milliseconds since 1970
      limit - At most so many on a page
      nextToken - Where to go on, as the last reply said
    CreateLogGroup simulated Make a log group, a place that containers write to
      logGroupClass simulated STANDARD, INFREQUENT_ACCESS or DELIVERY; they differ in price alone here
      deletionProtectionEnabled simulated The group cannot be deleted
      kmsKeyId echoed A key to encrypt the lines with
      tags simulated Labels of your own, as team=core
    ListTagsForResource simulated Show the labels of a log group
      resourceArn simulated The group's ARN
    TagResource simulated Label a log group
      resourceArn simulated The group's ARN
      tags simulated Labels, as team=core
    UntagResource simulated Take labels from a log group
      resourceArn simulated The group's ARN
      tagKeys simulated Which
    ListTagsLogGroup simulated Show the labels of a log group; the older form
    TagLogGroup simulated Label a log group; the older form
      tags simulated Labels, as team=core
    UntagLogGroup simulated Take labels from a log group; the older form
      tags simulated The keys of those to take
    DeleteLogGroup simulated Delete a log group and all it holds
    DescribeLogGroups simulated List log groups
      logGroupNamePrefix simulated Only groups whose names begin like this
      logGroupNamePattern simulated Only groups whose names hold this
      logGroupIdentifiers simulated Only these groups
      logGroupClass simulated Only groups of this class
    CreateLogStream simulated Make a stream in a log group
    DescribeLogStreams simulated List the streams of a log group, one for each container of each task
      logStreamNamePrefix simulated Only streams whose names begin like this
      orderBy simulated LogStreamName, or LastEventTime for the order of their last lines
      descending simulated Last ones first
    PutLogEvents simulated Write lines to a stream
      logEvents simulated Lines as timestamp=MILLISECONDS,message=TEXT, in the order of time
      sequenceToken echoed Nobody needs it any more
    GetLogEvents simulated Read the lines of one stream
      startFromHead simulated Oldest lines first; otherwise the page holds the newest
    FilterLogEvents simulated Search the lines of a whole log group
      logStreamNames simulated Only these streams
      logStreamNamePrefix simulated Only streams whose names begin like this
      filterPattern simulated Words that a line must hold: term "a phrase" -without ?either ?or, { $.json = "conditions" }, [columns], %expressions%
    PutRetentionPolicy simulated Say how long a log group keeps its lines
      retentionInDays simulated 1, 3, 5, 7, 14, 30 … days
    DeleteRetentionPolicy simulated Let a log group keep its lines for ever
    DeleteLogStream simulated Delete a stream and its lines; a container that still writes to it makes it anew
    %
    logStreamName The stream's name: prefix/container/task id
    creationTime When it was made, in milliseconds since 1970
    lastEventTimestamp The time of the newest line, in milliseconds since 1970
    ingestionTime When CloudWatch took the line, in milliseconds since 1970
    storedBytes How much the group holds
    nextForwardToken Ask with it for newer lines; the same one again means there are none yet
    nextBackwardToken Ask with it for older lines
    eventId The line's own id
    firstEventTimestamp The time of the oldest line, in milliseconds since 1970
    lastIngestionTime When the newest line came, in milliseconds since 1970
    logGroupArn The full name of the log group
    logGroupClass STANDARD, INFREQUENT_ACCESS or DELIVERY
    logGroupName The name of the log group
    logGroups The log groups: one place to write to each
    logStreams The streams: one for each container of each task
    metricFilterCount How many filters count lines of the group
    retentionInDays How long lines are kept; for ever where it is absent
    searchedLogStreams Which streams were searched
    timestamp The line's own time, in milliseconds since 1970
    uploadSequenceToken Nobody needs it any more
    """#

  static let ec2 = #"""
    *
      Filters - Only what matches: Name=vpc-id,Values=vpc-1; values may hold * and ?
      DryRun - Say whether you might, and do nothing
      MaxResults - At most so many on a page, 5 to 1000
      NextToken - Where to go on, as the last reply said
    DescribeVpcs simulated List your networks
      VpcIds simulated Only these networks
    DescribeVpcAttribute simulated Show one setting of a network
      VpcId simulated The network
      Attribute simulated enableDnsSupport, enableDnsHostnames or enableNetworkAddressUsageMetrics
    DescribeSubnets simulated List the parts of your networks
      SubnetIds simulated Only these subnets
    CreateVpc simulated Make a network; nothing leads out of it yet
      CidrBlock simulated Its addresses, as 10.1.0.0/16
      TagSpecifications simulated Labels: ResourceType=vpc,Tags=[{Key=Name,Value=dock}]
      InstanceTenancy echoed default, or dedicated hosts
      AmazonProvidedIpv6CidrBlock notYet IPv6 addresses
      Ipv6CidrBlock notYet IPv6 addresses
      Ipv6Pool notYet Where IPv6 addresses come from
      Ipv6CidrBlockNetworkBorderGroup echoed Where IPv6 addresses are announced
      Ipv4IpamPoolId notYet A pool to take the addresses from
      Ipv4NetmaskLength echoed How many of that pool
      Ipv6IpamPoolId notYet A pool to take IPv6 addresses from
      Ipv6NetmaskLength echoed How many of that pool
      VpcEncryptionControl echoed Whether traffic within must be encrypted
    ModifyVpcAttribute simulated Change one setting of a network; none changes what tasks can do
      VpcId simulated The network
      EnableDnsSupport simulated Whether names resolve: Value=true
      EnableDnsHostnames simulated Whether public addresses get names: Value=true
      EnableNetworkAddressUsageMetrics simulated Whether addresses are counted: Value=true
    DeleteVpc simulated Delete a network with nothing in it
      VpcId simulated The network
    CreateSubnet simulated Make a part of a network, in one zone; it follows the main route table
      VpcId simulated The network
      CidrBlock simulated Its addresses, a part of the network's
      AvailabilityZone simulated The zone; the first without one
      AvailabilityZoneId simulated The zone, by its id
      TagSpecifications simulated Labels: ResourceType=subnet,Tags=[{Key=Name,Value=quay}]
      Ipv6CidrBlock notYet IPv6 addresses
      Ipv6Native notYet IPv6 addresses alone
      Ipv4IpamPoolId notYet A pool to take the addresses from
      Ipv4NetmaskLength echoed How many of that pool
      Ipv6IpamPoolId notYet A pool to take IPv6 addresses from
      Ipv6NetmaskLength echoed How many of that pool
      OutpostArn notYet A place of your own
    DeleteSubnet simulated Delete a subnet none of whose addresses is in use
      SubnetId simulated The subnet
    ModifySubnetAttribute simulated Change one setting of a subnet
      SubnetId simulated The subnet
      MapPublicIpOnLaunch simulated Whether new instances get a public address: Value=true
      AssignIpv6AddressOnCreation notYet IPv6 addresses
      MapCustomerOwnedIpOnLaunch notYet Addresses of your own
      CustomerOwnedIpv4Pool notYet Where those come from
      EnableDns64 notYet Names for IPv6
      PrivateDnsHostnameTypeOnLaunch notYet How private names look
      EnableResourceNameDnsARecordOnLaunch notYet Whether resource names resolve
      EnableResourceNameDnsAAAARecordOnLaunch notYet Whether resource names resolve in IPv6
      EnableLniAtDeviceIndex notYet Interfaces of outposts
      DisableLniAtDeviceIndex notYet Interfaces of outposts
    DescribeRouteTables simulated List the routes that lead out of subnets
      RouteTableIds simulated Only these tables
    CreateRouteTable simulated Make a route table; it leads nowhere outside yet
      VpcId simulated The network
      TagSpecifications simulated Labels: ResourceType=route-table,Tags=[{Key=Name,Value=public}]
      ClientToken echoed A word of yours that makes a repeat of the request safe
    DeleteRouteTable simulated Delete a route table that no subnet names
      RouteTableId simulated The table
    CreateRoute simulated Lead to an internet gateway (a public subnet) or to a NAT gateway
      RouteTableId simulated The table
      DestinationCidrBlock simulated Which addresses; only 0.0.0.0/0 has consequences here
      GatewayId simulated To an internet gateway
      NatGatewayId simulated To a NAT gateway
      DestinationIpv6CidrBlock notYet Which IPv6 addresses
      DestinationPrefixListId notYet Which addresses, by a list
      VpcEndpointId notYet To an endpoint
      TransitGatewayId notYet To a transit gateway
      LocalGatewayId notYet To a local gateway
      CarrierGatewayId notYet To a carrier gateway
      CoreNetworkArn notYet To a core network
      OdbNetworkArn notYet To an Oracle database network
      EgressOnlyInternetGatewayId notYet To a gateway for IPv6
      InstanceId notYet To an instance
      NetworkInterfaceId notYet To a network interface
      VpcPeeringConnectionId notYet To another network
    ReplaceRoute simulated Lead elsewhere
      RouteTableId simulated The table
      DestinationCidrBlock simulated Which addresses
      GatewayId simulated To an internet gateway
      NatGatewayId simulated To a NAT gateway
      LocalTarget notYet Within the network again
      DestinationIpv6CidrBlock notYet Which IPv6 addresses
      DestinationPrefixListId notYet Which addresses, by a list
      VpcEndpointId notYet To an endpoint
      TransitGatewayId notYet To a transit gateway
      LocalGatewayId notYet To a local gateway
      CarrierGatewayId notYet To a carrier gateway
      CoreNetworkArn notYet To a core network
      OdbNetworkArn notYet To an Oracle database network
      EgressOnlyInternetGatewayId notYet To a gateway for IPv6
      InstanceId notYet To an instance
      NetworkInterfaceId notYet To a network interface
      VpcPeeringConnectionId notYet To another network
    DeleteRoute simulated Lead there no more
      RouteTableId simulated The table
      DestinationCidrBlock simulated Which addresses
      DestinationIpv6CidrBlock notYet Which IPv6 addresses
      DestinationPrefixListId notYet Which addresses, by a list
    AssociateRouteTable simulated Let a subnet go by a route table
      RouteTableId simulated The table
      SubnetId simulated The subnet
      GatewayId notYet A gateway in place of a subnet
      PublicIpv4Pool notYet A pool in place of a subnet
    DisassociateRouteTable simulated Let a subnet go by the main route table again
      AssociationId simulated As associate-route-table gave it, or describe-route-tables shows it
    ReplaceRouteTableAssociation simulated Let a subnet go by another route table
      AssociationId simulated As describe-route-tables shows it
      RouteTableId simulated The other table
    CreateInternetGateway simulated Make a gateway to the internet
      TagSpecifications simulated Labels: ResourceType=internet-gateway,Tags=[{Key=Name,Value=gate}]
    DescribeInternetGateways simulated List gateways to the internet
      InternetGatewayIds simulated Only these gateways
    AttachInternetGateway simulated Give a network its gateway to the internet
      InternetGatewayId simulated The gateway
      VpcId simulated The network
    DetachInternetGateway simulated Take it away; routes to it lead nowhere
      InternetGatewayId simulated The gateway
      VpcId simulated The network
    DeleteInternetGateway simulated Delete a gateway that no network has
      InternetGatewayId simulated The gateway
    CreateNatGateway simulated Make a gateway that lets private subnets out; it is available at once here
      SubnetId simulated A public subnet for it to stand in
      AllocationId simulated Its address, as allocate-address gave it
      TagSpecifications simulated Labels: ResourceType=natgateway,Tags=[{Key=Name,Value=nat}]
      ConnectivityType simulated public; private is not simulated
      ClientToken echoed A word of yours that makes a repeat of the request safe
      AvailabilityMode echoed In one zone, or in all
      VpcId notYet The network, for one in all zones
      AvailabilityZoneAddresses notYet Its addresses in all zones
      PrivateIpAddress notYet A private address for it
      SecondaryAllocationIds notYet More addresses
      SecondaryPrivateIpAddresses notYet More private addresses
      SecondaryPrivateIpAddressCount echoed How many more
    DescribeNatGateways simulated List gateways that let private subnets out
      NatGatewayIds simulated Only these gateways
      Filter simulated Only what matches: Name=vpc-id,Values=vpc-1; values may hold * and ?
    DeleteNatGateway simulated Delete it; routes to it lead nowhere
      NatGatewayId simulated The gateway
    AllocateAddress simulated Get a public address of your own
      TagSpecifications simulated Labels: ResourceType=elastic-ip,Tags=[{Key=Name,Value=nat}]
      Domain echoed vpc
      Address notYet An address that you had before
      PublicIpv4Pool echoed Where it comes from
      NetworkBorderGroup echoed Where it is announced
      CustomerOwnedIpv4Pool notYet Addresses of your own
      IpamPoolId notYet A pool to take it from
    DescribeAddresses simulated List your public addresses
      AllocationIds simulated Only these
      PublicIps simulated Only these, by address
    CreateTags simulated Put labels on networks, machines, templates and the like
      Resources simulated What to label: ids
      Tags simulated The labels: Key=Name,Value=dock
    DeleteTags simulated Take labels away
      Resources simulated From what: ids
      Tags simulated Which: Key=Name; with a Value only where it is that, none for all
    DescribeTags simulated List the labels of everything in EC2
    ReleaseAddress simulated Give an address back
      AllocationId simulated The address
      PublicIp echoed The older form
      NetworkBorderGroup echoed Where it is announced
    DescribeSecurityGroups simulated List security groups and what they let through
      GroupIds simulated Only these groups
      GroupNames simulated Only groups of these names
    CreateSecurityGroup simulated Make a security group
      GroupName simulated Its name, which no other group of the network has
      Description simulated What it is for; AWS wants one
      VpcId simulated The network it belongs to; the default one if left out
      TagSpecifications simulated Labels: ResourceType=security-group,Tags=[{Key=team,Value=web}]
    DeleteSecurityGroup simulated Delete a security group that nothing uses
      GroupId simulated The group
      GroupName simulated The group, by its name in the default network
    AuthorizeSecurityGroupIngress simulated Let traffic into a security group
      GroupId simulated The group to open
      GroupName simulated The group to open, by its name in the default network
      IpPermissions simulated What to let in; no packet is checked against it here
      IpProtocol simulated tcp, udp, icmp, -1 for all
      FromPort simulated First port
      ToPort simulated Last port
      CidrIp simulated From which addresses: 0.0.0.0/0 for everybody
      TagSpecifications simulated Labels of the new rules
    AuthorizeSecurityGroupEgress simulated Let traffic out of a security group
      GroupId simulated The group to open
      IpPermissions simulated What to let out; Fargate tasks pull by tcp 443
      IpProtocol echoed An older form that EC2 does not take any more: use ip-permissions
      FromPort echoed First port, in the older form
      ToPort echoed Last port, in the older form
      CidrIp echoed To which addresses, in the older form
      SourceSecurityGroupName echoed The older form of a group's name
      SourceSecurityGroupOwnerId echoed The older form of a group's account
      TagSpecifications simulated Labels of the new rules
    RevokeSecurityGroupIngress simulated Take back what was let into a security group
      GroupId simulated The group
      GroupName simulated The group, by its name in the default network
      IpPermissions simulated Which rules: protocol, ports and peer
      SecurityGroupRuleIds simulated Which rules, by their ids
      IpProtocol simulated tcp, udp, icmp, -1 for all
      FromPort simulated First port
      ToPort simulated Last port
      CidrIp simulated From which addresses
      SourceSecurityGroupName echoed The older form of a group's name
      SourceSecurityGroupOwnerId echoed The older form of a group's account
    RevokeSecurityGroupEgress simulated Take back what was let out of a security group
      GroupId simulated The group
      IpPermissions simulated Which rules: protocol, ports and peer
      SecurityGroupRuleIds simulated Which rules, by their ids
      IpProtocol echoed The older form of a rule
      FromPort echoed First port, in the older form
      ToPort echoed Last port, in the older form
      CidrIp echoed To which addresses, in the older form
      SourceSecurityGroupName echoed The older form of a group's name
      SourceSecurityGroupOwnerId echoed The older form of a group's account
    DescribeInstances simulated List virtual machines
      InstanceIds simulated Only these instances
    DescribeInstanceAttribute simulated Show one setting of a virtual machine
      InstanceId simulated The instance
      Attribute simulated instanceType, userData, groupSet and so on
    DescribeInstanceStatus simulated Show whether virtual machines have booted and pass their checks
      InstanceIds simulated Only these instances
      IncludeAllInstances simulated Those that do not run, too
    DescribeNetworkInterfaces simulated List network interfaces and their addresses
      NetworkInterfaceIds simulated Only these, as a task's attachment names its own
    DescribeAvailabilityZones simulated List the zones of the Region
      ZoneNames simulated Only these zones
      ZoneIds simulated Only these zones, by id
    DescribeManagedPrefixLists simulated List ranges of addresses that AWS keeps: here that of VPC Lattice
      PrefixListIds simulated Only these lists
    RunInstances simulated Start virtual machines
      ImageId simulated The image to start from: any ami- id does here
      InstanceType simulated Its size, as t3.medium
      MinCount simulated At least so many
      MaxCount simulated At most so many
      SubnetId simulated The subnet to start in; one of the default network if left out
      Placement simulated AvailabilityZone=us-east-1b: the zone to start in, in the default network
      SecurityGroupIds simulated Its security groups; the network's default one if left out
      SecurityGroups simulated The same by name, in the default network
      NetworkInterfaces simulated Subnet, groups and public address of its first interface
      IamInstanceProfile simulated The profile that gives it a role; without one its agent still registers here
      UserData simulated A script for the first start; ECS_CLUSTER=name in it makes it join a cluster, and settings such as ECS_IMAGE_PULL_BEHAVIOR, ECS_CONTAINER_STOP_TIMEOUT, ECS_ENABLE_SPOT_INSTANCE_DRAINING and ECS_RESERVED_MEMORY set its agent
      InstanceMarketOptions simulated MarketType=spot: capacity that may be taken back
      TagSpecifications simulated Labels: ResourceType=instance,Tags=[{Key=Name,Value=host}]
      KeyName echoed The key pair to log in with
      LaunchTemplate simulated A template to start from, by id or name; what the request says itself counts before it
      ClientToken simulated The same token again gives the same instances
    CreateLaunchTemplate simulated Keep under a name what instances are to be
      LaunchTemplateName simulated Its name
      LaunchTemplateData simulated What run-instances takes of it: image, type, subnet and groups, role, user data, tags
      VersionDescription simulated What is new in the version
      TagSpecifications simulated Labels: ResourceType=launch-template,Tags=[{Key=team,Value=web}]
      ClientToken echoed A word of yours that makes a repeat of the request safe
      Operator echoed Who manages it, where a service does
    CreateLaunchTemplateVersion simulated Make another version of a template
      LaunchTemplateId simulated The template
      LaunchTemplateName simulated The template, by its name
      SourceVersion simulated The version whose data counts where yours says nothing
      LaunchTemplateData simulated What is different
      VersionDescription simulated What is new in the version
      ClientToken echoed A word of yours that makes a repeat of the request safe
      ResolveAlias echoed Write an image's id where a parameter names it
    DescribeLaunchTemplates simulated List launch templates
      LaunchTemplateIds simulated Only these templates
      LaunchTemplateNames simulated Only these templates, by name
      IncludeManagedResources echoed Those of services, too
    DescribeLaunchTemplateVersions simulated List the versions of a template, the newest first
      LaunchTemplateId simulated The template
      LaunchTemplateName simulated The template, by its name
      Versions simulated Only these: numbers, $Default or $Latest
      MinVersion simulated From this version on
      MaxVersion simulated Up to this version
      ResolveAlias echoed Write an image's id where a parameter names it
      IncludeManagedResources echoed Those of services, too
    ModifyLaunchTemplate simulated Choose the version that counts by default
      LaunchTemplateId simulated The template
      LaunchTemplateName simulated The template, by its name
      DefaultVersion simulated The version's number
      ClientToken echoed A word of yours that makes a repeat of the request safe
    DeleteLaunchTemplate simulated Delete a template and its versions
      LaunchTemplateId simulated The template
      LaunchTemplateName simulated The template, by its name
    DeleteLaunchTemplateVersions simulated Delete versions of a template; the default one stays
      LaunchTemplateId simulated The template
      LaunchTemplateName simulated The template, by its name
      Versions simulated Their numbers
    TerminateInstances simulated End virtual machines for good, and the tasks on them
      InstanceIds simulated The instances to end
    %
    AmiLaunchIndex Its place among the machines of one order
    Architecture The kind of processor: x86_64 or arm64
    Association The public address that belongs to it
    AttachTime When it was attached
    Attachment How it is attached to the machine
    AttachmentId The id of that attachment
    AvailabilityZone The data centre group it is in
    AvailabilityZoneId The same data centre group by an id that all accounts share
    BlockDeviceMappings Its disks
    ClientToken A mark by which AWS knows a repeated order
    Code The state as a number: 0 pending, 16 running, 32 shutting-down, 48 terminated
    CoreCount How many processor cores it has
    CpuOptions Its cores and threads
    CurrentState The state that it has now
    DeleteOnTermination Whether it goes with the machine
    DeviceIndex Its place among the machine's interfaces, 0 being the first
    EbsOptimized Whether it has a road of its own to its disks
    EnaSupport Whether it has fast networking
    GroupId The id of the security group
    GroupName The name of the group
    Groups The security groups of the interface
    Hypervisor What runs virtual machines underneath
    ImageId The disk image that it began with (AMI)
    InstanceId The id of the virtual machine
    InstanceType Its size, such as t3.small
    Instances The virtual machines
    InterfaceType The kind of network interface
    IpOwnerId Whose address it is
    Ipv6Addresses Its IPv6 addresses
    LaunchTime When it was started
    MacAddress Its hardware address
    Monitoring Whether it is watched every minute
    Name The state as a word, or a name that was given
    NetworkCardIndex Which network card it is on
    NetworkInterfaceId The id of the network interface
    NetworkInterfaces Its connections to the network
    NextToken Where to go on: there is more than this page
    OwnerId The account that it belongs to
    Placement Where it stands
    PlatformDetails Its operating system, as it is billed
    PreviousState The state that it had before
    Primary Whether it is the interface's first address
    PrivateDnsName Its name inside the network
    PrivateIpAddress Its address inside the network
    PrivateIpAddresses Its addresses inside the network
    ProductCodes Products of the marketplace on it
    PublicDnsName Its name on the internet; empty where it has none
    PublicIp Its address on the internet
    PublicIpAddress Its address on the internet
    ReservationId The order that it came with
    RootDeviceName Where its first disk is
    RootDeviceType What its first disk is: ebs
    SecurityGroups The groups that say who may reach it
    SourceDestCheck Whether it drops what is not addressed to it
    StateTransitionReason Why it came into that state
    Status How it stands
    SubnetId The part of the network it is in
    Tenancy Whether it shares its host with others
    TerminatingInstances The machines that are being given back
    ThreadsPerCore How many threads a core runs
    UsageOperation What it is billed as
    VirtualizationType How it is virtualized: hvm
    VpcId The network it is in
    AssociationId The id of what ties the table to the subnet
    AssociationState How it is tied
    Associations Which subnets use the table
    AvailableIpAddressCount How many addresses are left
    CidrBlock The range of addresses
    CidrIp The addresses that may come in
    CidrIpv4 The addresses that may come in
    DestinationCidrBlock The addresses that this way leads to
    DhcpOptionsId How machines learn their names
    FromPort The first port
    GatewayId Where this way leads: local, or a gateway to the internet
    GroupOwnerId The account of the group
    InstanceTenancy Whether machines share their hosts with others
    IpPermissions Who may come in, and at which port
    IpPermissionsEgress Where it may go out to
    IpProtocol tcp, udp, icmp, or -1 for all
    IpRanges Ranges of addresses
    Ipv6Ranges Ranges of IPv6 addresses
    IsDefault Whether it is the one that is used where none is named
    IsEgress Whether the rule is about what goes out
    Key The name of a label
    Main Whether subnets without a table of their own use it
    MapPublicIpOnLaunch Whether machines here get a public address by themselves
    NatGatewayId The gateway that lets private addresses out, and nobody in
    Origin How the way came to be
    PrefixListIds Named sets of addresses
    PropagatingVgws Gateways that add ways by themselves
    ReferencedGroupInfo The group that the rule lets in, where it names one
    Reservations Orders of machines
    Return Whether it was done
    RouteTableId The id of the route table
    RouteTables Where traffic from the subnets goes
    Routes The ways out, the most exact one counts
    SecurityGroupArn The full name of the group
    SecurityGroupRuleArn The full name of the rule
    SecurityGroupRuleId The id of the rule
    SecurityGroupRules The rules of the group, one way each
    State How it stands
    SubnetArn The full name of the subnet
    Subnets Parts of the network, each in one data centre group
    Tags Labels of your own
    ToPort The last port
    UserIdGroupPairs Other groups whose members may come in
    Value The text of a label
    Vpcs The networks of the account
    """#

  static let elbv2 = #"""
    CreateLoadBalancer simulated Make a load balancer, the one door for users
      Name simulated Its name, unique in the Region: letters, digits, hyphens
      Type simulated application (HTTP, the default) or network (TCP, UDP)
      Scheme simulated internet-facing (the default) or internal
      Subnets simulated Where it stands: a subnet in each of two zones or more
      SubnetMappings simulated The same, with an address for each; the addresses are not simulated
      SecurityGroups simulated Who may reach it; the VPC's default group when left out
      IpAddressType simulated ipv4
    DescribeLoadBalancers simulated List load balancers
      LoadBalancerArns simulated Only these
      Names simulated Only those of these names
    DeleteLoadBalancer simulated Delete a load balancer with its listeners
      LoadBalancerArn simulated Which one
    CreateTargetGroup simulated Make a target group, a list of places to send users to
      Name simulated Its name, unique in the Region: letters, digits, hyphens
      Protocol simulated How the load balancer speaks to the targets, such as HTTP
      Port simulated The port of a target that is registered without one
      VpcId simulated The network that the targets are in
      TargetType simulated ip for awsvpc tasks, instance for tasks on the network of their host
      HealthCheckProtocol simulated HTTP, HTTPS or TCP
      HealthCheckPort simulated traffic-port (the target's own) or a number
      HealthCheckPath simulated What the check asks for; here every path of a serving container answers 200
      HealthCheckIntervalSeconds simulated From one check to the next, 5 to 300
      HealthCheckTimeoutSeconds echoed How long an answer may take
      HealthyThresholdCount simulated Passed checks in a row until an unhealthy target is healthy
      UnhealthyThresholdCount simulated Failed checks in a row until a target is unhealthy
      Matcher simulated Status codes that pass: 200, 200-299
      IpAddressType simulated ipv4
    DescribeTargetGroups simulated List target groups
      LoadBalancerArn simulated Only those of this load balancer
      TargetGroupArns simulated Only these
      Names simulated Only those of these names
    ModifyTargetGroup simulated Change a target group's health check
      TargetGroupArn simulated Which one
      HealthCheckProtocol simulated HTTP, HTTPS or TCP
      HealthCheckPort simulated traffic-port (the target's own) or a number
      HealthCheckPath simulated What the check asks for; here every path of a serving container answers 200
      HealthCheckIntervalSeconds simulated From one check to the next, 5 to 300
      HealthCheckTimeoutSeconds echoed How long an answer may take
      HealthyThresholdCount simulated Passed checks in a row until an unhealthy target is healthy
      UnhealthyThresholdCount simulated Failed checks in a row until a target is unhealthy
      Matcher simulated Status codes that pass: 200, 200-299
    DeleteTargetGroup simulated Delete a target group that no listener or rule leads to
      TargetGroupArn simulated Which one
    ModifyTargetGroupAttributes simulated Change how a target group behaves, as its draining time
      TargetGroupArn simulated Which one
      Attributes simulated Keys and values; deregistration_delay.timeout_seconds is what matters to ECS
    DescribeTargetGroupAttributes simulated Show how a target group behaves
      TargetGroupArn simulated Which one
    CreateListener simulated Make a load balancer listen on a port
      LoadBalancerArn simulated On which load balancer
      Protocol simulated HTTP or HTTPS, on a network load balancer TCP, TLS, UDP or TCP_UDP
      Port simulated The port that users come to
      DefaultActions simulated Where requests go that no rule takes: forward, redirect or fixed-response
    DescribeListeners simulated List the ports a load balancer listens on
      LoadBalancerArn simulated Those of this load balancer
      ListenerArns simulated Only these
    ModifyListener simulated Change what a port leads to
      ListenerArn simulated Which one
      Protocol simulated The protocol from now on
      Port simulated The port from now on
      DefaultActions simulated Where requests go that no rule takes
    DeleteListener simulated Stop listening on a port
      ListenerArn simulated Which one
    CreateRule simulated Add a rule that picks the target group by request
      ListenerArn simulated On which listener
      Priority simulated 1 to 50000; the lowest number is asked first
      Conditions simulated Which requests it takes, by path, host, header, method, query or source
      Actions simulated What becomes of them: forward (with weights), redirect or fixed-response
    DescribeRules simulated List the rules of a listener
      ListenerArn simulated Those of this listener
      RuleArns simulated Only these
    ModifyRule simulated Change a rule
      RuleArn simulated Which one
      Conditions simulated Which requests it takes
      Actions simulated What becomes of them
    DeleteRule simulated Delete a rule
      RuleArn simulated Which one
    RegisterTargets simulated Add places to a target group; a service does that for its tasks by itself
      TargetGroupArn simulated To which group
      Targets simulated An address or an instance's id each, with a port where it is another
    DeregisterTargets simulated Take places out of a target group
      TargetGroupArn simulated From which group
      Targets simulated The places, as they were registered
    DescribeLoadBalancerAttributes simulated Show how a load balancer behaves
      LoadBalancerArn simulated Which one
    ModifyLoadBalancerAttributes simulated Change how a load balancer behaves
      LoadBalancerArn simulated Which one
      Attributes echoed Keys and values; of them deletion_protection.enabled acts here
    AddTags simulated Label a load balancer, target group, listener or rule
      ResourceArns simulated Which ones
      Tags simulated Labels as Key=team,Value=web
    RemoveTags simulated Take labels from them
      ResourceArns simulated From which ones
      TagKeys simulated Which labels
    DescribeTags simulated Show the labels of load balancers, target groups, listeners and rules
      ResourceArns simulated Of which ones
    DescribeTargetHealth simulated Show which places of a target group are healthy
      TargetGroupArn simulated Which group
      Targets simulated Only these places
    *
      Marker - Where the page before ended, from its NextMarker
      PageSize - How many to show at most
    %
    TargetHealth.State initial, healthy, unhealthy, unused (nobody sends users there) or draining
    TargetHealth.Reason Why it is not healthy, in a word
    TargetHealth.Description The same as a sentence
    DNSName Where users find the load balancer
    DefaultActions What the listener does with a request that no rule takes
    Enabled Whether it is switched on
    ForwardConfig The target groups that requests go to, with their weights
    HealthCheckEnabled Whether targets are asked if they are well
    HealthCheckIntervalSeconds Seconds between two checks of a target
    HealthCheckPath The page that is asked for
    HealthCheckPort The port that is asked; traffic-port is the one that users get
    HealthCheckProtocol How it is asked
    HealthCheckTimeoutSeconds How long a target may take to answer
    HealthyThresholdCount So many good answers in a row make a target healthy
    HttpCode The answers that count as well, such as 200
    Id The target: an address, or the id of an instance
    IpAddressType The kind of addresses: ipv4 or dualstack
    ListenerArn The full name of the listener
    Listeners The doors of the load balancer: a port each, and what happens there
    LoadBalancerArn The full name of the load balancer
    LoadBalancerArns The load balancers that send users to this group
    Matcher Which answers count as well
    Port The port on which it listens, or on which targets are reached
    Protocol How it speaks: HTTP, HTTPS, TCP
    ProtocolVersion Which HTTP it speaks to targets
    Target Which target it is, and on which port
    TargetGroupArn The full name of the target group
    TargetGroupName The name of the target group
    TargetGroupStickinessConfig Whether a user always comes to the same target group
    TargetGroups The target groups: sets of addresses that users are sent to
    TargetHealth How the target is, and why
    TargetHealthDescriptions One entry for each target
    TargetType What targets are: ip for tasks with an address of their own, or instance
    Type Of which kind it is
    UnhealthyThresholdCount So many bad answers in a row make a target unhealthy
    Weight The share of requests that goes there
    Actions What is done with the request
    CanonicalHostedZoneId For names of your own that lead here
    Conditions What a request must look like for the rule
    CreatedTime When it was made
    Field What of the request is looked at: path-pattern, host-header
    IsDefault Whether it is what happens where no other rule does
    LoadBalancerName The name of the load balancer
    LoadBalancers What stands before the targets and sends users on
    Order Its place among the actions
    PathPatternConfig Which paths are meant
    Priority The order of the rules, the lowest number first
    RuleArn The full name of the rule
    Rules Who is sent where
    Scheme internet-facing or internal
    State How it stands
    Values The values that match
    ZoneName The data centre group it is in
    """#

  static let elb = #"""
    *
      LoadBalancerName - The load balancer's name
      LoadBalancerNames - Which load balancers, by their names
      Instances - EC2 instances by their ids: i-1 i-2
      Marker - Where the page before ended, from its NextMarker
      PageSize - How many to show at most
    CreateLoadBalancer simulated Make a Classic Load Balancer, which sends users to EC2 instances
      LoadBalancerName simulated Its name, unique in the Region: letters, digits, hyphens
      Listeners simulated Protocol=HTTP,LoadBalancerPort=80,InstancePort=80: users' port, and that of the instances
      AvailabilityZones simulated The zones it stands in, in the default VPC
      Subnets simulated Where it stands: one subnet for each zone
      SecurityGroups simulated Who may reach it; the VPC's default group when left out
      Scheme simulated internet-facing (the default) or internal
      Tags simulated Labels as Key=team,Value=web
    DescribeLoadBalancers simulated List Classic Load Balancers with their instances
    DeleteLoadBalancer simulated Delete a Classic Load Balancer with its listeners
    RegisterInstancesWithLoadBalancer simulated Send users to instances; a service does that for its tasks by itself
    DeregisterInstancesFromLoadBalancer simulated Send no more users to instances
    DescribeInstanceHealth simulated Show which instances are in service, and why others are not
    ConfigureHealthCheck simulated Say how instances are checked
      HealthCheck simulated Target=HTTP:80/ping,Interval=30,Timeout=5,UnhealthyThreshold=2,HealthyThreshold=10
    CreateLoadBalancerListeners simulated Listen on more ports
      Listeners simulated Protocol=HTTP,LoadBalancerPort=80,InstancePort=80: users' port, and that of the instances
    DeleteLoadBalancerListeners simulated Stop listening on ports
      LoadBalancerPorts simulated The ports that users come to
    AttachLoadBalancerToSubnets simulated Let it stand in more zones
      Subnets simulated A subnet for each
    DetachLoadBalancerFromSubnets simulated Take it out of zones
      Subnets simulated Which subnets
    ApplySecurityGroupsToLoadBalancer simulated Change who may reach it
      SecurityGroups simulated From now on these, and no others
    DescribeLoadBalancerAttributes simulated Show how a Classic Load Balancer behaves
    ModifyLoadBalancerAttributes simulated Change how a Classic Load Balancer behaves
      LoadBalancerAttributes simulated ConnectionDraining={Enabled=true,Timeout=60} acts here; the rest is kept and shown
    AddTags simulated Label Classic Load Balancers
      Tags simulated Labels as Key=team,Value=web
    RemoveTags simulated Take labels from Classic Load Balancers
      Tags simulated The keys of those to take
    DescribeTags simulated Show the labels of Classic Load Balancers
    %
    AccessLog Whether requests are written down in a bucket
    AdditionalAttributes Further ways in which it behaves
    AppCookieStickinessPolicies Rules that keep a user with one instance by the application's cookie
    AvailabilityZones The zones it stands in
    BackendServerDescriptions What it asks of instances' certificates
    CanonicalHostedZoneName Its DNS name
    CanonicalHostedZoneNameID The hosted zone of its DNS name
    ConnectionDraining Whether requests may end on instances that are taken out, and how long they have
    ConnectionSettings When connections that say nothing are closed
    CreatedTime When it was made
    CrossZoneLoadBalancing Whether it shares requests over all zones
    DNSName Where users find the load balancer
    Description Why the instance is not in service, as a sentence
    Enabled Whether it is switched on
    GroupName The security group's name
    HealthCheck How instances are checked
    HealthyThreshold So many good answers in a row put an instance into service
    IdleTimeout Seconds until a connection that says nothing is closed
    InstanceId The EC2 instance
    InstancePort The port of the instances that users are sent to
    InstanceProtocol How it speaks with instances
    InstanceStates One entry for each instance
    Instances The EC2 instances that users are sent to
    Interval Seconds between two checks of an instance
    LBCookieStickinessPolicies Rules that keep a user with one instance by the load balancer's cookie
    Listener A port that users come to, and where it leads
    ListenerDescriptions Its listeners with their policies
    LoadBalancerAttributes How it behaves
    LoadBalancerDescriptions The Classic Load Balancers
    LoadBalancerName The load balancer's name
    LoadBalancerPort The port that users come to
    OtherPolicies Its other rules
    OwnerAlias Whose security group it is
    Policies Its rules
    PolicyNames Rules by their names
    Protocol How users speak with it: HTTP, HTTPS, TCP, SSL
    ReasonCode Whose matter it is that the instance is not in service: ELB or Instance
    SSLCertificateId The certificate that it shows to users
    Scheme internet-facing or internal
    SecurityGroups Who may reach it
    SourceSecurityGroup The security group from which it comes to instances
    State InService or OutOfService
    Subnets Where it stands
    TagDescriptions The labels of each
    Target What is asked: the protocol, the port, for HTTP the path
    Timeout Seconds that an answer may take, or that requests may take to end
    UnhealthyThreshold So many bad answers in a row take an instance out of service
    VPCId The network it stands in
    """#

  static let iam = #"""
    # Policies count where ECS itself asks: who may assume a task's role, and whether it may pull from Amazon ECR.
    *
      RoleName - The role's name
      PolicyName - The policy's name
      PolicyArn - The ARN of one of AWS's policies, as arn:aws:iam::aws:policy/service-role/NAME
      InstanceProfileName - The profile's name
      MaxItems - At most so many on a page
      Marker - Where to go on, as the last reply said
    CreateRole simulated Make a role that a service or person may take
      AssumeRolePolicyDocument simulated Who may take it: tasks do as ecs-tasks.amazonaws.com
      Path simulated / or a path that sorts roles into groups
      Description simulated What it is for
      MaxSessionDuration simulated How many seconds it may be taken for, 3600 to 43200
      Tags simulated Labels as Key=team,Value=web
    GetRole simulated Show a role
    ListRoles simulated List roles
      PathPrefix simulated Only roles whose paths begin like this
    DeleteRole simulated Delete a role that carries no policy
    AttachRolePolicy simulated Give a role the rights of a managed policy
    DetachRolePolicy simulated Take a managed policy from a role
    ListAttachedRolePolicies simulated List the managed policies of a role
    PutRolePolicy simulated Write a policy into a role
      PolicyDocument simulated The policy, as JSON
    GetRolePolicy simulated Show a policy that is written into a role
    ListRolePolicies simulated List the policies written into a role
    DeleteRolePolicy simulated Take a policy out of a role
    CreateServiceLinkedRole simulated Make the role that a service keeps for itself
      AWSServiceName simulated The service, as ecs.amazonaws.com
      CustomSuffix simulated A suffix for the name, where the service allows one
      Description simulated What it is for
    DeleteServiceLinkedRole simulated Delete such a role, unless resources of its service in this Region need it
    GetServiceLinkedRoleDeletionStatus simulated Show whether such a deletion went well, and what stood in its way
      DeletionTaskId simulated The deletion's id, as delete-service-linked-role gave it
    CreateInstanceProfile simulated Make the wrapper that gives a virtual machine a role
      Path simulated / or a path
      Tags simulated Labels as Key=team,Value=web
    AddRoleToInstanceProfile simulated Put a role into such a wrapper
    GetInstanceProfile simulated Show such a wrapper
    ListInstanceProfilesForRole simulated List the wrappers that hold a role
    RemoveRoleFromInstanceProfile simulated Take a role out of such a wrapper
    DeleteInstanceProfile simulated Delete such a wrapper when it is empty
    UpdateAssumeRolePolicy simulated Say anew who may take a role
      PolicyDocument simulated Who: tasks do as ecs-tasks.amazonaws.com; it replaces what was there
    UpdateRole simulated Change a role's description or its longest session; what is not given stays
      Description simulated What it is for
      MaxSessionDuration simulated How many seconds it may be taken for, 3600 to 43200
    TagRole simulated Label a role
      Tags simulated Labels as Key=team,Value=web; keys are the same whatever the case of their letters
    UntagRole simulated Take labels from a role
      TagKeys simulated Which
    ListRoleTags simulated List the labels of a role
    """#

  static let ecr = #"""
    *
      repositoryName - The repository's name, as harbor/web
      registryId echoed The account whose registry it is
      maxResults - At most so many on a page
      nextToken - Where to go on, as the last reply said
    CreateRepository simulated Make a repository for images
      imageTagMutability simulated MUTABLE, or IMMUTABLE: a tag cannot be pushed again
      imageScanningConfiguration echoed Whether images are scanned when they are pushed
      encryptionConfiguration echoed How images are encrypted
      tags simulated Labels of your own
    PutImageTagMutability simulated Say whether a tag of a repository can be pushed again
      imageTagMutability simulated MUTABLE or IMMUTABLE
    GetRepositoryPolicy simulated Show who else may use a repository; here nobody is given that
    GetLifecyclePolicy simulated Show which images a repository drops by itself; here none does
    ListTagsForResource simulated Show the labels of a repository
      resourceArn simulated The repository's ARN
    DescribeRepositories simulated List repositories
      repositoryNames simulated Only these
    DeleteRepository simulated Delete a repository
      force simulated With the images in it
    ListImages simulated List the images of a repository
    DescribeImages simulated Show images: tags, digest, size
      imageIds simulated Only these: imageTag=1.0 or imageDigest=sha256:…
    BatchGetImage simulated Fetch the manifests of images
      imageIds simulated Which: imageTag=1.0 or imageDigest=sha256:…
    PutImage simulated Store an image's manifest; a new image runs until it is stopped
      imageManifest simulated The manifest, as batch-get-image gives it for an image to tag anew
      imageTag simulated The tag to give it
    BatchDeleteImage simulated Delete images, or their tags
      imageIds simulated Which: imageTag=1.0 takes the tag, imageDigest=sha256:… the image
    GetAuthorizationToken simulated Get the password for pushing and pulling
    """#

  static let applicationAutoscaling = #"""
    # Amazon ECS services only. `inject load` makes a service busy.
    RegisterScalableTarget simulated Say between which counts a service may be scaled
      MinCapacity simulated The fewest tasks that scaling may set
      MaxCapacity simulated The most tasks that scaling may set
      SuspendedState simulated Which kinds of scaling are put on hold
    DescribeScalableTargets simulated List what may be scaled
      ResourceIds simulated Only these: service/CLUSTER/SERVICE
    DeregisterScalableTarget simulated Stop scaling a service; its policies, alarms and scheduled actions go too
    PutScalingPolicy simulated Say when to scale, and by how much
      PolicyName simulated The policy's name; an existing policy of this name is changed
      PolicyType simulated TargetTrackingScaling or StepScaling; PredictiveScaling is not simulated
      TargetTrackingScalingPolicyConfiguration simulated The metric to hold at a value; it makes two alarms by itself
      StepScalingPolicyConfiguration simulated How far to go by how far the alarm's metric is off; you make the alarm
      PredictiveScalingPolicyConfiguration notYet Scaling by forecast
    DescribeScalingPolicies simulated List scaling policies
      PolicyNames simulated Only these
      ResourceId simulated Only those of this service: service/CLUSTER/SERVICE
    DeleteScalingPolicy simulated Delete a scaling policy with the alarms that it made
      PolicyName simulated The policy's name
    DescribeScalingActivities simulated Show what scaling did and why, the newest first
      ResourceId simulated Only those of this service: service/CLUSTER/SERVICE
      IncludeNotScaledActivities simulated Also what was wanted and not done, as beyond the maximum
    PutScheduledAction simulated Scale at set times
      ScheduledActionName simulated The action's name; an existing action of this name is changed
      Schedule simulated at(2026-01-06T09:00:00), rate(10 minutes) or cron(0 9 * * ? *), in UTC unless --timezone is given
      Timezone simulated Whose clocks at and cron mean, as Europe/Berlin
      StartTime simulated Not before
      EndTime simulated Not after
      ScalableTargetAction simulated The range to set; the count is moved into it
    DescribeScheduledActions simulated List scheduled scalings
      ScheduledActionNames simulated Only these
      ResourceId simulated Only those of this service: service/CLUSTER/SERVICE
    DeleteScheduledAction simulated Delete a scheduled scaling
      ScheduledActionName simulated The action's name
    *
      ServiceNamespace simulated ecs: whose resources they are
      ResourceId simulated The service to scale: service/CLUSTER/SERVICE
      ScalableDimension simulated ecs:service:DesiredCount: what is scaled
      MaxResults simulated At most so many on a page, 50 and fewer
      NextToken simulated Where the next page begins, as the last reply gave it
    %
    PolicyARN The full name of the policy, which an alarm names in its actions
    Alarms The alarms that invoke the policy
    ScalableTargetARN The full name of what may be scaled
    Cause Which alarm or schedule it was
    StatusCode InProgress until as many tasks run as were set, then Successful
    NotScaledReasons Why nothing was scaled
    """#

  static let cloudwatch = #"""
    # Measured: AWS/ECS CPUUtilization and MemoryUtilization of services and clusters, CPUReservation, MemoryReservation
    # and GPUReservation of clusters with container instances, Service Connect's counts of injected requests,
    # requests, answers and healthy hosts of load balancers (AWS/ApplicationELB, AWS/NetworkELB, AWS/ELB),
    # CapacityProviderReservation (AWS/ECS/ManagedScaling) of providers with managed scaling, counts and use of services,
    # families, tasks and containers (ECS/ContainerInsights), and what put-metric-data puts.
    # Alarms on other metrics change by set-alarm-state alone. Of actions only scaling policies are carried out.
    PutMetricAlarm simulated Make an alarm on a metric, or change one
      AlarmName simulated The alarm's name, which deployment alarms refer to
      ActionsEnabled simulated Whether it carries out its actions
      AlarmActions simulated What ALARM sets off: the ARN of a scaling policy; others are kept
      OKActions simulated What OK sets off
      InsufficientDataActions simulated What INSUFFICIENT_DATA sets off
      Namespace simulated Whose metric: AWS/ECS, or one of your own
      MetricName simulated The metric: CPUUtilization, MemoryUtilization, or one of your own
      Dimensions simulated Of what: ClusterName and ServiceName
      Statistic simulated Which number of each period: Average, Maximum, Minimum, Sum, SampleCount
      ExtendedStatistic simulated A percentile instead: p99; tm90 and the like are not simulated
      Period simulated Seconds that make one datapoint: a multiple of 60
      EvaluationPeriods simulated How many datapoints it looks at
      DatapointsToAlarm simulated How many of them must be beyond the threshold; all unless given
      Threshold simulated The value to stay below or above
      ComparisonOperator simulated Which side of the threshold is too far
      TreatMissingData simulated What no data counts as: missing, ignore, breaching, notBreaching
      Metrics simulated An expression such as m1/m2*100, and the metrics in it, in place of one metric
    PutCompositeAlarm simulated Make an alarm on the states of other alarms, or change one
      AlarmName simulated The alarm's name, which deployment alarms refer to
      AlarmRule simulated ALARM(name), OK(name), INSUFFICIENT_DATA(name) and AT_LEAST(2, ALARM, (a, b, c)) with AND, OR, NOT
      AlarmDescription simulated What it is for
      ActionsEnabled simulated Whether it carries out its actions
      AlarmActions simulated Kept; nothing is set off
      OKActions simulated Kept; nothing is set off
      InsufficientDataActions simulated Kept; nothing is set off
      Tags echoed Labels of your own
      ActionsSuppressor simulated An alarm that keeps this one's actions back
      ActionsSuppressorWaitPeriod simulated How long to wait for it, in seconds
      ActionsSuppressorExtensionPeriod simulated How long to keep them back after it, in seconds
    DescribeAlarms simulated List alarms and their state
      AlarmNames simulated Only these alarms
      AlarmNamePrefix simulated Only alarms whose names begin like this
      AlarmTypes simulated MetricAlarm unless given, and CompositeAlarm
      StateValue simulated Only alarms in this state: OK, ALARM or INSUFFICIENT_DATA
      ActionPrefix simulated Only alarms with an action that begins like this
      ChildrenOfAlarmName simulated The alarms that this composite alarm names
      ParentsOfAlarmName simulated The composite alarms that name this alarm
      MaxRecords simulated At most so many on a page, 100 and fewer
    DeleteAlarms simulated Delete alarms, all that are named or none
      AlarmNames simulated Up to a hundred names
    SetAlarmState simulated Set an alarm's state, until it looks at its metric again
      AlarmName simulated The alarm's name
      StateValue simulated OK, ALARM or INSUFFICIENT_DATA
      StateReason simulated Why, for people to read
      StateReasonData simulated Why, as JSON; a scaling policy reads the last of recentDatapoints
    DescribeAlarmHistory simulated Show what an alarm did, the newest first
      AlarmName simulated Only this alarm
      AlarmTypes simulated MetricAlarm unless given, and CompositeAlarm
      HistoryItemType simulated Only StateUpdate, ConfigurationUpdate or Action
      StartDate simulated From when on
      EndDate simulated Until when
      ScanBy simulated TimestampDescending or TimestampAscending
      MaxRecords simulated At most so many on a page, 100 and fewer
      NextToken simulated Where the next page begins, as the last reply gave it
      AlarmContributorId notYet A contributor of an alarm
    ListMetrics simulated List the metrics that have values
      Namespace simulated Only this namespace, such as AWS/ECS
      MetricName simulated Only metrics of this name
      Dimensions simulated Only metrics with these dimensions
      NextToken simulated Where the next page begins, as the last reply gave it
    GetMetricStatistics simulated Read a metric over a span of time
      Namespace simulated Whose metric: AWS/ECS, or one of your own
      MetricName simulated The metric: CPUUtilization, MemoryUtilization, or one of your own
      Dimensions simulated Of what: ClusterName and ServiceName
      StartTime simulated From when on, as 2026-01-05T09:00:00Z
      EndTime simulated Until when
      Period simulated Seconds that make one datapoint: a multiple of 60
      Statistics simulated Which numbers: Average, Maximum, Minimum, Sum, SampleCount
      ExtendedStatistics simulated Percentiles: p50, p99.9; tm90 and the like are not simulated
      Unit simulated Only values in this unit
    GetMetricData simulated Read several metrics at once
      MetricDataQueries simulated A MetricStat each, or an Expression: m1/m2*100, SEARCH('{AWS/ECS,ClusterName,ServiceName} web', 'Average', 60)
      StartTime simulated From when on, as 2026-01-05T09:00:00Z
      EndTime simulated Until when
      ScanBy simulated TimestampDescending or TimestampAscending
      MaxDatapoints simulated At most so many values on a page
      NextToken simulated Where the next page begins, as the last reply gave it
    PutMetricData simulated Report values of a metric of your own, kept by the minute
      Namespace simulated Whose metric it is: any name but AWS/...
      MetricData simulated The values
      EntityMetricData notYet Values of an entity
    %
    StateReason Why the alarm is in its state
    Datapoints What was measured, one for each period
    Label The name of the metric
    Maximum The highest value in the period
    Timestamp When the period began
    Unit What is counted
    ActionsEnabled Whether the alarm does anything
    AlarmActions What is done when it goes off
    AlarmArn The full name of the alarm
    AlarmName The name of the alarm
    ComparisonOperator How the value is compared with the threshold
    DatapointsToAlarm How many bad periods make the alarm go off
    Dimensions Whose metric it is: names and values
    EvaluationPeriods How many periods are looked at
    MetricAlarms Alarms on one metric each
    MetricName The name of the metric
    Namespace Where metrics of one service stand together
    Period How many seconds one value is about
    StateUpdatedTimestamp When it came into that state
    StateValue OK, ALARM or INSUFFICIENT_DATA
    Statistic Which value of the period counts: Average, Maximum, Sum
    Threshold The value at which it goes off
    TreatMissingData What a period without values counts as
    """#

  static let secretsmanager = #"""
    # A task whose secret was deleted here does not start; one that nobody made here is taken to be there.
    *
      SecretId - The secret's name or ARN
      SecretString - The value, as text
      SecretBinary - The value, as bytes
      ClientRequestToken - The id of the new version; the same again changes nothing
      MaxResults - At most so many on a page
      NextToken - Where to go on, as the last reply said
    CreateSecret simulated Store a secret
      Name simulated Its name
      Description echoed What it is for
      KmsKeyId echoed The key to encrypt it with
      Tags echoed Labels as Key=team,Value=web
    GetSecretValue simulated Read a secret
      VersionId simulated The version with this id
      VersionStage simulated AWSCURRENT, the default, or AWSPREVIOUS
    DescribeSecret simulated Show a secret without its value
    ListSecrets simulated List secrets
      IncludePlannedDeletion simulated Those marked for deletion, too
      Filters simulated Only what matches, by name: Key=name,Values=db
    PutSecretValue simulated Store a new value of a secret
      VersionStages simulated The stages of the new version, AWSCURRENT unless said otherwise
    UpdateSecret simulated Change a secret
      Description echoed What it is for
      KmsKeyId echoed The key to encrypt it with
    DeleteSecret simulated Delete a secret after a waiting time
      RecoveryWindowInDays simulated How long it waits, 7 to 30 days
      ForceDeleteWithoutRecovery simulated Delete it at once
    GetResourcePolicy simulated Show who else may read a secret; here nobody is given that
    """#

  static let ssm = #"""
    *
      Name - The parameter's name, as /web/port
      WithDecryption - Show the value of a SecureString
      MaxResults - At most so many on a page
      NextToken - Where to go on, as the last reply said
    PutParameter simulated Store a parameter
      Value simulated Its value
      Type simulated String, StringList or SecureString
      Overwrite simulated Make a new version of one that exists
      Tags simulated Labels as Key=team,Value=web
      Description echoed What it is for
      KeyId echoed The key to encrypt it with
    GetParameter simulated Read a parameter
    GetParameters simulated Read several parameters
      Names simulated Up to ten names
    GetParametersByPath simulated Read all parameters under a path
      Path simulated The path, as /web
      Recursive simulated All levels under it
      ParameterFilters simulated Key=Type,Option=Equals,Values=SecureString; also KeyId
    DescribeParameters simulated List parameters without their values
      ParameterFilters simulated Key=Name,Option=BeginsWith,Values=/web; also Type and Path
      Filters notYet The older form of filters
    DeleteParameter simulated Delete a parameter; tasks that ask for it do not start
    DeleteParameters simulated Delete up to ten of them
      Names simulated Their names
    ListTagsForResource simulated Show the labels of a parameter
      ResourceType simulated Parameter
      ResourceId simulated The parameter's name
    StartSession notYet Open a session; the session plugin's business
    """#

  static let vpcLattice = #"""
    # Target groups of type INSTANCE and IP, listeners with rules that lead to them, and the service networks by which
    # tasks reach a service (`curl` inside a container, `probe`). Who may call, LAMBDA, ALB and TCP are not simulated.
    *
      targetGroupIdentifier - The target group's id or ARN
      serviceIdentifier - The service's id or ARN
      listenerIdentifier - The listener's id or ARN
      clientToken - A word of yours that makes a repeat of the request safe
      maxResults - At most so many on a page
      nextToken - Where to go on, as the last reply said
      resourceArn - The ARN of a target group, service, listener, rule, service network or association
      ruleIdentifier - The rule's id or ARN
      serviceNetworkIdentifier - The service network's id or ARN
      serviceNetworkServiceAssociationIdentifier - The association's id or ARN
      serviceNetworkVpcAssociationIdentifier - The association's id or ARN
    CreateTargetGroup simulated Make a group of places that requests can go to, such as the tasks of an ECS service
      name simulated Its name: lower-case letters, digits, hyphens
      type simulated IP for tasks with addresses of their own, INSTANCE for those on their host's network
      config simulated Port, protocol, VPC and health check
      clientToken echoed A word of yours that makes a repeat of the request safe
      tags simulated Labels of your own, as team=core
    GetTargetGroup simulated Show a target group
    ListTargetGroups simulated List target groups
      vpcIdentifier simulated Only those of this VPC
      targetGroupType simulated Only those of this type
    UpdateTargetGroup simulated Change how targets are checked
      healthCheck simulated The health check: path, interval, thresholds, matcher
    DeleteTargetGroup simulated Delete a target group that no listener leads to
    RegisterTargets simulated Put addresses or instances into a target group by hand; ECS does so for its tasks
      targets simulated Places as id=ADDRESS,port=80
    DeregisterTargets simulated Take places out of a target group
      targets simulated Places as id=ADDRESS,port=80
    ListTargets simulated List the places in a target group, and whether they are healthy
      targets simulated Only these places
    CreateService simulated Make a service, a name that others call
      name simulated Its name: lower-case letters, digits, hyphens
      clientToken echoed A word of yours that makes a repeat of the request safe
      tags simulated Labels of your own, as team=core
      customDomainName echoed A domain name of your own
      certificateArn echoed The certificate for that name
      authType echoed NONE, or AWS_IAM to let only some call
    GetService simulated Show a service and its domain name
    ListServices simulated List services
    DeleteService simulated Delete a service and its listeners
    CreateListener simulated Let a service listen on a port, and lead to target groups
      name simulated Its name: lower-case letters, digits, hyphens
      protocol simulated HTTP or HTTPS
      port simulated The port; 80 or 443 without one
      defaultAction simulated forward to target groups by weights, or a fixedResponse
      clientToken echoed A word of yours that makes a repeat of the request safe
      tags simulated Labels of your own, as team=core
    GetListener simulated Show a listener
    ListListeners simulated List the listeners of a service
    UpdateListener simulated Lead elsewhere
      defaultAction simulated forward to target groups by weights, or a fixedResponse
    DeleteListener simulated Delete a listener
    CreateRule simulated Lead some requests elsewhere than the listener's default action does
      name simulated Its name: lower-case letters, digits, hyphens
      match simulated Which: httpMatch={method=GET,pathMatch={match={prefix=/api}},headerMatches=[...]}
      priority simulated 1 to 100; the smallest that matches is the one
      action simulated forward to target groups by weights, or a fixedResponse
      clientToken echoed A word of yours that makes a repeat of the request safe
      tags simulated Labels of your own, as team=core
    GetRule simulated Show a rule
    ListRules simulated List the rules of a listener, its default action last
    UpdateRule simulated Change a rule
      match simulated Which requests
      priority simulated 1 to 100
      action simulated What becomes of them
    DeleteRule simulated Delete a rule
    CreateServiceNetwork simulated Make a network of services, which VPCs may be associated with
      name simulated Its name: lower-case letters, digits, hyphens
      authType echoed NONE, or AWS_IAM to let only some call
      tags simulated Labels of your own, as team=core
      clientToken echoed A word of yours that makes a repeat of the request safe
      sharingConfig notYet Whether other accounts may use it
    GetServiceNetwork simulated Show a service network
    ListServiceNetworks simulated List service networks
    UpdateServiceNetwork simulated Change who may call
      authType echoed NONE, or AWS_IAM to let only some call
    DeleteServiceNetwork simulated Delete a service network that nothing is associated with
    CreateServiceNetworkServiceAssociation simulated Put a service into a service network
      tags simulated Labels of your own, as team=core
      clientToken echoed A word of yours that makes a repeat of the request safe
    GetServiceNetworkServiceAssociation simulated Show that a service is in a network
    ListServiceNetworkServiceAssociations simulated List the services of a network, or the networks of a service
    DeleteServiceNetworkServiceAssociation simulated Take a service out of a service network
    CreateServiceNetworkVpcAssociation simulated Let what is in a VPC reach the services of a network
      vpcIdentifier simulated The VPC
      securityGroupIds simulated Security groups that requests have to pass
      privateDnsEnabled echoed Whether names of resources resolve in the VPC
      dnsOptions notYet Which names do
      tags simulated Labels of your own, as team=core
      clientToken echoed A word of yours that makes a repeat of the request safe
    GetServiceNetworkVpcAssociation simulated Show that a VPC reaches a network
    ListServiceNetworkVpcAssociations simulated List the VPCs of a network, or the network of a VPC
      vpcIdentifier simulated Only that of this VPC
    UpdateServiceNetworkVpcAssociation simulated Change the security groups that requests have to pass
      securityGroupIds simulated Security groups of the VPC
    DeleteServiceNetworkVpcAssociation simulated Let a VPC reach a network no more
    TagResource simulated Label a target group, service or listener
      tags simulated Labels of your own, as team=core
    UntagResource simulated Take labels away
      tagKeys simulated The keys of those to take
    ListTagsForResource simulated Show the labels of a target group, service or listener
    """#

  static let servicediscovery = #"""
    # A name of a private DNS namespace resolves inside simulated containers (curl). Instances come from ECS services with
    # a registry or Service Connect; registering others by hand is not simulated. Real clients of `drydock serve` ask
    # discover-instances at `data-HOST`, unless AWS_DISABLE_HOST_PREFIX_INJECTION=true.
    CreatePrivateDnsNamespace simulated Make a namespace that is found by DNS inside a network
      Name simulated Its name, such as harbor.local
      Vpc simulated The network in which it is found
      Description simulated What it is for
      CreatorRequestId simulated A word of yours that makes a repeat of the request safe
      Tags echoed Tags of the namespace
      Properties echoed How long the zone's own record is kept
    CreateHttpNamespace simulated Make a namespace that is found by calls
      Name simulated Its name
      Description simulated What it is for
      CreatorRequestId simulated A word of yours that makes a repeat of the request safe
      Tags echoed Tags of the namespace
    ListNamespaces simulated List namespaces
      Filters simulated Which: by TYPE or NAME
      MaxResults simulated How many on a page
      NextToken simulated Where the page before ended
    GetNamespace simulated Show a namespace
      Id simulated Its id or ARN
    DeleteNamespace simulated Delete a namespace
      Id simulated Its id or ARN
    CreateService simulated Make an entry in a namespace, which an ECS service names as its registry
      Name simulated The first part of its DNS name, such as web in web.harbor.local
      NamespaceId simulated The namespace it is in
      Description simulated What it is for
      CreatorRequestId simulated A word of yours that makes a repeat of the request safe
      DnsConfig simulated Its records: A for tasks with addresses of their own, SRV where the port counts too
      HealthCheckConfig simulated Refused: that is for public names
      HealthCheckCustomConfig simulated Let ECS say which tasks are healthy
      Tags echoed Tags of the entry
      Type echoed HTTP: found by calls alone
    GetService simulated Show an entry
      Id simulated Its id or ARN
    ListServices simulated List entries
      Filters simulated Which: by NAMESPACE_ID
      MaxResults simulated How many on a page
      NextToken simulated Where the page before ended
    DeleteService simulated Delete an entry
      Id simulated Its id or ARN
    ListInstances simulated List the places behind an entry
      ServiceId simulated The entry's id
      MaxResults simulated How many on a page
      NextToken simulated Where the page before ended
    GetInstancesHealthStatus simulated Show which places behind an entry are healthy
      ServiceId simulated The entry's id
      Instances simulated Which: ids as list-instances shows them
      MaxResults simulated How many on a page
      NextToken simulated Where the page before ended
    DiscoverInstances simulated Find the healthy places behind an entry
      NamespaceName simulated The namespace's name
      ServiceName simulated The entry's name
      MaxResults simulated How many at most
      QueryParameters simulated Only places with these attributes
      OptionalParameters echoed Prefer places with these attributes
      HealthStatus simulated Which: HEALTHY, UNHEALTHY, ALL, or the healthy ones unless there are none
      OwnerAccount echoed Whose namespace
    GetOperation simulated Show how a request on a namespace stands
      OperationId simulated The id that the request gave
      OwnerAccount echoed Whose namespace
    """#

  static let autoscaling = #"""
    CreateAutoScalingGroup simulated Make a group of virtual machines that keeps its size
      LaunchTemplate simulated What to launch: a template of the account; of another name only a machine type in it counts, as in web-t3.large, and windows-2022
      MixedInstancesPolicy simulated What to launch: machine types in its overrides, and how many are Spot
      LaunchConfigurationName notYet What to launch, the old way
      InstanceId notYet A machine to copy
      MinSize simulated The size below which the group is never made
      MaxSize simulated The size above which the group is never made
      DesiredCapacity simulated How many machines to have; the minimum unless given
      VPCZoneIdentifier simulated Subnets to launch in, with commas between them
      AvailabilityZones simulated Zones to launch in, where no subnets are given
      AvailabilityZoneIds notYet Zones to launch in, by their ids
      NewInstancesProtectedFromScaleIn simulated Keep new machines when the group is made smaller
      Tags simulated Tags of the group, handed on to its machines
      DefaultCooldown echoed Seconds between two scaling steps of simple policies
      LoadBalancerNames simulated Classic load balancers to register machines with
      TargetGroupARNs simulated Target groups, of type instance, to register machines with
      HealthCheckType echoed Who says that a machine is unhealthy: EC2 or ELB
      HealthCheckGracePeriod simulated Seconds before what SetInstanceHealth says of a new machine counts
      PlacementGroup echoed A placement group to launch in
      TerminationPolicies echoed Which machine goes first; here always the oldest of the fullest zone
      CapacityRebalance simulated Replace Spot machines before they are taken back, where draining is managed
      LifecycleHookSpecificationList notYet Hooks that hold a machine at its start or end
      DeletionProtection notYet Keep the group from being deleted
      ServiceLinkedRoleARN echoed The role that Auto Scaling takes
      MaxInstanceLifetime simulated Seconds after which a machine is replaced; a day or more
      Context echoed Not used
      DesiredCapacityType echoed What the size counts: units, vcpu or memory-mib
      DefaultInstanceWarmup simulated Seconds that a new machine takes until the next is replaced
      TrafficSources echoed Load balancers of any kind to register machines with
      InstanceMaintenancePolicy echoed How many machines stay healthy while others are replaced
      AvailabilityZoneDistribution echoed How machines are spread over zones
      AvailabilityZoneImpairmentPolicy echoed What to do when a zone is shifted away from
      SkipZonalShiftValidation echoed Not to check for a zone shift
      CapacityReservationSpecification echoed Reservations to launch into
      InstanceLifecyclePolicy echoed What becomes of machines whose end was given up
    DescribeAutoScalingGroups simulated List such groups
      AutoScalingGroupNames simulated Names; without any, all groups
      IncludeInstances simulated Whether to show their machines
      Filters notYet Conditions on tags
    UpdateAutoScalingGroup simulated Change such a group
    SetDesiredCapacity simulated Set a group's size
      DesiredCapacity simulated How many machines to have, within the group's bounds
      HonorCooldown echoed Whether to wait for the cooldown
    DeleteAutoScalingGroup simulated Delete a group
      ForceDelete simulated End its machines too; without it a group with machines stays
    DescribeScalingActivities simulated Show what a group did and why
      AutoScalingGroupName simulated One group; without it, all of them
      ActivityIds simulated Only these activities
      IncludeDeletedGroups simulated Those of groups that are gone, too
      Filters notYet Conditions on start times and status
    AttachLoadBalancerTargetGroups simulated Register a group's machines in target groups, those to come too
      AutoScalingGroupName simulated The group
      TargetGroupARNs simulated The target groups, of type instance
    DetachLoadBalancerTargetGroups simulated Take a group's machines out of target groups
      AutoScalingGroupName simulated The group
      TargetGroupARNs simulated The target groups
    DescribeLoadBalancerTargetGroups simulated List the target groups of a group, and whether a machine serves there
      AutoScalingGroupName simulated The group
      MaxRecords simulated At most so many on a page, 1 to 100
      NextToken simulated Where to go on, as the last reply said
    AttachLoadBalancers simulated Register a group's machines with Classic load balancers
      AutoScalingGroupName simulated The group
      LoadBalancerNames simulated The load balancers
    DetachLoadBalancers simulated Take a group's machines out of Classic load balancers
      AutoScalingGroupName simulated The group
      LoadBalancerNames simulated The load balancers
    DescribeLoadBalancers simulated List the Classic load balancers of a group, and whether a machine serves there
      AutoScalingGroupName simulated The group
      MaxRecords simulated At most so many on a page, 1 to 100
      NextToken simulated Where to go on, as the last reply said
    SetInstanceProtection simulated Protect machines of a group from being scaled in
    DescribeAutoScalingInstances simulated List machines of all groups, with their group
      InstanceIds simulated Only these machines
    TerminateInstanceInAutoScalingGroup simulated End a machine of a group, which drains first where that is managed
      InstanceId simulated The machine
      ShouldDecrementDesiredCapacity simulated Whether the group becomes smaller by it; otherwise it is replaced
    SetInstanceHealth simulated Say that a machine is Unhealthy, so that its group replaces it, or Healthy
      InstanceId simulated The machine
      HealthStatus simulated Healthy or Unhealthy
      ShouldRespectGracePeriod simulated Whether to change nothing in the group's grace period; that is the default
    StartInstanceRefresh simulated Replace all machines of a group, some at a time
      Strategy simulated Rolling
      Preferences simulated MinHealthyPercentage, InstanceWarmup and ScaleInProtectedInstances; no checkpoints and alarms
      DesiredConfiguration notYet What to launch from then on
    DescribeInstanceRefreshes simulated Show how far a group's instance refreshes have come
      InstanceRefreshIds simulated Only these
    CancelInstanceRefresh simulated End an instance refresh; what has been replaced stays so
      WaitForTransitioningInstances echoed Whether to wait for machines that are on their way
    DescribePolicies simulated Show the scaling policies that ECS keeps on groups
      AutoScalingGroupName simulated One group; without it, all of them
      PolicyNames simulated Names or ARNs
      PolicyTypes simulated TargetTrackingScaling, the type that ECS's have
    DescribeLifecycleHooks simulated Show the hook by which ECS lets tasks leave before a machine ends
      LifecycleHookNames simulated Only these
    CreateOrUpdateTags simulated Set labels of groups; machines that run keep theirs
      Tags simulated Each with ResourceId, the group's name, ResourceType auto-scaling-group, Key, Value and PropagateAtLaunch
    DeleteTags simulated Take labels from groups
      Tags simulated Each with ResourceId, the group's name, ResourceType auto-scaling-group and Key
    DescribeTags simulated List labels of groups
      Filters simulated By auto-scaling-group, key, value and propagate-at-launch
      MaxRecords simulated At most so many on a page, 1 to 100
      NextToken simulated Where to go on, as the last reply said
    EnableMetricsCollection echoed Say which metrics a group shall have; none is measured here
      AutoScalingGroupName simulated The group
      Metrics echoed Which; all unless given
      Granularity simulated 1Minute
    DisableMetricsCollection echoed Say which metrics a group shall no longer have
      AutoScalingGroupName simulated The group
      Metrics echoed Which; all unless given
    """#

  static let events = #"""
    # Only the default event bus. Targets are ECS clusters (RunTask) and log groups; an invocation is tried once. Events of
    # ECS reach it by themselves; those of other services do not.
    *
      EventBusName simulated The event bus; only default is there
      Rule - The rule's name
      Force echoed For rules that a service keeps; there are none here
      Limit - At most so many on a page
      NextToken - Where to go on, as the last reply said
    PutRule simulated Make a rule that waits for events or times, or replace it; what you leave out is forgotten
      Name simulated The rule's name
      ScheduleExpression simulated When, in UTC: rate(5 minutes), cron(0 9 * * ? *)
      EventPattern simulated Which events, in JSON: {"source": ["aws.ecs"], "detail-type": ["ECS Task State Change"]}
      State simulated ENABLED or DISABLED
      Description simulated What it is for
      RoleArn echoed A role; tasks take the target's own
      Tags echoed Labels of your own
    PutTargets simulated Say what a rule does: run ECS tasks, or write events to a log group
      Targets simulated At most five, each with Id and Arn; a cluster's takes RoleArn and EcsParameters, and Input with containerOverrides
    ListRules simulated List rules by name
      NamePrefix simulated Only rules whose names begin like this
    DescribeRule simulated Show a rule
      Name simulated The rule's name
    ListTargetsByRule simulated List the targets of a rule
    RemoveTargets simulated Take targets from a rule
      Ids simulated The targets' ids
    EnableRule simulated Let a rule work
      Name simulated The rule's name
    DisableRule simulated Let a rule rest
      Name simulated The rule's name
    DeleteRule simulated Delete a rule that has no targets
      Name simulated The rule's name
    TestEventPattern simulated Tell whether a pattern matches an event
      EventPattern simulated The pattern, in JSON
      Event simulated The event, in JSON: with id, detail-type, source, account, time, region and resources
    ListRuleNamesByTarget simulated List the rules that have a target
      TargetArn simulated The target's ARN
    PutEvents simulated Send events of your own
      Entries simulated At most ten, each with Source, DetailType and Detail, which is JSON text
      EndpointId notYet A global endpoint
    %
    EventPattern Which events the rule is about, in JSON
    ScheduleExpression When the rule is due, in UTC
    FailedEntryCount How many of what you sent were not taken; FailedEntries or Entries say why
    EventId The event's id, which its envelope has too
    CreatedBy The account that made the rule
    ManagedBy The service that keeps the rule for itself
    """#

  static let codedeploy = #"""
    *
      applicationName - The application: a name for what is deployed
      deploymentGroupName - The deployment group: the service that it is deployed to, and how
      deploymentId - The deployment, as d-1A2B3C4D5
      nextToken - Where to go on, as the last reply said
    CreateApplication simulated Make an application, a name for what CodeDeploy deploys
      computePlatform simulated ECS here; Server and Lambda are not simulated
      tags echoed Labels of your own
    GetApplication simulated Show an application
    ListApplications simulated List applications
    DeleteApplication simulated Delete an application with its deployment groups
    CreateDeploymentGroup simulated Say which service an application goes to, behind which target groups, and how
      deploymentConfigName simulated How traffic moves: CodeDeployDefault.ECSAllAtOnce, ECSLinear10PercentEvery1Minutes, ECSCanary10Percent5Minutes …
      serviceRoleArn simulated A role that trusts codedeploy.amazonaws.com and carries AWSCodeDeployRoleForECS
      ecsServices simulated The one service: serviceName=NAME,clusterName=NAME; its deployment controller is CODE_DEPLOY
      loadBalancerInfo simulated Two target groups that take turns, the production listener, and perhaps a test listener
      blueGreenDeploymentConfiguration simulated Whether traffic waits for your word, and how long the original task set stays, or KEEP_ALIVE
      deploymentStyle simulated deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL: ECS has no other
      autoRollbackConfiguration simulated Whether a deployment that fails or is stopped is taken back
      alarmConfiguration simulated Alarms that stop a deployment: enabled=true,alarms=[{name=ALARM}]
      triggerConfigurations echoed Whom to tell of deployments
      outdatedInstancesStrategy echoed For servers
      terminationHookEnabled echoed For servers
      ec2TagFilters simulated For servers: refused here
      ec2TagSet simulated For servers: refused here
      onPremisesInstanceTagFilters simulated For servers: refused here
      onPremisesTagSet simulated For servers: refused here
      autoScalingGroups simulated For servers: refused here
      tags echoed Labels of your own
    GetDeploymentGroup simulated Show a deployment group with its newest deployments
    ListDeploymentGroups simulated List the deployment groups of an application
    DeleteDeploymentGroup simulated Delete a deployment group; deployments under way go on
    CreateDeployment simulated Deploy: a replacement task set, traffic to it, the end of the original
      revision simulated The AppSpec: revisionType=AppSpecContent,appSpecContent={content=JSON}, with hooks that call functions; YAML, S3 and GitHub are not simulated
      deploymentConfigName simulated How traffic moves, where not as the deployment group says
      autoRollbackConfiguration simulated Whether it is taken back, where not as the deployment group says
      description echoed A comment
      overrideAlarmConfiguration simulated Alarms that stop it, where not as the deployment group says
    GetDeployment simulated Show a deployment
    GetDeploymentTarget simulated Show a deployment's lifecycle events and task sets
      targetId simulated CLUSTER:SERVICE
    ListDeployments simulated List deployments, newest first
      externalId echoed For deployments by CloudFormation
      includeOnlyStatuses simulated Only these: Created Queued InProgress Succeeded Failed Stopped Ready
      createTimeRange notYet Only those made then
    ContinueDeployment simulated Let a deployment go on that waits
      deploymentWaitType simulated READY_WAIT to move traffic, TERMINATION_WAIT to end the original task set at once
    StopDeployment simulated Stop a deployment
      autoRollbackEnabled simulated Whether traffic goes back to the original task set
    %
    applicationId The application's own id
    deploymentGroupId The deployment group's own id
    DeploymentInfo.status Created InProgress Ready Succeeded Failed Stopped
    creator user, or codeDeployRollback for a deployment that takes another one back
    errorInformation Why it failed or stopped
    rollbackInfo The deployment that takes this one back, or that this one takes back
    instanceTerminationWaitTimeStarted True once the original task set's remaining time runs
    deploymentOverview How many targets are in each state; a service is one target
    sha256 The digest of the AppSpec; its text is not shown
    lifecycleEvents BeforeInstall Install AfterInstall, AllowTestTraffic, BeforeAllowTraffic AllowTraffic AfterAllowTraffic
    trafficWeight The share of production traffic, in percent
    taskSetLabel Blue for the original, Green for the replacement
    targetRevision What the newest deployment that succeeded has deployed
    lastAttemptedDeployment The newest deployment
    lastSuccessfulDeployment The newest deployment that succeeded
    """#
}
