/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let sts = #"""
@serviceId STS
@serviceFullName AWS Security Token Service
@apiVersion 2011-06-15
@endpointPrefix sts
@xmlNamespace https://sts.amazonaws.com/doc/2011-06-15/
@spokenProtocol query
=AssumeRoleWithSAML,AssumeRoleWithWebIdentity,AssumeRoot,DecodeAuthorizationMessage,GetAccessKeyInfo,GetDelegatedAccessToken,GetFederationToken,GetSessionToken,GetWebIdentityToken
>AssumeRole AssumeRoleRequest AssumeRoleResponse wrapper=AssumeRoleResult !MalformedPolicyDocumentException,PackedPolicyTooLargeException,RegionDisabledException,ExpiredTokenException
>GetCallerIdentity GetCallerIdentityRequest GetCallerIdentityResponse wrapper=GetCallerIdentityResult !
{AssumeRoleRequest required=RoleArn,RoleSessionName
 RoleArn arnType
 RoleSessionName roleSessionNameType
 PolicyArns policyDescriptorListType
 Policy unrestrictedSessionPolicyDocumentType
 DurationSeconds roleDurationSecondsType
 Tags tagListType
 TransitiveTagKeys tagKeyListType
 ExternalId externalIdType
 SerialNumber serialNumberType
 TokenCode tokenCodeType
 SourceIdentity sourceIdentityType
 ProvidedContexts ProvidedContextsListType
{AssumeRoleResponse
 Credentials Credentials
 AssumedRoleUser AssumedRoleUser
 PackedPolicySize nonNegativeIntegerType
 SourceIdentity sourceIdentityType
{AssumedRoleUser required=AssumedRoleId,Arn
 AssumedRoleId assumedRoleIdType
 Arn arnType
{Credentials required=AccessKeyId,SecretAccessKey,SessionToken,Expiration
 AccessKeyId accessKeyIdType
 SecretAccessKey accessKeySecretType
 SessionToken tokenType
 Expiration dateType
{ExpiredTokenException exception code=ExpiredTokenException status=400
 message expiredIdentityTokenMessage
{GetCallerIdentityRequest
{GetCallerIdentityResponse
 UserId userIdType
 Account accountType
 Arn arnType
{MalformedPolicyDocumentException exception code=MalformedPolicyDocument status=400
 message malformedPolicyDocumentMessage
{PackedPolicyTooLargeException exception code=PackedPolicyTooLarge status=400
 message packedPolicyTooLargeMessage
{PolicyDescriptorType
 arn arnType
{ProvidedContext
 ProviderArn arnType
 ContextAssertion contextAssertionType
[ProvidedContextsListType ProvidedContext min=1 max=5
{RegionDisabledException exception code=RegionDisabledException status=403
 message regionDisabledMessage
{Tag required=Key,Value
 Key tagKeyType
 Value tagValueType
"accessKeyIdType min=16 max=128
~[\w]*
"accessKeySecretType sensitive
"accountType
"arnType min=20 max=2048
~[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+
"assumedRoleIdType min=2 max=193
~[\w+=,.@:-]*
"contextAssertionType min=4 max=2048
TdateType
"expiredIdentityTokenMessage
"externalIdType min=2 max=1224
~[\w+=,.@:\/-]*
"malformedPolicyDocumentMessage
#nonNegativeIntegerType min=0
"packedPolicyTooLargeMessage
[policyDescriptorListType PolicyDescriptorType
"regionDisabledMessage
#roleDurationSecondsType min=900 max=43200
"roleSessionNameType min=2 max=64
~[\w+=,.@-]*
"serialNumberType min=9 max=256
~[\w+=/:,.@-]*
"sourceIdentityType min=2 max=64
~[\w+=,.@-]*
[tagKeyListType tagKeyType max=50
"tagKeyType min=1 max=128
~[\p{L}\p{Z}\p{N}_.:/=+\-@]+
[tagListType Tag max=50
"tagValueType min=0 max=256
~[\p{L}\p{Z}\p{N}_.:/=+\-@]*
"tokenCodeType min=6 max=6
~[\d]*
"tokenType
"unrestrictedSessionPolicyDocumentType min=1
~[\u0009\u000A\u000D\u0020-\u00FF]+
"userIdType
"""#
}
