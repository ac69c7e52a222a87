/// Our help, glossary and coverage of Amazon ECS, one fact a line. `ServiceHelp` describes the form.
///
/// Written for somebody who has never seen the service. A line says what a thing is or does, not how it is built.
extension HelpText {
  static let ecs = #"""
    # --- Clusters
    CreateCluster simulated Make a cluster: the named group in which tasks and services run
      clusterName simulated The new cluster's name; "default" when left out
      settings simulated Switches: containerInsights measures in ECS/ContainerInsights what services reserve and use
      configuration echoed Settings for exec sessions and managed storage
      capacityProviders simulated Where tasks may run: FARGATE, FARGATE_SPOT or providers of your own
      defaultCapacityProviderStrategy simulated Which providers serve whoever names neither launch type nor strategy
      serviceConnectDefaults simulated The namespace that Service Connect uses when a service names none; made if new
    DescribeClusters simulated Show clusters: status, and counts of tasks, services and instances
      clusters simulated Names or ARNs; without any, the cluster called default
      include simulated More to show: SETTINGS, STATISTICS, TAGS, CONFIGURATIONS, ATTACHMENTS
    ListClusters simulated List the ARNs of your clusters
    UpdateCluster simulated Change a cluster's settings, configuration or Service Connect default
      settings simulated Switches: containerInsights
      configuration echoed Settings for exec sessions and managed storage
      serviceConnectDefaults simulated The namespace that Service Connect uses when a service names none; made if new
    UpdateClusterSettings simulated Change a cluster's switches, such as containerInsights
      settings simulated Each switch with its value: name=containerInsights,value=enabled
    PutClusterCapacityProviders simulated Replace a cluster's capacity providers and its default strategy
      capacityProviders simulated All that the cluster is to have from now on
      defaultCapacityProviderStrategy simulated Which of them serve whoever names neither launch type nor strategy
    DeleteCluster simulated Delete an empty cluster; refused while services, tasks or instances are left

    # --- Task definitions
    RegisterTaskDefinition simulated Store a new revision of a blueprint: which containers, how big, wired how
      family simulated The blueprint's name; each registration under it makes the next revision
      containerDefinitions simulated The containers: image, size, ports, environment, health check, logs
      cpu simulated CPU units for the whole task, 1024 being one vCPU; Fargate wants it
      memory simulated MiB of memory for the whole task; on Fargate it has to fit the cpu
      networkMode simulated awsvpc (each task its own address; Fargate wants it), bridge, host or none
      requiresCompatibilities simulated Launch types to check the blueprint for: FARGATE, EC2, EXTERNAL
      executionRoleArn simulated The role ECS itself takes to pull images, write logs and read secrets
      taskRoleArn simulated The role that the code inside the containers takes
      volumes simulated Storage that containers of the task can share
      placementConstraints simulated Rules on which instances the task may run
      runtimePlatform simulated Operating system and processor kind, as LINUX and X86_64
      ephemeralStorage simulated GiB of scratch disk on Fargate
      pidMode echoed Whether containers see each other's processes; checked against what Fargate takes
      ipcMode echoed Whether containers share inter-process communication; Fargate does not take it
    DescribeTaskDefinition simulated Show one revision of a blueprint; a bare family means its latest active one
      taskDefinition simulated family, family:revision or ARN
      include simulated TAGS, to show its tags
    ListTaskDefinitions simulated List revisions of blueprints by ARN
      familyPrefix simulated Only this family
      status simulated ACTIVE, INACTIVE or DELETE_IN_PROGRESS
      sort simulated ASC (oldest first) or DESC
    ListTaskDefinitionFamilies simulated List the names of blueprints
      familyPrefix simulated Only names that begin like this
      status simulated ACTIVE, INACTIVE or ALL
    DeregisterTaskDefinition simulated Retire one revision: what runs goes on, nothing new starts from it
      taskDefinition simulated family:revision or ARN; the revision is needed
    DeleteTaskDefinitions simulated Delete retired revisions for good
      taskDefinitions simulated Up to ten, each family:revision or ARN

