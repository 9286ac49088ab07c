/**
 * Heddle: children of one scope that wait for ever, and their interruption.
 */
import { TaskScope } from "@heddle/core"
import { Effect, Fiber } from "effect"
import { prepared } from "../../harness/Program.ts"
import { bytesPerChild, type Suspend } from "./heap.ts"
import { forked, interrupted, wait } from "./wait.ts"

export const suspendChildren: Suspend = async (n) => {
  const { started, child } = wait(n)
  const owner = Effect.runFork(
    TaskScope.run(function* (scope) {
      for (let i = 0; i < n; i++) yield* scope.fork(child)
      yield* Effect.never
    })
  )
  await started
  return () => Effect.runPromise(Fiber.interrupt(owner))
}

/** Made beforehand: the names themselves are the caller's memory, not the scope's. */
const names = Array.from({ length: 20_000 }, (_, i) => `worker ${i}`)

const suspendNamedAndHeld: Suspend = async (n) => {
  const { started, child } = wait(n)
  const owner = Effect.runFork(
    TaskScope.run(function* (scope) {
      const tasks: Array<TaskScope.Task<never>> = []
      for (let i = 0; i < n; i++) tasks.push(yield* scope.fork(child, { name: names[i] ?? "" }))
      yield* Effect.never
      return tasks // keeps the list alive while the body waits
    })
  )
  await started
  return () => Effect.runPromise(Fiber.interrupt(owner))
}

export const bytes = bytesPerChild(suspendChildren)

export const bytesNamedAndHeld = bytesPerChild(suspendNamedAndHeld)

export const fork = prepared((n) => Promise.resolve(forked(suspendChildren, n)))

export const interrupt = prepared((n) => interrupted(suspendChildren, n))
