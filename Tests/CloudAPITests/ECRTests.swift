/// Amazon ECR at the border, and what tasks pull from it.
///
/// Texts: API sheet, section 5 (ecr); runtime sheet, section 1.12 (a tag that is missing).
import Cloud
import CloudAPI
import Documents
import Testing

@Suite("Amazon ECR") struct ECRTests {
  private var cloud = TestCloud()

  @discardableResult
  private mutating func call(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "ecr")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "ecr")
  }
  private mutating func push(_ tag: String) throws -> Document {
    try call("PutImage", #"{"repositoryName":"web","imageTag":"\#(tag)","imageManifest":"{\"schemaVersion\":2}"}"#)
  }

  @Test mutating func aRepositoryIsMadeShownAndDeleted() throws {
    let made = try call("CreateRepository", #"{"repositoryName":"web"}"#)["repository"]
    #expect(made?["repositoryUri"] == "123456789012.dkr.ecr.us-east-1.amazonaws.com/web")
    #expect(made?["repositoryArn"] == "arn:aws:ecr:us-east-1:123456789012:repository/web")
    #expect(
      try refusal("CreateRepository", #"{"repositoryName":"web"}"#)
        == "RepositoryAlreadyExistsException: The repository with name 'web' already exists in the registry with id "
        + "'123456789012'")
    _ = try push("1")
    #expect(try refusal("DeleteRepository", #"{"repositoryName":"web"}"#).hasPrefix("RepositoryNotEmptyException"))
    try call("DeleteRepository", #"{"repositoryName":"web","force":true}"#)
    #expect(
      try refusal("DescribeRepositories", #"{"repositoryNames":["web"]}"#)
        == "RepositoryNotFoundException: The repository with name 'web' does not exist in the registry with id "
        + "'123456789012'")
  }

  @Test mutating func aRepositoryIsShownAsToolsReadItBack() throws {
    try call("CreateRepository", #"{"repositoryName":"web","tags":[{"Key":"team","Value":"core"}]}"#)
    let arn = "arn:aws:ecr:us-east-1:123456789012:repository/web"
    #expect(
      try call("ListTagsForResource", #"{"resourceArn":"\#(arn)"}"#)["tags"] == [["Key": "team", "Value": "core"]])
    try call("PutImageTagMutability", #"{"repositoryName":"web","imageTagMutability":"IMMUTABLE"}"#)
    #expect(try call("DescribeRepositories")["repositories"]?[0]?["imageTagMutability"] == "IMMUTABLE")
    for kind in ["Repository", "Lifecycle"] {
      #expect(
        try refusal("Get\(kind)Policy", #"{"repositoryName":"web"}"#)
          == "\(kind)PolicyNotFoundException: \(kind) policy does not exist for the repository with name 'web' in the "
          + "registry with id '123456789012'")
    }
  }

  @Test mutating func anImageIsTaggedAnewAndDeleted() throws {
    try call("CreateRepository", #"{"repositoryName":"web"}"#)
    let first = try push("1")["image"]
    let got = try call("BatchGetImage", #"{"repositoryName":"web","imageIds":[{"imageTag":"1"}]}"#)["images"]?[0]
    let manifest = Document.string(try #require(got?["imageManifest"]?.string)).written()
    try call("PutImage", #"{"repositoryName":"web","imageTag":"stable","imageManifest":\#(manifest)}"#)
    let details = try call("DescribeImages", #"{"repositoryName":"web"}"#)["imageDetails"]
    #expect(details?.list?.count == 1 && details?[0]?["imageTags"] == ["1", "stable"])
    #expect(details?[0]?["imageDigest"] == first?["imageId"]?["imageDigest"])
    #expect(
      try refusal("PutImage", #"{"repositoryName":"web","imageTag":"stable","imageManifest":\#(manifest)}"#)
        .hasPrefix("ImageAlreadyExistsException: Image with digest 'sha256:"))
    let gone = try call(
      "BatchDeleteImage", #"{"repositoryName":"web","imageIds":[{"imageTag":"1"},{"imageTag":"x"}]}"#)
    #expect(gone["imageIds"]?[0]?["imageTag"] == "1")
    #expect(gone["failures"]?[0]?["failureCode"] == "ImageNotFound")
    #expect(try call("ListImages", #"{"repositoryName":"web"}"#)["imageIds"]?[0]?["imageTag"] == "stable")
    #expect(
      try refusal("DescribeImages", #"{"repositoryName":"web","imageIds":[{"imageTag":"1"}]}"#)
        == "ImageNotFoundException: The image with imageId {imageTag:'1'} does not exist within the repository with "
        + "name 'web' in the registry with id '123456789012'")
  }

  @Test mutating func aTagPushedAgainIsAnotherImage() throws {
    try call("CreateRepository", #"{"repositoryName":"web"}"#)
    let first = try push("1")["image"]?["imageId"]?["imageDigest"]
    #expect(try push("1")["image"]?["imageId"]?["imageDigest"] != first)
    try call("CreateRepository", #"{"repositoryName":"fixed","imageTagMutability":"IMMUTABLE"}"#)
    let input = #"{"repositoryName":"fixed","imageTag":"1","imageManifest":"{}"}"#
    try call("PutImage", input)
    #expect(try refusal("PutImage", input).hasPrefix("ImageTagAlreadyExistsException"))
  }

  /// ECR User Guide, "Retagging an image": the same manifest is the same image, whatever tag it gets.
  @Test mutating func aManifestIsOneImageUnderAllItsTags() throws {
    try call("CreateRepository", #"{"repositoryName":"web"}"#)
    func input(_ tag: String, _ digit: String) -> String {
      #"{"repositoryName":"web","imageTag":"\#(tag)","imageManifest":"{\"config\":{\"digest\":\"sha256:\#(digit)\"}}"}"#
    }
    let first = try call("PutImage", input("1", "a1"))["image"]?["imageId"]?["imageDigest"]
    #expect(try call("PutImage", input("stable", "a1"))["image"]?["imageId"]?["imageDigest"] == first)
    #expect(
      try refusal("PutImage", input("stable", "a1"))
        == "ImageAlreadyExistsException: Image with digest '\(first?.string ?? "")' and tag 'stable' already exists in "
        + "the repository with name 'web' in registry with id '123456789012'")
    #expect(try call("PutImage", input("stable", "b2"))["image"]?["imageId"]?["imageDigest"] != first)
    let details = try call("DescribeImages", #"{"repositoryName":"web"}"#)["imageDetails"]?.list
    #expect(details?.map { $0["imageTags"] } == [["1"], ["stable"]])
  }

  /// ECR API reference, ImageFailure.
  @Test(arguments: [
    ("{}", "MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null"),
    (
      #"{"imageDigest":"abc"}"#, "InvalidImageDigest",
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"
    ),
    (#"{"imageTag":"none"}"#, "ImageNotFound", "Requested image not found"),
  ])
  func anIdThatNamesNoImageSaysWhy(id: String, code: String, reason: String) throws {
    var tests = self
    try tests.call("CreateRepository", #"{"repositoryName":"web"}"#)
    for operation in ["BatchDeleteImage", "BatchGetImage"] {
      let failure = try tests.call(operation, #"{"repositoryName":"web","imageIds":[\#(id)]}"#)["failures"]?[0]
      #expect(failure?["failureCode"]?.string == code && failure?["failureReason"]?.string == reason)
    }
  }

  @Test mutating func aRepositoryShowsWhatItWasGiven() throws {
    let made = try call(
      "CreateRepository",
      #"{"repositoryName":"web","imageScanningConfiguration":{"scanOnPush":true},"#
        + #""encryptionConfiguration":{"encryptionType":"KMS","kmsKey":"arn:aws:kms:us-east-1:123456789012:key/1"}}"#)
    #expect(made["repository"]?["imageScanningConfiguration"] == ["scanOnPush": true])
    #expect(made["repository"]?["encryptionConfiguration"]?["encryptionType"] == "KMS")
    let plain = try call("CreateRepository", #"{"repositoryName":"api"}"#)["repository"]
    #expect(plain?["imageScanningConfiguration"] == ["scanOnPush": false])
    #expect(plain?["encryptionConfiguration"] == ["encryptionType": "AES256"])
  }

  @Test mutating func tasksPullWhatIsThere() throws {
    try call("CreateRepository", #"{"repositoryName":"web"}"#)
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    let image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1"
    try cloud.call(
      "RegisterTaskDefinition",
      #"""
      {"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
       "executionRoleArn":"arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
       "containerDefinitions":[{"name":"web","image":"\#(image)","essential":true}]}
      """#)
    #expect(try cloud.runWeb()?["stoppedReason"]?.string?.contains("not found") == true)
    let pushed = try push("1")["image"]?["imageId"]?["imageDigest"]
    let task = try cloud.runWeb()
    #expect(task?["lastStatus"] == "RUNNING")
    #expect(task?["containers"]?[0]?["imageDigest"] == pushed)
  }
}