    # --- Tasks
    RunTask simulated Start tasks once; nobody restarts them
      taskDefinition simulated The blueprint: family (latest), family:revision or ARN
      count simulated How many tasks, 1 to 10
      launchType simulated Where: EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES
      capacityProviderStrategy simulated Where, by capacity provider; instead of a launch type
      networkConfiguration simulated Subnets, security groups and public address, for awsvpc blueprints
      overrides simulated What to change for this run: command, environment, roles, size
      group simulated A name to find these tasks by; "family:NAME" when left out
      startedBy simulated A note of who started them, to list by
      placementConstraints simulated Rules on which instances may be chosen
      placementStrategy simulated How to choose among instances: random, spread or binpack
      platformVersion simulated The Fargate platform version; LATEST when left out
      enableECSManagedTags simulated Whether ECS adds tags of its own
      enableExecuteCommand simulated Whether execute-command may enter the containers
      propagateTags simulated Where to copy tags from: TASK_DEFINITION or NONE
      clientToken simulated Makes a repeated request start nothing new
      volumeConfigurations simulated A volume made for the tasks when they start; the blueprint names it, configuredAtLaunch
    StartTask simulated Start a task on instances that you name yourself
      containerInstances simulated Up to ten instances, by id or ARN
      taskDefinition simulated The blueprint: family (latest), family:revision or ARN
      overrides simulated What to change for this run: command, environment, roles, size
      networkConfiguration simulated Subnets, security groups and public address, for awsvpc blueprints
      group simulated A name to find these tasks by
      startedBy simulated A note of who started them, to list by
      volumeConfigurations simulated A volume made for the tasks when they start; the blueprint names it, configuredAtLaunch
      enableECSManagedTags simulated Whether ECS adds tags of its own
      enableExecuteCommand simulated Whether execute-command may enter the containers
      propagateTags simulated Where to copy tags from: TASK_DEFINITION or NONE
    StopTask simulated Ask a task to stop; its containers get time to end by themselves
      task simulated The task's id or ARN
      reason simulated Why; shown as stoppedReason
    DescribeTasks simulated Show tasks: state, containers, exit codes, why they stopped
      tasks simulated Up to a hundred ids or ARNs
      include simulated TAGS, to show their tags
    ListTasks simulated List tasks by ARN: running ones, unless asked for stopped ones
      serviceName simulated Only tasks of this service
      daemonName simulated Only tasks of this managed daemon
      family simulated Only tasks of this blueprint
      containerInstance simulated Only tasks on this instance
      startedBy simulated Only tasks with this note
      desiredStatus simulated RUNNING (the default) or STOPPED
      launchType simulated Only tasks of this launch type
    ExecuteCommand simulated Run a command inside a running container
      container simulated The container's name; may be left out where there is one
      command simulated What to run, as "/bin/sh"
      interactive simulated Keep the session open for typing
      task simulated The task's id or ARN
    GetTaskProtection simulated Show whether tasks are protected from being scaled in
      tasks simulated Up to a hundred ids or ARNs
    UpdateTaskProtection simulated Protect tasks of a service from being scaled in, for a while
      tasks simulated Up to ten ids or ARNs
      protectionEnabled simulated Whether to protect them or to let them go again
      expiresInMinutes simulated For how long, 1 to 2880; two hours when left out

