/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let secretsmanager = #"""
@serviceId Secrets Manager
@serviceFullName AWS Secrets Manager
@apiVersion 2017-10-17
@targetPrefix secretsmanager
@jsonVersion 1.1
@endpointPrefix secretsmanager
@signingName secretsmanager
@spokenProtocol json
=BatchGetSecretValue,CancelRotateSecret,DeleteResourcePolicy,GetRandomPassword,ListSecretVersionIds,PutResourcePolicy,RemoveRegionsFromReplication,ReplicateSecretToRegions,RestoreSecret,RotateSecret,StopReplicationToReplica,TagResource,UntagResource,UpdateSecretVersionStage,ValidateResourcePolicy
>CreateSecret CreateSecretRequest CreateSecretResponse !InvalidParameterException,InvalidRequestException,LimitExceededException,EncryptionFailure,ResourceExistsException,ResourceNotFoundException,MalformedPolicyDocumentException,InternalServiceError,PreconditionNotMetException,DecryptionFailure
>DeleteSecret DeleteSecretRequest DeleteSecretResponse !ResourceNotFoundException,InvalidParameterException,InvalidRequestException,InternalServiceError
>DescribeSecret DescribeSecretRequest DescribeSecretResponse !ResourceNotFoundException,InternalServiceError,InvalidParameterException
>GetResourcePolicy GetResourcePolicyRequest GetResourcePolicyResponse !ResourceNotFoundException,InternalServiceError,InvalidRequestException,InvalidParameterException
>GetSecretValue GetSecretValueRequest GetSecretValueResponse !ResourceNotFoundException,InvalidParameterException,InvalidRequestException,DecryptionFailure,InternalServiceError
>ListSecrets ListSecretsRequest ListSecretsResponse !InvalidParameterException,InvalidRequestException,InvalidNextTokenException,InternalServiceError
<NextToken NextToken MaxResults SecretList -
>PutSecretValue PutSecretValueRequest PutSecretValueResponse !InvalidParameterException,InvalidRequestException,LimitExceededException,EncryptionFailure,ResourceExistsException,ResourceNotFoundException,InternalServiceError,DecryptionFailure
>UpdateSecret UpdateSecretRequest UpdateSecretResponse !InvalidParameterException,InvalidRequestException,LimitExceededException,EncryptionFailure,ResourceExistsException,ResourceNotFoundException,MalformedPolicyDocumentException,InternalServiceError,PreconditionNotMetException,DecryptionFailure
[AddReplicaRegionListType ReplicaRegionType min=1
LAutomaticallyRotateAfterDaysType min=1 max=1000
BBooleanType
"ClientRequestTokenType min=32 max=64
{CreateSecretRequest required=Name
 Name NameType
 ClientRequestToken ClientRequestTokenType token
 Description DescriptionType
 KmsKeyId KmsKeyIdType
 SecretBinary SecretBinaryType
 SecretString SecretStringType
 Tags TagListType
 AddReplicaRegions AddReplicaRegionListType
 ForceOverwriteReplicaSecret BooleanType
 Type MedeaTypeType
{CreateSecretResponse
 ARN SecretARNType
 Name SecretNameType
 VersionId SecretVersionIdType
 ReplicationStatus ReplicationStatusListType
TCreatedDateType
{DecryptionFailure exception
 Message ErrorMessage
{DeleteSecretRequest required=SecretId
 SecretId SecretIdType
 RecoveryWindowInDays RecoveryWindowInDaysType
 ForceDeleteWithoutRecovery BooleanType
{DeleteSecretResponse
 ARN SecretARNType
 Name SecretNameType
 DeletionDate DeletionDateType
TDeletedDateType
TDeletionDateType
{DescribeSecretRequest required=SecretId
 SecretId SecretIdType
{DescribeSecretResponse
 ARN SecretARNType
 Name SecretNameType
 Type MedeaTypeType
 Description DescriptionType
 KmsKeyId KmsKeyIdType
 RotationEnabled RotationEnabledType
 RotationLambdaARN RotationLambdaARNType
 RotationRules RotationRulesType
 ExternalSecretRotationMetadata ExternalSecretRotationMetadataType
 ExternalSecretRotationRoleArn RoleARNType
 LastRotatedDate LastRotatedDateType
 LastChangedDate LastChangedDateType
 LastAccessedDate LastAccessedDateType
 DeletedDate DeletedDateType
 NextRotationDate NextRotationDateType
 Tags TagListType
 VersionIdsToStages SecretVersionsToStagesMapType
 OwningService OwningServiceType
 CreatedDate TimestampType
 PrimaryRegion RegionType
 ReplicationStatus ReplicationStatusListType
"DescriptionType max=2048
"DurationType min=2 max=3
~[0-9]+h
{EncryptionFailure exception
 Message ErrorMessage
"ErrorMessage
{ExternalSecretRotationMetadataItem
 Key ExternalSecretRotationMetadataItemKeyType
 Value ExternalSecretRotationMetadataItemValueType
"ExternalSecretRotationMetadataItemKeyType min=1 max=256
"ExternalSecretRotationMetadataItemValueType min=1 max=2048
[ExternalSecretRotationMetadataType ExternalSecretRotationMetadataItem
{Filter
 Key FilterNameStringType
 Values FilterValuesStringList
"FilterNameStringType enum=description,name,tag-key,tag-value,primary-region,owning-service,all
"FilterValueStringType max=512
~^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$
[FilterValuesStringList FilterValueStringType min=1 max=10
[FiltersListType Filter max=10
{GetResourcePolicyRequest required=SecretId
 SecretId SecretIdType
{GetResourcePolicyResponse
 ARN SecretARNType
 Name NameType
 ResourcePolicy NonEmptyResourcePolicyType
{GetSecretValueRequest required=SecretId
 SecretId SecretIdType
 VersionId SecretVersionIdType
 VersionStage SecretVersionStageType
{GetSecretValueResponse
 ARN SecretARNType
 Name SecretNameType
 VersionId SecretVersionIdType
 SecretBinary SecretBinaryType
 SecretString SecretStringType
 VersionStages SecretVersionStagesType
 CreatedDate CreatedDateType
{InternalServiceError exception fault
 Message ErrorMessage
{InvalidNextTokenException exception
 Message ErrorMessage
{InvalidParameterException exception
 Message ErrorMessage
{InvalidRequestException exception
 Message ErrorMessage
"KmsKeyIdType min=0 max=2048
TLastAccessedDateType
TLastChangedDateType
TLastRotatedDateType
{LimitExceededException exception
 Message ErrorMessage
{ListSecretsRequest
 IncludePlannedDeletion BooleanType
 MaxResults MaxResultsType
 NextToken NextTokenType
 Filters FiltersListType
 SortOrder SortOrderType
 SortBy SortByType
{ListSecretsResponse
 SecretList SecretListType
 NextToken NextTokenType
{MalformedPolicyDocumentException exception
 Message ErrorMessage
#MaxResultsType min=1 max=100
"MedeaTypeType min=0 max=256
"NameType min=1 max=512
TNextRotationDateType
"NextTokenType min=1 max=4096
"NonEmptyResourcePolicyType min=1 max=20480
"OwningServiceType min=1 max=128
{PreconditionNotMetException exception
 Message ErrorMessage
{PutSecretValueRequest required=SecretId
 SecretId SecretIdType
 ClientRequestToken ClientRequestTokenType token
 SecretBinary SecretBinaryType
 SecretString SecretStringType
 VersionStages SecretVersionStagesType
 RotationToken RotationTokenType
{PutSecretValueResponse
 ARN SecretARNType
 Name SecretNameType
 VersionId SecretVersionIdType
 VersionStages SecretVersionStagesType
LRecoveryWindowInDaysType
"RegionType min=1 max=128
~^([a-z]+-)+\d+$
{ReplicaRegionType
 Region RegionType
 KmsKeyId KmsKeyIdType
[ReplicationStatusListType ReplicationStatusType
{ReplicationStatusType
 Region RegionType
 KmsKeyId KmsKeyIdType
 Status StatusType
 StatusMessage StatusMessageType
 LastAccessedDate LastAccessedDateType
{ResourceExistsException exception
 Message ErrorMessage
{ResourceNotFoundException exception
 Message ErrorMessage
"RoleARNType min=20 max=2048
BRotationEnabledType
"RotationLambdaARNType min=0 max=2048
{RotationRulesType
 AutomaticallyAfterDays AutomaticallyRotateAfterDaysType
 Duration DurationType
 ScheduleExpression ScheduleExpressionType
"RotationTokenType min=36 max=256 sensitive
~^[a-zA-Z0-9\-]+$
"ScheduleExpressionType min=1 max=256
~[0-9A-Za-z\(\)#\?\*\-\/, ]+
"SecretARNType min=20 max=2048
XSecretBinaryType min=1 max=65536 sensitive
"SecretIdType min=1 max=2048
{SecretListEntry
 ARN SecretARNType
 Name SecretNameType
 Type MedeaTypeType
 Description DescriptionType
 KmsKeyId KmsKeyIdType
 RotationEnabled RotationEnabledType
 RotationLambdaARN RotationLambdaARNType
 RotationRules RotationRulesType
 ExternalSecretRotationMetadata ExternalSecretRotationMetadataType
 ExternalSecretRotationRoleArn RoleARNType
 LastRotatedDate LastRotatedDateType
 LastChangedDate LastChangedDateType
 LastAccessedDate LastAccessedDateType
 DeletedDate DeletedDateType
 NextRotationDate NextRotationDateType
 Tags TagListType
 SecretVersionsToStages SecretVersionsToStagesMapType
 OwningService OwningServiceType
 CreatedDate TimestampType
 PrimaryRegion RegionType
[SecretListType SecretListEntry
"SecretNameType min=1 max=256
"SecretStringType min=1 max=65536 sensitive
"SecretVersionIdType min=32 max=64
"SecretVersionStageType min=1 max=256
[SecretVersionStagesType SecretVersionStageType min=1 max=20
%SecretVersionsToStagesMapType SecretVersionIdType SecretVersionStagesType
"SortByType enum=created-date,last-accessed-date,last-changed-date,name
"SortOrderType enum=asc,desc
"StatusMessageType min=1 max=4096
"StatusType enum=InSync,Failed,InProgress
{Tag
 Key TagKeyType
 Value TagValueType
"TagKeyType min=1 max=128
[TagListType Tag
"TagValueType min=0 max=256
TTimestampType
{UpdateSecretRequest required=SecretId
 SecretId SecretIdType
 ClientRequestToken ClientRequestTokenType token
 Description DescriptionType
 KmsKeyId KmsKeyIdType
 SecretBinary SecretBinaryType
 SecretString SecretStringType
 Type MedeaTypeType
{UpdateSecretResponse
 ARN SecretARNType
 Name SecretNameType
 VersionId SecretVersionIdType
"""#
}
