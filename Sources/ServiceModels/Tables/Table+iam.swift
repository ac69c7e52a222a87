/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let iam = #"""
@serviceId IAM
@serviceFullName AWS Identity and Access Management
@apiVersion 2010-05-08
@endpointPrefix iam
@xmlNamespace https://iam.amazonaws.com/doc/2010-05-08/
@spokenProtocol query
=AcceptDelegationRequest,AddClientIDToOpenIDConnectProvider,AddUserToGroup,AssociateDelegationRequest,AttachGroupPolicy,AttachUserPolicy,ChangePassword,CreateAccessKey,CreateAccountAlias,CreateDelegationRequest,CreateGroup,CreateLoginProfile,CreateOpenIDConnectProvider,CreatePolicy,CreatePolicyVersion,CreateSAMLProvider,CreateServiceSpecificCredential,CreateUser,CreateVirtualMFADevice,DeactivateMFADevice,DeleteAccessKey,DeleteAccountAlias,DeleteAccountPasswordPolicy,DeleteGroup,DeleteGroupPolicy,DeleteInstanceProfile,DeleteLoginProfile,DeleteOpenIDConnectProvider,DeletePolicy,DeletePolicyVersion,DeleteRolePermissionsBoundary,DeleteRolePolicy,DeleteSAMLProvider,DeleteSSHPublicKey,DeleteServerCertificate,DeleteServiceLinkedRole,DeleteServiceSpecificCredential,DeleteSigningCertificate,DeleteUser,DeleteUserPermissionsBoundary,DeleteUserPolicy,DeleteVirtualMFADevice,DetachGroupPolicy,DetachUserPolicy,DisableOrganizationsRootCredentialsManagement,DisableOrganizationsRootSessions,DisableOutboundWebIdentityFederation,EnableMFADevice,EnableOrganizationsRootCredentialsManagement,EnableOrganizationsRootSessions,EnableOutboundWebIdentityFederation,GenerateCredentialReport,GenerateOrganizationsAccessReport,GenerateServiceLastAccessedDetails,GetAccessKeyLastUsed,GetAccountAuthorizationDetails,GetAccountPasswordPolicy,GetAccountSummary,GetContextKeysForCustomPolicy,GetContextKeysForPrincipalPolicy,GetCredentialReport,GetDelegationRequest,GetGroup,GetGroupPolicy,GetHumanReadableSummary,GetLoginProfile,GetMFADevice,GetOpenIDConnectProvider,GetOrganizationsAccessReport,GetOutboundWebIdentityFederationInfo,GetPolicy,GetPolicyVersion,GetSAMLProvider,GetSSHPublicKey,GetServerCertificate,GetServiceLastAccessedDetails,GetServiceLastAccessedDetailsWithEntities,GetServiceLinkedRoleDeletionStatus,GetUser,GetUserPolicy,ListAccessKeys,ListAccountAliases,ListAttachedGroupPolicies,ListAttachedUserPolicies,ListDelegationRequests,ListEntitiesForPolicy,ListGroupPolicies,ListGroups,ListGroupsForUser,ListInstanceProfileTags,ListInstanceProfiles,ListInstanceProfilesForRole,ListMFADeviceTags,ListMFADevices,ListOpenIDConnectProviderTags,ListOpenIDConnectProviders,ListOrganizationsFeatures,ListPolicies,ListPoliciesGrantingServiceAccess,ListPolicyTags,ListPolicyVersions,ListRoleTags,ListSAMLProviderTags,ListSAMLProviders,ListSSHPublicKeys,ListServerCertificateTags,ListServerCertificates,ListServiceSpecificCredentials,ListSigningCertificates,ListUserPolicies,ListUserTags,ListUsers,ListVirtualMFADevices,PutGroupPolicy,PutRolePermissionsBoundary,PutUserPermissionsBoundary,PutUserPolicy,RejectDelegationRequest,RemoveClientIDFromOpenIDConnectProvider,RemoveRoleFromInstanceProfile,RemoveUserFromGroup,ResetServiceSpecificCredential,ResyncMFADevice,SendDelegationToken,SetDefaultPolicyVersion,SetSecurityTokenServicePreferences,SimulateCustomPolicy,SimulatePrincipalPolicy,TagInstanceProfile,TagMFADevice,TagOpenIDConnectProvider,TagPolicy,TagRole,TagSAMLProvider,TagServerCertificate,TagUser,UntagInstanceProfile,UntagMFADevice,UntagOpenIDConnectProvider,UntagPolicy,UntagRole,UntagSAMLProvider,UntagServerCertificate,UntagUser,UpdateAccessKey,UpdateAccountPasswordPolicy,UpdateAssumeRolePolicy,UpdateDelegationRequest,UpdateGroup,UpdateLoginProfile,UpdateOpenIDConnectProviderThumbprint,UpdateRole,UpdateRoleDescription,UpdateSAMLProvider,UpdateSSHPublicKey,UpdateServerCertificate,UpdateServiceSpecificCredential,UpdateSigningCertificate,UpdateUser,UploadSSHPublicKey,UploadServerCertificate,UploadSigningCertificate
>AddRoleToInstanceProfile AddRoleToInstanceProfileRequest - !NoSuchEntityException,EntityAlreadyExistsException,LimitExceededException,UnmodifiableEntityException,ServiceFailureException
>AttachRolePolicy AttachRolePolicyRequest - !NoSuchEntityException,LimitExceededException,InvalidInputException,UnmodifiableEntityException,PolicyNotAttachableException,ServiceFailureException
>CreateInstanceProfile CreateInstanceProfileRequest CreateInstanceProfileResponse wrapper=CreateInstanceProfileResult !EntityAlreadyExistsException,InvalidInputException,LimitExceededException,ConcurrentModificationException,ServiceFailureException
>CreateRole CreateRoleRequest CreateRoleResponse wrapper=CreateRoleResult !LimitExceededException,InvalidInputException,EntityAlreadyExistsException,MalformedPolicyDocumentException,ConcurrentModificationException,ServiceFailureException
>CreateServiceLinkedRole CreateServiceLinkedRoleRequest CreateServiceLinkedRoleResponse wrapper=CreateServiceLinkedRoleResult !InvalidInputException,LimitExceededException,NoSuchEntityException,ServiceFailureException
>DeleteRole DeleteRoleRequest - !NoSuchEntityException,DeleteConflictException,LimitExceededException,UnmodifiableEntityException,ConcurrentModificationException,ServiceFailureException
>DetachRolePolicy DetachRolePolicyRequest - !NoSuchEntityException,LimitExceededException,InvalidInputException,UnmodifiableEntityException,ServiceFailureException
>GetInstanceProfile GetInstanceProfileRequest GetInstanceProfileResponse wrapper=GetInstanceProfileResult !NoSuchEntityException,ServiceFailureException
>GetRole GetRoleRequest GetRoleResponse wrapper=GetRoleResult !NoSuchEntityException,ServiceFailureException
>GetRolePolicy GetRolePolicyRequest GetRolePolicyResponse wrapper=GetRolePolicyResult !NoSuchEntityException,ServiceFailureException
>ListAttachedRolePolicies ListAttachedRolePoliciesRequest ListAttachedRolePoliciesResponse wrapper=ListAttachedRolePoliciesResult !NoSuchEntityException,InvalidInputException,ServiceFailureException
<Marker Marker MaxItems AttachedPolicies IsTruncated
>ListRolePolicies ListRolePoliciesRequest ListRolePoliciesResponse wrapper=ListRolePoliciesResult !NoSuchEntityException,ServiceFailureException
<Marker Marker MaxItems PolicyNames IsTruncated
>ListRoles ListRolesRequest ListRolesResponse wrapper=ListRolesResult !ServiceFailureException
<Marker Marker MaxItems Roles IsTruncated
>PutRolePolicy PutRolePolicyRequest - !LimitExceededException,MalformedPolicyDocumentException,NoSuchEntityException,UnmodifiableEntityException,ServiceFailureException
?InstanceProfileExists GetInstanceProfile 1 40
:success status 200	
:retry status 404	
?RoleExists GetRole 1 20
:success status 200	
:retry error "NoSuchEntity"	
{AddRoleToInstanceProfileRequest required=InstanceProfileName,RoleName
 InstanceProfileName instanceProfileNameType
 RoleName roleNameType
{AttachRolePolicyRequest required=RoleName,PolicyArn
 RoleName roleNameType
 PolicyArn arnType
{AttachedPermissionsBoundary
 PermissionsBoundaryType PermissionsBoundaryAttachmentType
 PermissionsBoundaryArn arnType
{AttachedPolicy
 PolicyName policyNameType
 PolicyArn arnType
{ConcurrentModificationException exception code=ConcurrentModification status=409
 message ConcurrentModificationMessage
"ConcurrentModificationMessage
{CreateInstanceProfileRequest required=InstanceProfileName
 InstanceProfileName instanceProfileNameType
 Path pathType
 Tags tagListType
{CreateInstanceProfileResponse required=InstanceProfile
 InstanceProfile InstanceProfile
{CreateRoleRequest required=RoleName,AssumeRolePolicyDocument
 Path pathType
 RoleName roleNameType
 AssumeRolePolicyDocument policyDocumentType
 Description roleDescriptionType
 MaxSessionDuration roleMaxSessionDurationType
 PermissionsBoundary arnType
 Tags tagListType
{CreateRoleResponse required=Role
 Role Role
{CreateServiceLinkedRoleRequest required=AWSServiceName
 AWSServiceName groupNameType
 Description roleDescriptionType
 CustomSuffix customSuffixType
{CreateServiceLinkedRoleResponse
 Role Role
{DeleteConflictException exception code=DeleteConflict status=409
 message deleteConflictMessage
{DeleteRoleRequest required=RoleName
 RoleName roleNameType
{DetachRolePolicyRequest required=RoleName,PolicyArn
 RoleName roleNameType
 PolicyArn arnType
{EntityAlreadyExistsException exception code=EntityAlreadyExists status=409
 message entityAlreadyExistsMessage
{GetInstanceProfileRequest required=InstanceProfileName
 InstanceProfileName instanceProfileNameType
{GetInstanceProfileResponse required=InstanceProfile
 InstanceProfile InstanceProfile
{GetRolePolicyRequest required=RoleName,PolicyName
 RoleName roleNameType
 PolicyName policyNameType
{GetRolePolicyResponse required=RoleName,PolicyName,PolicyDocument
 RoleName roleNameType
 PolicyName policyNameType
 PolicyDocument policyDocumentType
{GetRoleRequest required=RoleName
 RoleName roleNameType
{GetRoleResponse required=Role
 Role Role
{InstanceProfile required=Path,InstanceProfileName,InstanceProfileId,Arn,CreateDate,Roles
 Path pathType
 InstanceProfileName instanceProfileNameType
 InstanceProfileId idType
 Arn arnType
 CreateDate dateType
 Roles roleListType
 Tags tagListType
{InvalidInputException exception code=InvalidInput status=400
 message invalidInputMessage
{LimitExceededException exception code=LimitExceeded status=409
 message limitExceededMessage
{ListAttachedRolePoliciesRequest required=RoleName
 RoleName roleNameType
 PathPrefix policyPathType
 Marker markerType
 MaxItems maxItemsType
{ListAttachedRolePoliciesResponse
 AttachedPolicies attachedPoliciesListType
 IsTruncated booleanType
 Marker responseMarkerType
{ListRolePoliciesRequest required=RoleName
 RoleName roleNameType
 Marker markerType
 MaxItems maxItemsType
{ListRolePoliciesResponse required=PolicyNames
 PolicyNames policyNameListType
 IsTruncated booleanType
 Marker responseMarkerType
{ListRolesRequest
 PathPrefix pathPrefixType
 Marker markerType
 MaxItems maxItemsType
{ListRolesResponse required=Roles
 Roles roleListType
 IsTruncated booleanType
 Marker responseMarkerType
{MalformedPolicyDocumentException exception code=MalformedPolicyDocument status=400
 message malformedPolicyDocumentMessage
{NoSuchEntityException exception code=NoSuchEntity status=404
 message noSuchEntityMessage
"PermissionsBoundaryAttachmentType enum=PermissionsBoundaryPolicy
{PolicyNotAttachableException exception code=PolicyNotAttachable status=400
 message policyNotAttachableMessage
{PutRolePolicyRequest required=RoleName,PolicyName,PolicyDocument
 RoleName roleNameType
 PolicyName policyNameType
 PolicyDocument policyDocumentType
{Role required=Path,RoleName,RoleId,Arn,CreateDate
 Path pathType
 RoleName roleNameType
 RoleId idType
 Arn arnType
 CreateDate dateType
 AssumeRolePolicyDocument policyDocumentType
 Description roleDescriptionType
 MaxSessionDuration roleMaxSessionDurationType
 PermissionsBoundary AttachedPermissionsBoundary
 Tags tagListType
 RoleLastUsed RoleLastUsed
{RoleLastUsed
 LastUsedDate dateType
 Region stringType
{ServiceFailureException exception code=ServiceFailure status=500
 message serviceFailureExceptionMessage
{Tag required=Key,Value
 Key tagKeyType
 Value tagValueType
{UnmodifiableEntityException exception code=UnmodifiableEntity status=400
 message unmodifiableEntityMessage
"arnType min=20 max=2048
[attachedPoliciesListType AttachedPolicy
BbooleanType
"customSuffixType min=1 max=64
~[\w+=,.@-]+
TdateType
"deleteConflictMessage
"entityAlreadyExistsMessage
"groupNameType min=1 max=128
~[\w+=,.@-]+
"idType min=16 max=128
~[\w]+
"instanceProfileNameType min=1 max=128
~[\w+=,.@-]+
"invalidInputMessage
"limitExceededMessage
"malformedPolicyDocumentMessage
"markerType min=1 max=320
~[\u0020-\u00FF]+
#maxItemsType min=1 max=1000
"noSuchEntityMessage
"pathPrefixType min=1 max=512
~\u002F[\u0021-\u007F]*
"pathType min=1 max=512
~(\u002F)|(\u002F[\u0021-\u007E]+\u002F)
"policyDocumentType min=1 max=131072
~[\u0009\u000A\u000D\u0020-\u00FF]+
[policyNameListType policyNameType
"policyNameType min=1 max=128
~[\w+=,.@-]+
"policyNotAttachableMessage
"policyPathType min=1 max=512
~((/[A-Za-z0-9\.,\+@=_-]+)*)/
"responseMarkerType
"roleDescriptionType max=1000
~[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*
[roleListType Role
#roleMaxSessionDurationType min=3600 max=43200
"roleNameType min=1 max=64
~[\w+=,.@-]+
"serviceFailureExceptionMessage
"stringType
"tagKeyType min=1 max=128
~[\p{L}\p{Z}\p{N}_.:/=+\-@]+
[tagListType Tag max=50
"tagValueType min=0 max=256
~[\p{L}\p{Z}\p{N}_.:/=+\-@]*
"unmodifiableEntityMessage
"""#
}