    # --- Services
    CreateService simulated Make a service: a promise to keep so many copies of a task running
      serviceName simulated The service's name, unique in its cluster
      taskDefinition simulated The blueprint of its tasks: family (latest), family:revision or ARN
      desiredCount simulated How many tasks to keep running
      launchType simulated Where: EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES
      capacityProviderStrategy simulated Where, by capacity provider; instead of a launch type
      networkConfiguration simulated Subnets, security groups and public address, for awsvpc blueprints
      deploymentConfiguration simulated How a rollout goes: percents, circuit breaker, alarms, strategy, pauses; hooks that call Lambda get SUCCEEDED unless `inject hook-answer` says otherwise
      schedulingStrategy simulated REPLICA (so many copies) or DAEMON (one on each instance)
      loadBalancers simulated Target groups that send users to the tasks: target group, container, port
      healthCheckGracePeriodSeconds simulated How long new tasks may fail the load balancer's health check
      placementConstraints simulated Rules on which instances may be chosen
      placementStrategy simulated How to choose among instances: random, spread or binpack
      deploymentController simulated Who carries out rollouts: ECS itself, CODE_DEPLOY, or EXTERNAL: you, with task sets
      availabilityZoneRebalancing simulated Whether tasks move to even out the zones
      platformVersion simulated The Fargate platform version; LATEST when left out
      enableECSManagedTags simulated Whether ECS adds tags of its own
      enableExecuteCommand simulated Whether execute-command may enter the containers
      propagateTags simulated Where tasks copy tags from: TASK_DEFINITION, SERVICE or NONE
      role simulated The role for older load balancing; awsvpc services want none
      clientToken simulated Makes a repeated request the same request
      serviceConnectConfiguration simulated Names by which services find each other: namespace, port names; traffic itself is not
      serviceRegistries simulated The Cloud Map service in which running tasks are entered; not looked up
      volumeConfigurations simulated A volume that each task gets of its own; the blueprint names it, configuredAtLaunch
      vpcLatticeConfigurations simulated Target groups of VPC Lattice that its tasks are registered in, by a port's name
      monitoring echoed How finely metrics of CPU and memory are kept, 20 or 60 s; checked, and shown on the revision
    UpdateService simulated Change a service: count, blueprint, rollout, network
      service simulated The service's name or ARN
      desiredCount simulated How many tasks to keep running
      taskDefinition simulated The blueprint to roll out: family (latest), family:revision or ARN
      forceNewDeployment simulated Replace all tasks even though nothing changed
      deploymentConfiguration simulated How a rollout goes: percents, circuit breaker, alarms, strategy, pauses; hooks that call Lambda get SUCCEEDED unless `inject hook-answer` says otherwise
      networkConfiguration simulated Subnets, security groups and public address
      capacityProviderStrategy simulated Where, by capacity provider
      loadBalancers simulated Target groups that send users to the tasks
      healthCheckGracePeriodSeconds simulated How long new tasks may fail the load balancer's health check
      placementConstraints simulated Rules on which instances may be chosen
      placementStrategy simulated How to choose among instances
      enableECSManagedTags simulated Whether ECS adds tags of its own
      enableExecuteCommand simulated Whether execute-command may enter the containers
      propagateTags simulated Where tasks copy tags from: TASK_DEFINITION, SERVICE or NONE
      platformVersion simulated The Fargate platform version; LATEST when left out
      availabilityZoneRebalancing simulated Whether tasks move to even out the zones
      deploymentController simulated Who carries out rollouts from now on: ECS itself, or EXTERNAL: you, with task sets
      serviceConnectConfiguration simulated Names by which services find each other: namespace, port names; traffic itself is not
      serviceRegistries simulated The Cloud Map service in which running tasks are entered; not looked up
      volumeConfigurations simulated A volume that each task gets of its own; the blueprint names it, configuredAtLaunch
      vpcLatticeConfigurations simulated Target groups of VPC Lattice that its tasks are registered in, by a port's name
      monitoring echoed How finely metrics of CPU and memory are kept, 20 or 60 s; checked, and shown on the revision
    DescribeServices simulated Show services: counts, deployments, and the events that tell their story
      services simulated Up to ten names or ARNs
      include simulated TAGS, to show their tags
    ListServices simulated List the services of a cluster by ARN
      launchType simulated Only services of this launch type
      schedulingStrategy simulated Only REPLICA or only DAEMON services
      resourceManagementType simulated CUSTOMER: your own services; ECS: those of Express
    DeleteService simulated Delete a service; scale it to 0 first, or use --force
      service simulated The service's name or ARN
      force simulated Delete even though tasks are still wanted
    ListServicesByNamespace simulated List services that use a namespace, across clusters
      namespace simulated Its name or ARN; a cluster's Service Connect default makes one
    DescribeServiceDeployments simulated Show rollouts of services as objects of their own
      serviceDeploymentArns simulated Up to twenty ARNs, as list-service-deployments shows them
    ListServiceDeployments simulated List the rollouts of a service
      service simulated The service's name or ARN
      status simulated Only rollouts in one of these states
      createdAt simulated Only rollouts begun in this span: after=, before=
    DescribeServiceRevisions simulated Show what exactly a rollout wants to run
      serviceRevisionArns simulated Up to twenty ARNs, all of one service
    StopServiceDeployment simulated Turn a rollout that is under way back to what ran before
      serviceDeploymentArn simulated The rollout's ARN, as list-service-deployments shows it
      stopType simulated ROLLBACK; the service accepts no other
    ContinueServiceDeployment simulated Let a rollout that waits at a hook go on, or turn it back
      serviceDeploymentArn simulated The rollout's ARN, as list-service-deployments shows it
      hookId simulated The waiting hook's id, from lifecycleHookDetails of describe-service-deployments
      action simulated CONTINUE (the default) or ROLLBACK
    CreateTaskSet simulated Give a service with an external controller a version, and its share
      service simulated The service's name or ARN; made with --deployment-controller type=EXTERNAL
      taskDefinition simulated The blueprint of its tasks: family (latest), family:revision or ARN
      externalId simulated A name of yours for it
      scale simulated Its share of the service's desired count, as value=50,unit=PERCENT; rounded up, 0 when left out
      launchType simulated Where: EC2 or FARGATE
      capacityProviderStrategy simulated Where, by capacity provider; instead of a launch type
      networkConfiguration simulated Subnets, security groups and public address, for awsvpc blueprints
      platformVersion simulated The Fargate platform version; LATEST when left out
      loadBalancers simulated Target groups that send users to the tasks: target group, container, port
      serviceRegistries simulated The Cloud Map service in which running tasks are entered; not looked up
      clientToken simulated Makes a repeated request the same request
    DescribeTaskSets simulated Show the task sets of a service
      service simulated The service's name or ARN
      taskSets simulated Ids ("ecs-svc/NUMBER") or ARNs; without any, all of the service
      include simulated TAGS, to show their tags
    UpdateTaskSet simulated Change how large a share of the service a task set is
      taskSet simulated The task set's id or ARN
      scale simulated Its new share, as value=100,unit=PERCENT
      service simulated The service's name or ARN
    DeleteTaskSet simulated Delete a task set; scale it to 0 first, or use --force
      taskSet simulated The task set's id or ARN
      service simulated The service's name or ARN
      force simulated Delete even though it is scaled above 0, or primary
    UpdateServicePrimaryTaskSet simulated Make a task set the one that the service stands for
      primaryTaskSet simulated The task set's id or ARN
      service simulated The service's name or ARN

