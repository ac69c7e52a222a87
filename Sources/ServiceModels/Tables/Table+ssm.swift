/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let ssm = #"""
@serviceId SSM
@serviceFullName Amazon Simple Systems Manager (SSM)
@apiVersion 2014-11-06
@targetPrefix AmazonSSM
@jsonVersion 1.1
@endpointPrefix ssm
@spokenProtocol json
=AddTagsToResource,AssociateOpsItemRelatedItem,CancelCommand,CancelMaintenanceWindowExecution,CreateActivation,CreateAssociation,CreateAssociationBatch,CreateDocument,CreateMaintenanceWindow,CreateOpsItem,CreateOpsMetadata,CreatePatchBaseline,CreateResourceDataSync,DeleteActivation,DeleteAssociation,DeleteDocument,DeleteInventory,DeleteMaintenanceWindow,DeleteOpsItem,DeleteOpsMetadata,DeletePatchBaseline,DeleteResourceDataSync,DeleteResourcePolicy,DeregisterManagedInstance,DeregisterPatchBaselineForPatchGroup,DeregisterTargetFromMaintenanceWindow,DeregisterTaskFromMaintenanceWindow,DescribeActivations,DescribeAssociation,DescribeAssociationExecutionTargets,DescribeAssociationExecutions,DescribeAutomationExecutions,DescribeAutomationStepExecutions,DescribeAvailablePatches,DescribeDocument,DescribeDocumentPermission,DescribeEffectiveInstanceAssociations,DescribeEffectivePatchesForPatchBaseline,DescribeInstanceAssociationsStatus,DescribeInstanceInformation,DescribeInstancePatchStates,DescribeInstancePatchStatesForPatchGroup,DescribeInstancePatches,DescribeInstanceProperties,DescribeInventoryDeletions,DescribeMaintenanceWindowExecutionTaskInvocations,DescribeMaintenanceWindowExecutionTasks,DescribeMaintenanceWindowExecutions,DescribeMaintenanceWindowSchedule,DescribeMaintenanceWindowTargets,DescribeMaintenanceWindowTasks,DescribeMaintenanceWindows,DescribeMaintenanceWindowsForTarget,DescribeOpsItems,DescribePatchBaselines,DescribePatchGroupState,DescribePatchGroups,DescribePatchProperties,DescribeSessions,DisassociateOpsItemRelatedItem,GetAccessToken,GetAutomationExecution,GetCalendarState,GetCommandInvocation,GetConnectionStatus,GetDefaultPatchBaseline,GetDeployablePatchSnapshotForInstance,GetDocument,GetExecutionPreview,GetInventory,GetInventorySchema,GetMaintenanceWindow,GetMaintenanceWindowExecution,GetMaintenanceWindowExecutionTask,GetMaintenanceWindowExecutionTaskInvocation,GetMaintenanceWindowTask,GetOpsItem,GetOpsMetadata,GetOpsSummary,GetParameterHistory,GetPatchBaseline,GetPatchBaselineForPatchGroup,GetResourcePolicies,GetServiceSetting,LabelParameterVersion,ListAssociationVersions,ListAssociations,ListCommandInvocations,ListCommands,ListComplianceItems,ListComplianceSummaries,ListDocumentMetadataHistory,ListDocumentVersions,ListDocuments,ListInventoryEntries,ListNodes,ListNodesSummary,ListOpsItemEvents,ListOpsItemRelatedItems,ListOpsMetadata,ListResourceComplianceSummaries,ListResourceDataSync,ModifyDocumentPermission,PutComplianceItems,PutInventory,PutResourcePolicy,RegisterDefaultPatchBaseline,RegisterPatchBaselineForPatchGroup,RegisterTargetWithMaintenanceWindow,RegisterTaskWithMaintenanceWindow,RemoveTagsFromResource,ResetServiceSetting,ResumeSession,SendAutomationSignal,SendCommand,StartAccessRequest,StartAssociationsOnce,StartAutomationExecution,StartChangeRequestExecution,StartExecutionPreview,StopAutomationExecution,TerminateSession,UnlabelParameterVersion,UpdateAssociation,UpdateAssociationStatus,UpdateDocument,UpdateDocumentDefaultVersion,UpdateDocumentMetadata,UpdateMaintenanceWindow,UpdateMaintenanceWindowTarget,UpdateMaintenanceWindowTask,UpdateManagedInstanceRole,UpdateOpsItem,UpdateOpsMetadata,UpdatePatchBaseline,UpdateResourceDataSync,UpdateServiceSetting
>DeleteParameter DeleteParameterRequest DeleteParameterResult !InternalServerError,ParameterNotFound
>DeleteParameters DeleteParametersRequest DeleteParametersResult !InternalServerError
>DescribeParameters DescribeParametersRequest DescribeParametersResult !InternalServerError,InvalidFilterKey,InvalidFilterOption,InvalidFilterValue,InvalidNextToken
<NextToken NextToken MaxResults Parameters -
>GetParameter GetParameterRequest GetParameterResult !InternalServerError,InvalidKeyId,ParameterNotFound,ParameterVersionNotFound
>GetParameters GetParametersRequest GetParametersResult !InvalidKeyId,InternalServerError
>GetParametersByPath GetParametersByPathRequest GetParametersByPathResult !InternalServerError,InvalidFilterKey,InvalidFilterOption,InvalidFilterValue,InvalidKeyId,InvalidNextToken
<NextToken NextToken MaxResults Parameters -
>ListTagsForResource ListTagsForResourceRequest ListTagsForResourceResult !InvalidResourceType,InvalidResourceId,InternalServerError
>PutParameter PutParameterRequest PutParameterResult !InternalServerError,InvalidKeyId,ParameterLimitExceeded,TooManyUpdates,ParameterAlreadyExists,HierarchyLevelLimitExceededException,HierarchyTypeMismatchException,InvalidAllowedPatternException,ParameterMaxVersionLimitExceeded,ParameterPatternMismatchException,UnsupportedParameterType,PoliciesLimitExceededException,InvalidPolicyTypeException,InvalidPolicyAttributeException,IncompatiblePolicyException
>StartSession StartSessionRequest StartSessionResponse !InvalidDocument,TargetNotConnected,InternalServerError
"AllowedPattern min=0 max=1024
BBoolean
TDateTime
{DeleteParameterRequest required=Name
 Name PSParameterName
{DeleteParameterResult
{DeleteParametersRequest required=Names
 Names ParameterNameList
{DeleteParametersResult
 DeletedParameters ParameterNameList
 InvalidParameters ParameterNameList
{DescribeParametersRequest
 Filters ParametersFilterList
 ParameterFilters ParameterStringFilterList
 MaxResults MaxResults
 NextToken NextToken
 Shared Boolean
{DescribeParametersResult
 Parameters ParameterMetadataList
 NextToken NextToken
"DocumentARN
~^[a-zA-Z0-9_\-.:/]{3,128}$
{GetParameterRequest required=Name
 Name PSParameterName
 WithDecryption Boolean
{GetParameterResult
 Parameter Parameter
#GetParametersByPathMaxResults min=1 max=10
{GetParametersByPathRequest required=Path
 Path PSParameterName
 Recursive Boolean
 ParameterFilters ParameterStringFilterList
 WithDecryption Boolean
 MaxResults GetParametersByPathMaxResults
 NextToken NextToken
{GetParametersByPathResult
 Parameters ParameterList
 NextToken NextToken
{GetParametersRequest required=Names
 Names ParameterNameList
 WithDecryption Boolean
{GetParametersResult
 Parameters ParameterList
 InvalidParameters ParameterNameList
{HierarchyLevelLimitExceededException exception
 message String
{HierarchyTypeMismatchException exception
 message String
{IncompatiblePolicyException exception
 message String
{InternalServerError exception fault
 Message String
{InvalidAllowedPatternException exception
 message String
{InvalidDocument exception
 Message String
{InvalidFilterKey exception
{InvalidFilterOption exception
 message String
{InvalidFilterValue exception
 Message String
{InvalidKeyId exception
 message String
{InvalidNextToken exception
 Message String
{InvalidPolicyAttributeException exception
 message String
{InvalidPolicyTypeException exception
 message String
{InvalidResourceId exception
{InvalidResourceType exception
{ListTagsForResourceRequest required=ResourceType,ResourceId
 ResourceType ResourceTypeForTagging
 ResourceId ResourceId
{ListTagsForResourceResult
 TagList TagList
#MaxResults min=1 max=50
"NextToken
"PSParameterName min=1 max=2048
"PSParameterSelector min=0 max=128
"PSParameterValue sensitive
LPSParameterVersion
{Parameter
 Name PSParameterName
 Type ParameterType
 Value PSParameterValue
 Version PSParameterVersion
 Selector PSParameterSelector
 SourceResult String
 LastModifiedDate DateTime
 ARN String
 DataType ParameterDataType
{ParameterAlreadyExists exception
 message String
"ParameterDataType min=0 max=128
"ParameterDescription min=0 max=1024
{ParameterInlinePolicy
 PolicyText String
 PolicyType String
 PolicyStatus String
"ParameterKeyId min=1 max=256
~^([a-zA-Z0-9:/_-]+)$
{ParameterLimitExceeded exception
 message String
[ParameterList Parameter
{ParameterMaxVersionLimitExceeded exception
 message String
{ParameterMetadata
 Name PSParameterName
 ARN String
 Type ParameterType
 KeyId ParameterKeyId
 LastModifiedDate DateTime
 LastModifiedUser String
 Description ParameterDescription
 AllowedPattern AllowedPattern
 Version PSParameterVersion
 Tier ParameterTier
 Policies ParameterPolicyList
 DataType ParameterDataType
[ParameterMetadataList ParameterMetadata
[ParameterNameList PSParameterName min=1 max=10
{ParameterNotFound exception
 message String
{ParameterPatternMismatchException exception
 message String
"ParameterPolicies min=1 max=4096
[ParameterPolicyList ParameterInlinePolicy
{ParameterStringFilter required=Key
 Key ParameterStringFilterKey
 Option ParameterStringQueryOption
 Values ParameterStringFilterValueList
"ParameterStringFilterKey min=1 max=132
~tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType
[ParameterStringFilterList ParameterStringFilter
"ParameterStringFilterValue min=1 max=1024
[ParameterStringFilterValueList ParameterStringFilterValue min=1 max=50
"ParameterStringQueryOption min=1 max=10
"ParameterTier enum=Standard,Advanced,Intelligent-Tiering
"ParameterType enum=String,StringList,SecureString
{ParameterVersionNotFound exception
 message String
{ParametersFilter required=Key,Values
 Key ParametersFilterKey
 Values ParametersFilterValueList
"ParametersFilterKey enum=Name,Type,KeyId
[ParametersFilterList ParametersFilter
"ParametersFilterValue min=1 max=1024
[ParametersFilterValueList ParametersFilterValue min=1 max=50
{PoliciesLimitExceededException exception
 message String
{PutParameterRequest required=Name,Value
 Name PSParameterName
 Description ParameterDescription
 Value PSParameterValue
 Type ParameterType
 KeyId ParameterKeyId
 Overwrite Boolean
 AllowedPattern AllowedPattern
 Tags TagList
 Tier ParameterTier
 Policies ParameterPolicies
 DataType ParameterDataType
{PutParameterResult
 Version PSParameterVersion
 Tier ParameterTier
"ResourceId
"ResourceTypeForTagging enum=Document,ManagedInstance,MaintenanceWindow,Parameter,PatchBaseline,OpsItem,OpsMetadata,Automation,Association
"SessionId min=1 max=96
"SessionManagerParameterName min=1 max=255
"SessionManagerParameterValue min=1 max=65535
[SessionManagerParameterValueList SessionManagerParameterValue
%SessionManagerParameters SessionManagerParameterName SessionManagerParameterValueList
"SessionReason min=1 max=256
~^.{1,256}$
"SessionTarget min=1 max=400
{StartSessionRequest required=Target
 Target SessionTarget
 DocumentName DocumentARN
 Reason SessionReason
 Parameters SessionManagerParameters
{StartSessionResponse
 SessionId SessionId
 TokenValue TokenValue
 StreamUrl StreamUrl
"StreamUrl
"String
{Tag required=Key,Value
 Key TagKey
 Value TagValue
"TagKey min=1 max=128
~^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$
[TagList Tag max=1000
"TagValue min=0 max=256
~^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$
{TargetNotConnected exception
 Message String
"TokenValue min=0 max=300
{TooManyUpdates exception
 Message String
{UnsupportedParameterType exception
 message String
"""#
}
