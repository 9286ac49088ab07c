/** What a scope does when a task fails. */
import type { Policy } from "./scope.ts"

/** The first failure interrupts the scope; later ones are kept behind it. */
export const failFast: Policy = {
  supervised: false,
  failed: (scope, task, cause) => {
    scope.record(cause)
    scope.interrupt({ _tag: "ChildFailed", scope: scope.name, task: task.name })
  }
}