    # --- Capacity
    CreateCapacityProvider simulated Make a source of capacity from an Auto Scaling group or managed instances
      name simulated The new provider's name; not beginning with aws, ecs or fargate
      cluster simulated The one cluster that managed instances are for
      autoScalingGroupProvider simulated The group, and how ECS scales, protects and drains it
      managedInstancesProvider simulated Instances that AWS picks, boots for waiting tasks and lets go when idle
    DescribeCapacityProviders simulated Show sources of capacity and their scaling
      capacityProviders simulated Names or ARNs; without any, all of them
      cluster simulated Only those that this cluster uses
      include simulated TAGS, to show their tags
    UpdateCapacityProvider simulated Change how a source of capacity scales
      name simulated Its name or ARN
      autoScalingGroupProvider simulated What to change: scaling, termination protection, draining
      cluster simulated The cluster of managed instances
      managedInstancesProvider simulated Instances that AWS picks, boots for waiting tasks and lets go when idle
    DeleteCapacityProvider simulated Delete a source of capacity that no cluster uses any more
      capacityProvider simulated Its name or ARN
      cluster simulated The cluster of managed instances
    RegisterContainerInstance simulated Add an instance to a cluster; its agent does this
      instanceIdentityDocument simulated Which machine it is, where and of what type
      instanceIdentityDocumentSignature echoed AWS's signature on that; not checked
      totalResources simulated CPU, MEMORY and ports that it has
      versionInfo simulated The versions of the agent and of Docker
      containerInstanceArn simulated The instance that registers again
      attributes simulated Labels and abilities, for placement to read
      platformDevices echoed Devices such as GPUs
    DescribeContainerInstances simulated Show instances: what they have, what is left, is the agent connected
      containerInstances simulated Up to a hundred ids or ARNs
      include simulated TAGS and CONTAINER_INSTANCE_HEALTH
    ListContainerInstances simulated List the instances of a cluster by ARN
      filter simulated An expression on attributes, as "attribute:ecs.instance-type == t3.small"
      status simulated ACTIVE, DRAINING, REGISTERING, DEREGISTERING or REGISTRATION_FAILED
    DeregisterContainerInstance simulated Take an instance out of its cluster
      containerInstance simulated The instance's id or ARN
      force simulated Take it out even though tasks run on it; they are left behind
    UpdateContainerInstancesState simulated Drain instances, or make them active again
      containerInstances simulated Up to ten ids or ARNs
      status simulated DRAINING (services move their tasks away) or ACTIVE
    UpdateContainerAgent simulated Update the agent on an instance
      containerInstance simulated The instance's id or ARN
    PutAttributes simulated Label instances, for placement rules to read
      attributes simulated name, value and targetId of each label
    DeleteAttributes simulated Take labels off instances
      attributes simulated name and targetId of each label
    ListAttributes simulated List labels of instances
      targetType simulated container-instance
      attributeName simulated Only labels of this name
      attributeValue simulated Only labels of this value
    DiscoverPollEndpoint simulated Tell an agent where to ask for work; agents only
    SubmitAttachmentStateChanges simulated Report the state of network attachments; agents only
    SubmitContainerStateChange simulated Report the state of a container; agents only
    SubmitTaskStateChange simulated Report the state of a task; agents only

