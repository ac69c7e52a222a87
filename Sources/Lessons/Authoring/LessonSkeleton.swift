/// A lesson to begin with: one step to do, one prediction, one question, each with all that the rules ask for.
///
/// In: an id and a title. Out: the text of a `lesson.md` that passes lint and test as it is. Writes nothing.
/// Source: lesson format, section 10.
package enum LessonSkeleton {
  /// - Throws: where the id is none.
  package static func text(id: String, title: String? = nil) throws(LessonSkeletonError) -> String {
    guard Identifier.isKebabCase(id) else { throw .notAnID(id) }
    let title = title ?? id.split(separator: "-").joined(separator: " ").capitalizedFirst
    let safe = TextSafety.withoutForbidden(title, alsoLineEnds: true)
    return template.replacing("@TITLE@", with: "\"\(safe.replacing("\\", with: "").replacing("\"", with: "'"))\"")
      .replacing("@ID@", with: id)
  }

  private static let template = """
    ---
    format: drydock-lesson/1
    id: @ID@
    version: 0.1.0
    title: @TITLE@
    level: beginner
    minutes: 5
    requires: []
    objectives:
      - id: make
        text: Create a cluster and find it again
      - id: left
        text: Tell what is left of a deleted cluster
    world:
      fixture: harbor
      seed: 1
    review: [make, left, which]
    ---

    Say in two sentences why this matters. Then the learner types.

    ## Create a cluster {#make kind=do objectives=make minutes=2}

    Create a cluster with the name `@ID@`.

    ```yaml check
    - id: active
      say: There is an active cluster called `@ID@`
      run: aws ecs describe-clusters --clusters @ID@
      query: clusters[0].status
      is: ACTIVE
    ```

    ```yaml diagnose
    - id: no-name
      when:
        run: aws ecs describe-clusters --clusters default
        query: clusters[0].status
        is: ACTIVE
      say: |
        There is a new cluster, and it is called `default`: that is the name when none is given.
        Type `undo`, then add `--cluster-name @ID@`.
    ```

    ```text hint
    `aws ecs help` lists what can be done with clusters.
    ```

    ```sh hint
    aws ecs create-____ --cluster-name ____
    ```

    ```sh solution
    aws ecs create-cluster --cluster-name @ID@
    ```

    ```sh attempt id=left-the-name-out expect=no-name
    aws ecs create-cluster
    ```

    ```text debrief
    Say what was learned, in one sentence.
    ```

    ## What is left? {#left kind=predict objectives=left minutes=1}

    The next command deletes the cluster.

    ```sh predict
    aws ecs delete-cluster --cluster @ID@
    ```

    ```yaml ask
    - id: status
      text: What does `describe-clusters` say about it a minute later?
      at: 1m
      run: aws ecs describe-clusters --clusters @ID@
      query: clusters[0].status
      options: [ACTIVE, INACTIVE, DEPROVISIONING]
      feedback:
        ACTIVE: The command was accepted, and an empty cluster goes at once.
        DEPROVISIONING: That takes time where capacity providers must be taken down. There are none.
    ```

    ## Which list? {#which kind=quiz objectives=left,make minutes=1}

    Does `aws ecs list-clusters` show a deleted cluster?

    ```yaml choices
    - id: shown
      text: Yes, with the status INACTIVE
      why: A list shows what can be used. The record is found by its name alone.
    - id: gone
      text: No, it lists active clusters only
      correct: true
      why: "`describe-clusters` still finds the record, for a while."
    ```

    """
}

package enum LessonSkeletonError: Error, Hashable, Sendable {
  case notAnID(String)

  package var message: String {
    switch self {
    case .notAnID(let text): Identifier.message("a lesson's id", text)
    }
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
