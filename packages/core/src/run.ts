/** @since 0.1.0 */
import type * as Effect from "effect/Effect"
import type { TaskScope } from "./handle.ts"
import { drive } from "./internal/body.ts"
import { configure, open } from "./internal/open.ts"
import { RunHandle } from "./internal/handle.ts"
import { failFast } from "./internal/policies.ts"
import type { CompletionOf, DeadlineErrorOf, DeadlineValueOf, ErrorOf, ServicesOf, Yieldable } from "./Operation.ts"
import type { RunOptions } from "./options.ts"

/**
 * Runs `body` in a scope of its own, and ends when the body and every task have ended.
 *
 * The first failure, of the body or of a task, interrupts everything else, waits for it, and is what the scope fails
 * with; failures on the way out are kept behind it in the cause. Interrupting the caller interrupts the scope and waits.
 * The body runs in its own fiber, so a scope that fails does not interrupt its caller. `finally` blocks and `using`
 * declarations of the body run however it ends, and what they yield is not interrupted.
 */
export const run: <Y extends Yieldable, A, O extends RunOptions = {}>(
  body: (scope: TaskScope) => Generator<Y, A, never>,
  options?: O
) => Effect.Effect<A | CompletionOf<Y> | DeadlineValueOf<O>, ErrorOf<Y> | DeadlineErrorOf<O>, ServicesOf<Y>> = (
  body,
  options
) =>
  open(configure("TaskScope.run", options, body.name), failFast, (scope) =>
    // The handle types the operations of the runtime, which knows them untyped.
    drive(scope, () => body(new RunHandle(scope) as unknown as TaskScope))
  )