    # --- Account and tags
    ListAccountSettings simulated List account switches, such as containerInsights
      name simulated Only this switch
      value simulated Only switches that are set so
      effectiveSettings simulated Whether to show defaults too
    PutAccountSetting simulated Set an account switch for one user or role
      name simulated The switch
      value simulated enabled, disabled, on or off, as the switch wants it
    PutAccountSettingDefault simulated Set an account switch for everybody
      name simulated The switch
      value simulated enabled, disabled, on or off, as the switch wants it
    DeleteAccountSetting simulated Return an account switch to its default
      name simulated The switch
    TagResource simulated Put tags on a resource
      resourceArn simulated The resource's ARN
    UntagResource simulated Take tags off a resource
      resourceArn simulated The resource's ARN
      tagKeys simulated The keys to take off
    ListTagsForResource simulated List the tags of a resource
      resourceArn simulated The resource's ARN

    # --- Daemons as objects, and Express services
    CreateDaemon simulated Make a daemon: one task on each instance of Managed Instances providers
      daemonName simulated The new daemon's name, unique in its cluster
      clusterArn simulated The cluster; the one called default when left out
      daemonTaskDefinitionArn simulated The daemon's blueprint: an active revision
      capacityProviderArns simulated Managed Instances providers; every instance of theirs runs the daemon
      deploymentConfiguration simulated drainPercent per batch, bakeTimeInMinutes after each, alarms that turn it back
      propagateTags simulated DAEMON copies the daemon's tags to its tasks, NONE does not
      enableECSManagedTags simulated Whether tasks get tags with the names of cluster and daemon
      enableExecuteCommand simulated Whether execute-command may enter the daemon's containers
      clientToken simulated A word of your own: the same request with it again makes no second daemon
    DescribeDaemon simulated Show a daemon: its revisions, how many tasks run where, its newest rollout
      daemonArn simulated The daemon's ARN
    UpdateDaemon simulated Roll a daemon out anew: instances are drained and replaced, batch by batch
      daemonArn simulated The daemon's ARN
      daemonTaskDefinitionArn simulated The blueprint revision to go to
      capacityProviderArns simulated The Managed Instances providers from now on
      deploymentConfiguration simulated drainPercent per batch, bakeTimeInMinutes after each, alarms that turn it back
      propagateTags simulated DAEMON copies the daemon's tags to its tasks, NONE does not
      enableECSManagedTags simulated Whether tasks get tags with the names of cluster and daemon
      enableExecuteCommand simulated Whether execute-command may enter the daemon's containers
    DeleteDaemon simulated Delete a daemon; its instances are drained and replaced by ones without it
      daemonArn simulated The daemon's ARN
    ListDaemons simulated List daemons
      clusterArn simulated Only those of this cluster
      capacityProviderArns simulated Only those on one of these providers
    DescribeDaemonDeployments simulated Show rollouts of daemons: status, instances done and draining, failures
      daemonDeploymentArns simulated Up to twenty ARNs
    ListDaemonDeployments simulated List the rollouts of a daemon, newest first
      daemonArn simulated The daemon's ARN
      status simulated Only rollouts in one of these statuses
      createdAt simulated Only rollouts begun after and before given times
    DescribeDaemonRevisions simulated Show what exactly a daemon's rollout wants to run
      daemonRevisionArns simulated Up to twenty ARNs
    RegisterDaemonTaskDefinition simulated Store a new revision of a daemon's blueprint: a family apart from tasks'
      family simulated The blueprint's name; each registration under it makes the next revision
      containerDefinitions simulated The containers: image, size, environment, health check, logs; they have no ports
      cpu simulated CPU units that the daemon takes of each instance, 1024 being one vCPU
      memory simulated MiB of memory that the daemon takes of each instance
      executionRoleArn simulated The role ECS itself takes to pull images, write logs and read secrets
      taskRoleArn simulated The role that the code inside the containers takes
      volumes echoed Folders of the instance that the containers can see
      pidMode echoed Whether the daemon sees the processes of the tasks on its instance: none or shared
      ipcMode echoed Whether the daemon shares inter-process communication with its instance: none or shared
    DescribeDaemonTaskDefinition simulated Show one revision of a daemon's blueprint; a family means its latest
      daemonTaskDefinition simulated family, family:revision or ARN
    ListDaemonTaskDefinitions simulated List the blueprints of daemons
      familyPrefix simulated Only families that begin like this
      family simulated Only this family
      revision simulated LAST_REGISTERED, for the newest of each family alone
      status simulated ACTIVE (the default), DELETE_IN_PROGRESS or ALL
      sort simulated ASC (oldest first) or DESC
    DeleteDaemonTaskDefinition simulated Delete a daemon's blueprint; daemons that run it go on
      daemonTaskDefinition simulated family:revision or ARN
    CreateExpressGatewayService simulated Make a web service with load balancer, log group and blueprint in one call
      serviceName simulated The service's name, unique in its cluster; made up when left out
      primaryContainer simulated What to run: image=REPOSITORY:TAG, and containerPort when it is not 80
      taskDefinitionArn simulated A blueprint of your own to run instead, with a container named Main
      executionRoleArn simulated The role ECS takes to pull images, write logs and read secrets
      infrastructureRoleArn simulated The role ECS takes to make what stands around the service; trusts ecs.amazonaws.com
      taskRoleArn simulated The role that the code inside the container takes
      cpu simulated CPU units of a task; 1024 when left out
      memory simulated MiB of memory of a task; 2048 when left out
      healthCheckPath simulated Where the load balancer asks whether a task is well; / when left out
      networkConfiguration simulated Subnets and security groups; the default VPC when left out
      scalingTarget simulated How few and how many tasks, and the average CPU or memory that scaling keeps to
    DescribeExpressGatewayService simulated Show an Express service: its versions, and where users reach it
      serviceArn simulated The service's ARN
      include simulated TAGS, to show its tags
    UpdateExpressGatewayService simulated Change an Express service; what is not named stays
      serviceArn simulated The service's ARN
      primaryContainer simulated What to run from now on
      taskDefinitionArn simulated The blueprint to run from now on
      executionRoleArn simulated The role ECS takes to pull images, write logs and read secrets
      taskRoleArn simulated The role that the code inside the container takes
      networkConfiguration simulated Subnets and security groups of the tasks
      cpu simulated CPU units of a task
      memory simulated MiB of memory of a task
      healthCheckPath simulated Where the load balancer asks whether a task is well
      scalingTarget simulated How few and how many tasks, and the average CPU or memory that scaling keeps to
    DeleteExpressGatewayService simulated Delete an Express service, and what was made for it
      serviceArn simulated The service's ARN
    # --- Members that mean the same everywhere
    *
      cluster - The cluster's name or ARN; "default" when left out
      tags - Labels of your own, as key=team,value=web
      include - More to show, as TAGS
      maxResults - How many items at most on one page
      nextToken - Where the next page begins, from the reply before
      principalArn - The user or role concerned; you when left out

