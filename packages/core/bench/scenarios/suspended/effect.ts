/**
 * Effect: children of one fiber that wait for ever, and their interruption.
 */
import { Effect, Exit, Fiber, Scope } from "effect"
import { prepared } from "../../harness/Program.ts"
import { bytesPerChild, type Suspend } from "./heap.ts"
import { interrupted, wait } from "./wait.ts"

const suspendChildren: Suspend = async (n) => {
  const { started, child } = wait(n)
  const parent = Effect.runFork(
    Effect.gen(function* () {
      for (let i = 0; i < n; i++) yield* Effect.forkChild(child)
      return yield* Effect.never
    })
  )
  await started
  return () => Effect.runPromise(Fiber.interrupt(parent))
}

const suspendInScope: Suspend = async (n) => {
  const { started, child } = wait(n)
  const scope = await Effect.runPromise(Scope.make("parallel"))
  const parent = Effect.runFork(
    Effect.gen(function* () {
      for (let i = 0; i < n; i++) yield* Effect.forkIn(child, scope)
      return yield* Effect.never
    })
  )
  await started
  return () => Effect.runPromise(Effect.andThen(Fiber.interrupt(parent), Scope.close(scope, Exit.void)))
}

export const forkChildBytes = bytesPerChild(suspendChildren)

export const forkInBytes = bytesPerChild(suspendInScope)

export const forkChildInterrupt = prepared((n) => interrupted(suspendChildren, n))

export const forkInInterrupt = prepared((n) => interrupted(suspendInScope, n))
