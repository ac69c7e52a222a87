/// Made by make-tables.py (which describes the form) from botocore 1.43.11. Do not edit.
// swift-format-ignore-file
extension ServiceTable {
  static let ecr = #"""
@serviceId ECR
@serviceFullName Amazon Elastic Container Registry
@apiVersion 2015-09-21
@targetPrefix AmazonEC2ContainerRegistry_V20150921
@jsonVersion 1.1
@endpointPrefix api.ecr
@signingName ecr
@spokenProtocol json
>BatchDeleteImage BatchDeleteImageRequest BatchDeleteImageResponse !ServerException,InvalidParameterException,RepositoryNotFoundException
>BatchGetImage BatchGetImageRequest BatchGetImageResponse !ServerException,InvalidParameterException,RepositoryNotFoundException,LimitExceededException,UnableToGetUpstreamImageException
>CreateRepository CreateRepositoryRequest CreateRepositoryResponse !ServerException,InvalidParameterException,InvalidTagParameterException,TooManyTagsException,RepositoryAlreadyExistsException,LimitExceededException,KmsException
>DeleteRepository DeleteRepositoryRequest DeleteRepositoryResponse !ServerException,InvalidParameterException,RepositoryNotFoundException,RepositoryNotEmptyException,KmsException
>DescribeImages DescribeImagesRequest DescribeImagesResponse !ServerException,InvalidParameterException,RepositoryNotFoundException,ImageNotFoundException
<nextToken nextToken maxResults imageDetails -
>DescribeRepositories DescribeRepositoriesRequest DescribeRepositoriesResponse !ServerException,InvalidParameterException,RepositoryNotFoundException
<nextToken nextToken maxResults repositories -
>GetAuthorizationToken GetAuthorizationTokenRequest GetAuthorizationTokenResponse !ServerException,InvalidParameterException
>ListImages ListImagesRequest ListImagesResponse !ServerException,InvalidParameterException,RepositoryNotFoundException
<nextToken nextToken maxResults imageIds -
>PutImage PutImageRequest PutImageResponse !ServerException,InvalidParameterException,RepositoryNotFoundException,ImageAlreadyExistsException,LayersNotFoundException,ReferencedImagesNotFoundException,LimitExceededException,ImageTagAlreadyExistsException,ImageDigestDoesNotMatchException,KmsException
"Arn
{AuthorizationData
 authorizationToken Base64
 expiresAt ExpirationTimestamp
 proxyEndpoint ProxyEndpoint
[AuthorizationDataList AuthorizationData
"Base64
~^\S+$
{BatchDeleteImageRequest required=repositoryName,imageIds
 registryId RegistryId
 repositoryName RepositoryName
 imageIds ImageIdentifierList
{BatchDeleteImageResponse
 imageIds ImageIdentifierList
 failures ImageFailureList
{BatchGetImageRequest required=repositoryName,imageIds
 registryId RegistryId
 repositoryName RepositoryName
 imageIds ImageIdentifierList
 acceptedMediaTypes MediaTypeList
{BatchGetImageResponse
 images ImageList
 failures ImageFailureList
{CreateRepositoryRequest required=repositoryName
 registryId RegistryId
 repositoryName RepositoryName
 tags TagList
 imageTagMutability ImageTagMutability
 imageTagMutabilityExclusionFilters ImageTagMutabilityExclusionFilters
 imageScanningConfiguration ImageScanningConfiguration
 encryptionConfiguration EncryptionConfiguration
{CreateRepositoryResponse
 repository Repository
TCreationTimestamp
{DeleteRepositoryRequest required=repositoryName
 registryId RegistryId
 repositoryName RepositoryName
 force ForceFlag
{DeleteRepositoryResponse
 repository Repository
{DescribeImagesFilter
 tagStatus TagStatus
 imageStatus ImageStatusFilter
{DescribeImagesRequest required=repositoryName
 registryId RegistryId
 repositoryName RepositoryName
 imageIds ImageIdentifierList
 nextToken NextToken
 maxResults MaxResults
 filter DescribeImagesFilter
{DescribeImagesResponse
 imageDetails ImageDetailList
 nextToken NextToken
{DescribeRepositoriesRequest
 registryId RegistryId
 repositoryNames RepositoryNameList
 nextToken NextToken
 maxResults MaxResults
{DescribeRepositoriesResponse
 repositories RepositoryList
 nextToken NextToken
{EncryptionConfiguration required=encryptionType
 encryptionType EncryptionType
 kmsKey KmsKey
"EncryptionType enum=AES256,KMS,KMS_DSSE
"ExceptionMessage
TExpirationTimestamp
"FindingSeverity enum=INFORMATIONAL,LOW,MEDIUM,HIGH,CRITICAL,UNDEFINED
%FindingSeverityCounts FindingSeverity SeverityCount
BForceFlag
[GetAuthorizationTokenRegistryIdList RegistryId min=1 max=10
{GetAuthorizationTokenRequest
 registryIds GetAuthorizationTokenRegistryIdList deprecated
{GetAuthorizationTokenResponse
 authorizationData AuthorizationDataList
{Image
 registryId RegistryId
 repositoryName RepositoryName
 imageId ImageIdentifier
 imageManifest ImageManifest
 imageManifestMediaType MediaType
{ImageAlreadyExistsException exception
 message ExceptionMessage
{ImageDetail
 registryId RegistryId
 repositoryName RepositoryName
 imageDigest ImageDigest
 imageTags ImageTagList
 imageSizeInBytes ImageSizeInBytes
 imagePushedAt PushTimestamp
 imageScanStatus ImageScanStatus
 imageScanFindingsSummary ImageScanFindingsSummary
 imageManifestMediaType MediaType
 artifactMediaType MediaType
 lastRecordedPullTime RecordedPullTimestamp
 subjectManifestDigest ImageDigest
 imageStatus ImageStatus
 lastArchivedAt LastArchivedAtTimestamp
 lastActivatedAt LastActivatedAtTimestamp
[ImageDetailList ImageDetail
"ImageDigest
{ImageDigestDoesNotMatchException exception
 message ExceptionMessage
{ImageFailure
 imageId ImageIdentifier
 failureCode ImageFailureCode
 failureReason ImageFailureReason
"ImageFailureCode enum=InvalidImageDigest,InvalidImageTag,ImageTagDoesNotMatchDigest,ImageNotFound,MissingDigestAndTag,ImageReferencedByManifestList,KmsError,UpstreamAccessDenied,UpstreamTooManyRequests,UpstreamUnavailable,ImageInaccessible
[ImageFailureList ImageFailure
"ImageFailureReason
{ImageIdentifier
 imageDigest ImageDigest
 imageTag ImageTag
[ImageIdentifierList ImageIdentifier min=1 max=100
[ImageList Image
"ImageManifest min=1 max=4194304
{ImageNotFoundException exception
 message ExceptionMessage
{ImageScanFindingsSummary
 imageScanCompletedAt ScanTimestamp
 vulnerabilitySourceUpdatedAt VulnerabilitySourceUpdateTimestamp
 findingSeverityCounts FindingSeverityCounts
{ImageScanStatus
 status ScanStatus
 description ScanStatusDescription
{ImageScanningConfiguration
 scanOnPush ScanOnPushFlag
LImageSizeInBytes
"ImageStatus enum=ACTIVE,ARCHIVED,ACTIVATING
"ImageStatusFilter enum=ACTIVE,ARCHIVED,ACTIVATING,ANY
"ImageTag min=1 max=300
{ImageTagAlreadyExistsException exception
 message ExceptionMessage
[ImageTagList ImageTag
"ImageTagMutability enum=MUTABLE,IMMUTABLE,IMMUTABLE_WITH_EXCLUSION,MUTABLE_WITH_EXCLUSION
{ImageTagMutabilityExclusionFilter required=filterType,filter
 filterType ImageTagMutabilityExclusionFilterType
 filter ImageTagMutabilityExclusionFilterValue
"ImageTagMutabilityExclusionFilterType enum=WILDCARD
"ImageTagMutabilityExclusionFilterValue min=1 max=128
~^[0-9a-zA-Z._*-]{1,128}$
[ImageTagMutabilityExclusionFilters ImageTagMutabilityExclusionFilter min=1 max=5
{InvalidParameterException exception
 message ExceptionMessage
{InvalidTagParameterException exception
 message ExceptionMessage
"KmsError
{KmsException exception
 message ExceptionMessage
 kmsError KmsError
"KmsKey min=1 max=2048
TLastActivatedAtTimestamp
TLastArchivedAtTimestamp
{LayersNotFoundException exception
 message ExceptionMessage
{LimitExceededException exception
 message ExceptionMessage
{ListImagesFilter
 tagStatus TagStatus
 imageStatus ImageStatusFilter
{ListImagesRequest required=repositoryName
 registryId RegistryId
 repositoryName RepositoryName
 nextToken NextToken
 maxResults MaxResults
 filter ListImagesFilter
{ListImagesResponse
 imageIds ImageIdentifierList
 nextToken NextToken
#MaxResults min=1 max=1000
"MediaType
[MediaTypeList MediaType min=1 max=100
"NextToken
"ProxyEndpoint
TPushTimestamp
{PutImageRequest required=repositoryName,imageManifest
 registryId RegistryId
 repositoryName RepositoryName
 imageManifest ImageManifest
 imageManifestMediaType MediaType
 imageTag ImageTag
 imageDigest ImageDigest
{PutImageResponse
 image Image
TRecordedPullTimestamp
{ReferencedImagesNotFoundException exception
 message ExceptionMessage
"RegistryId
~[0-9]{12}
{Repository
 repositoryArn Arn
 registryId RegistryId
 repositoryName RepositoryName
 repositoryUri Url
 createdAt CreationTimestamp
 imageTagMutability ImageTagMutability
 imageTagMutabilityExclusionFilters ImageTagMutabilityExclusionFilters
 imageScanningConfiguration ImageScanningConfiguration
 encryptionConfiguration EncryptionConfiguration
{RepositoryAlreadyExistsException exception
 message ExceptionMessage
[RepositoryList Repository
"RepositoryName min=2 max=256
~[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*
[RepositoryNameList RepositoryName min=1 max=100
{RepositoryNotEmptyException exception
 message ExceptionMessage
{RepositoryNotFoundException exception
 message ExceptionMessage
BScanOnPushFlag
"ScanStatus enum=IN_PROGRESS,COMPLETE,FAILED,UNSUPPORTED_IMAGE,ACTIVE,PENDING,SCAN_ELIGIBILITY_EXPIRED,FINDINGS_UNAVAILABLE,LIMIT_EXCEEDED,IMAGE_ARCHIVED
"ScanStatusDescription
TScanTimestamp
{ServerException exception fault
 message ExceptionMessage
#SeverityCount min=0
{Tag required=Key,Value
 Key TagKey
 Value TagValue
"TagKey
[TagList Tag
"TagStatus enum=TAGGED,UNTAGGED,ANY
"TagValue
{TooManyTagsException exception
 message ExceptionMessage
{UnableToGetUpstreamImageException exception
 message ExceptionMessage
"Url
TVulnerabilitySourceUpdateTimestamp
"""#
}