    # --- What the fields of replies say
    %
    activeServicesCount How many services of the cluster are active
    agentConnected Whether the agent on the instance can be reached; without it nothing starts there
    assignPublicIp Whether tasks get an address that the internet can reach
    attachments What is attached to it, above all the task's network interface
    availabilityZone The data centre group in which it runs
    capacityProviderName The source of capacity that it runs on
    deploymentCircuitBreaker What to do when a rollout keeps failing
    clusterArn The full name of the cluster
    compatibilities The launch types that the blueprint would run on
    connectivity Whether the task's first container is ready to be reached
    containerInstanceArn The instance on which the task runs; absent on Fargate
    containerPort The port on which the container listens
    cpu CPU units, 1024 being one vCPU
    createdAt When it was asked for
    deploymentController Who carries out the service's rollouts
    deployments One entry for each version that is being run: the PRIMARY one is wanted, ACTIVE ones are leaving
    deregisteredAt When the revision was retired
    desiredCount How many tasks the service promises
    desiredStatus Where ECS wants the task to be: RUNNING or STOPPED
    enableExecuteCommand Whether execute-command may enter the containers
    essential Whether the whole task stops when this container does
    events What the service did and why, newest first
    executionStoppedAt When the task's containers ended
    exitCode What the container's program returned: 0 is well, 137 is killed; absent until it ended
    failedTasks How many tasks of this rollout failed to start or stay healthy
    failures What could not be done or found, each with its reason; the call itself still succeeds
    family The blueprint's name, without revision
    group Who the task belongs to: "service:NAME" or "family:NAME"
    healthStatus What the health check says: HEALTHY, UNHEALTHY, or UNKNOWN where there is none yet
    hostPort The port on the instance that leads to the container
    image What the container runs, as repository:tag
    lastStatus Where the task is in its life: PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, STOPPED
    Container.lastStatus Where the container is: PENDING, RUNNING, STOPPED
    launchType What it runs on: EC2, FARGATE, EXTERNAL or MANAGED_INSTANCES
    maximumPercent How many tasks there may be during a rollout, in percent of the desired count, rounded down
    memory MiB of memory
    minimumHealthyPercent How many tasks have to stay up during a rollout, in percent of the desired count, rounded up
    networkMode How containers get their network
    overrides What this run changed of its blueprint
    pendingCount How many tasks are on their way to running
    pendingTasksCount How many tasks in the cluster are on their way to running
    placementConstraints Rules on which instances may be chosen
    placementStrategy How instances are chosen
    platformVersion The version of Fargate underneath
    pullStartedAt When the images began to be fetched
    pullStoppedAt When the images were there
    reason What went wrong with it
    registeredAt When it was stored or joined
    registeredContainerInstancesCount How many instances the cluster has
    registeredResources What the instance has in all
    remainingResources What the instance has left for more tasks
    requiresCompatibilities The launch types the blueprint was checked for
    revision Which version of the blueprint it is
    rolloutState How the rollout stands: IN_PROGRESS, COMPLETED or FAILED
    rolloutStateReason Why the rollout stands so
    runningCount How many tasks are running
    runningTasksCount How many tasks are running in the cluster or on the instance
    runtimeId The container's own id where it runs
    schedulingStrategy REPLICA keeps so many copies, DAEMON one on each instance
    serviceArn The full name of the service
    serviceName The service's name
    startedAt When the task reached RUNNING
    startedBy Who started the task: a note of yours, or a deployment's id
    status Whether it is active
    Service.status ACTIVE, DRAINING (being deleted, tasks still stopping) or INACTIVE (gone)
    Cluster.status ACTIVE or INACTIVE (deleted)
    ContainerInstance.status ACTIVE, DRAINING: services move their tasks away, or DEREGISTERING: a managed one ends
    Deployment.status PRIMARY is what is wanted now, ACTIVE still has tasks running, INACTIVE is over
    TaskDefinition.status ACTIVE, INACTIVE (retired) or DELETE_IN_PROGRESS
    stopCode What kind of stop: EssentialContainerExited, TaskFailedToStart, UserInitiated, ServiceSchedulerInitiated
    stoppedAt When the task was over
    stoppedReason Why the task stopped, in words
    stoppingAt When the task began to stop
    subnets The parts of the network in which tasks get their addresses
    securityGroups The doors: what may reach the task and what it may reach
    targetGroupArn The load balancer's list of places to send users to
    taskArn The full name of the task; its last part is the id
    taskDefinition The blueprint revision in use
    taskDefinitionArn The full name of the blueprint revision
    updatedAt When it last changed
    version A number that grows with each change
    computedDesiredCount How many tasks the task set is to have: its share of the service's desired count, rounded up
    scale The share of the service's desired count that the task set is to have
    stabilityStatus STEADY_STATE when the task set has all its tasks, healthy; STABILIZING until then
    taskSets The versions that run side by side where something outside of ECS carries out the rollouts
    TaskSet.status PRIMARY is what the service stands for, ACTIVE runs beside it, DRAINING is being deleted
    serviceConnectConfiguration How the service takes part in Service Connect: namespace, and names for its ports
    serviceConnectResources The names that the deployment makes in its namespace
    serviceRegistries The Cloud Map services in which running tasks are entered
    volumeConfigurations The volumes that each task gets of its own
    agentHash The build of the agent on the instance
    agentVersion The version of the agent on the instance
    alarmNames The alarms that are watched
    alarms Which alarms end a rollout that goes wrong
    arn The full name of the thing it stands in
    attachmentId Which attachment of the task it is about
    awsvpcConfiguration The subnets and security groups that tasks get addresses in
    bakeTimeInMinutes How long both versions stay up after the traffic has moved
    clusterArns The full names of the clusters, one for each
    condition What the other container must have reached: START, COMPLETE, SUCCESS or HEALTHY
    connectivityAt When the task could first be reached
    containerArn The full name of the container
    containerName Which container of the task is meant
    containerOverrides What this run changed of a container: command, environment, sizes
    containerPath Where in the container the volume appears
    containers The task's containers, each with its own state
    createdBy Who asked for it
    currentServiceRevisions The versions that the service runs now, with how many tasks each
    dependsOn The containers that must have come so far before this one starts
    details More about it, as names and values
    dockerVersion The version of the container engine on the instance
    doubleValue The number, where it is a fraction; the AWS API fills in all kinds
    ec2InstanceId The virtual machine behind the container instance
    enable Whether it is switched on
    environment Variables that the container's program sees
    expression The rule of a placement, in the cluster query language
    failureCount How many tasks in a row had failed
    fargateEphemeralStorage The disk that a Fargate task has for as long as it lives
    field What a placement looks at: instanceId, attribute:NAME, cpu or memory
    finishedAt When it came to its end
    healthCheck The command that tells whether the container is well
    id The id of the thing it stands in
    imageDigest The exact image that was pulled; a tag may move, a digest cannot
    inferenceAcceleratorOverrides Inference accelerators that this run changed; AWS has retired them
    integerValue The number, where it is a whole one
    interval Seconds between two health checks
    key The name of a label
    logConfiguration Where the container's output goes
    logDriver The way its output goes there: awslogs leads to CloudWatch Logs
    longValue The number, where it is a large whole one
    message The sentence about it
    mountPoints The volumes of the task that the container sees, and where
    networkBindings Which port of the machine leads to which port of the container
    networkInterfaces The container's own address in the network
    options Settings of the log driver, by name
    pendingTaskCount How many tasks of this version are on their way to running
    platformFamily The operating system underneath
    portMappings The ports that the container listens on
    privateIpv4Address The address inside the network
    protocol tcp or udp
    readOnly Whether the container may only read there
    registeredBy Who stored it
    requestedTaskCount How many tasks of this version are wanted
    requiresAttributes What an instance must be able to do to run this blueprint
    resetOnHealthyTask Whether a task that gets healthy makes the failures before it forgotten
    retries How many failed checks in a row make it unhealthy
    roleArn The role that ECS itself uses for the service
    rollback Whether a failed rollout goes back to the last good version
    runningTaskCount How many tasks of this version run
    serviceArns The full names of the services, one for each
    sizeInGiB Its size
    sourceServiceRevisions The versions that the rollout leaves
    sourceVolume Which volume of the task it is
    startPeriod Seconds in which failed checks do not count, for a slow start
    statistics Counts by launch type, where they were asked for
    strategy How a rollout replaces tasks: ROLLING, BLUE_GREEN, LINEAR or CANARY
    stringSetValue The set of texts, such as ports that are taken
    systemControls Kernel settings of the container
    targetId What the attribute is attached to
    targetServiceRevision The version that the rollout leads to
    taskArns The full names of the tasks, one for each
    taskDefinitionArns The full names of the revisions, one for each
    threshold How many failures in a row end the rollout
    thresholdConfiguration How many failures a rollout may have: a count, or a percentage of the desired count
    timeout Seconds that one check may take
    type Of which kind it is
    versionInfo Versions of the agent and of the container engine
    volumesFrom Containers whose volumes this one sees too
    """#
}
