import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber } from "effect"
import { TaskScope } from "../../src/index.ts"
import { settle, start } from "../support/fibers.ts"
import { outcomeNow, outcomeOf } from "../support/outcome.ts"

const interruptsItself = Effect.andThen(Effect.yieldNow, Effect.interrupt)

/** Nobody interrupts the caller of these, so what comes out is never interruption alone. */
const uninterruptedCallers: Record<string, readonly [Effect.Effect<unknown, unknown>, string]> = {
  "a body that interrupts itself": [
    TaskScope.run(function* () {
      yield* interruptsItself
    }),
    "Die TaskInterruptedError"
  ],
  "a body that interrupts itself at once": [
    TaskScope.run(function* () {
      yield* Effect.interrupt
    }),
    "Die TaskInterruptedError"
  ],
  "a body that joins a fiber that was interrupted": [
    TaskScope.run(function* () {
      const foreign = yield* Effect.forkDetach(Effect.never)
      yield* Fiber.interrupt(foreign)
      yield* Fiber.join(foreign)
    }),
    "Die TaskInterruptedError"
  ],
  "a body that joins a child that interrupted itself": [
    TaskScope.run(function* (scope) {
      const task = yield* scope.fork(interruptsItself)
      yield* task.join
    }),
    "Die TaskInterruptedError"
  ],
  "a body that joins a child that it interrupted": [
    TaskScope.run(function* (scope) {
      const task = yield* scope.fork(Effect.never)
      yield* task.interrupt
      yield* task.join
    }),
    "Die TaskInterruptedError"
  ],
  "a supervised body that joins a child that interrupted itself": [
    TaskScope.supervise(function* (scope) {
      const task = yield* scope.fork(interruptsItself)
      yield* task.join
    }),
    "Die TaskInterruptedError"
  ],
  "a child that interrupts itself": [
    TaskScope.run(function* (scope) {
      yield* scope.fork(interruptsItself)
    }),
    "Success undefined"
  ],
  "a child in which Effect.all is interrupted": [
    TaskScope.run(function* (scope) {
      yield* scope.fork(Effect.all([interruptsItself, Effect.never], { concurrency: "unbounded" }))
    }),
    "Success undefined"
  ],
  "a scope that is interrupted by name": [
    TaskScope.run(function* (scope) {
      yield* scope.fork(Effect.never)
      yield* scope.interrupt("enough")
    }),
    "Fail ScopeInterruptedError"
  ],
  "a scope that a child interrupts by name": [
    TaskScope.run(function* (scope) {
      yield* scope.fork(function* () {
        yield* Effect.yieldNow
        yield* scope.interrupt("enough")
      })
      yield* Effect.never
    }),
    "Fail ScopeInterruptedError"
  ],
  "a scope that was completed": [
    TaskScope.run(function* (scope) {
      yield* scope.fork(Effect.never)
      yield* scope.complete("value")
    }),
    "Success value"
  ],
  "a scope whose deadline has passed": [
    TaskScope.run(
      function* () {
        yield* Effect.never
      },
      { deadline: 0 }
    ),
    "Fail DeadlineExceededError"
  ],
  "a list with a child that interrupts itself": [
    TaskScope.all([interruptsItself, Effect.never]),
    "Die TaskInterruptedError"
  ]
}

const joiningSelfInterrupted: Record<string, Effect.Effect<unknown>> = {
  run: TaskScope.run(
    function* (scope) {
      const task = yield* scope.fork(interruptsItself, { name: "orders" })
      yield* task.join
    },
    { name: "page" }
  ),
  supervise: TaskScope.supervise(
    function* (scope) {
      const task = yield* scope.fork(interruptsItself, { name: "orders" })
      yield* task.join
    },
    { name: "page" }
  )
}

const scopes: Record<string, Effect.Effect<unknown, unknown>> = {
  run: TaskScope.run(function* (scope) {
    yield* scope.fork(Effect.never)
    yield* Effect.never
  }),
  "run after its body has returned": TaskScope.run(function* (scope) {
    yield* scope.fork(Effect.never)
  }),
  "run around a nested scope": TaskScope.run(function* (scope) {
    yield* scope.fork(
      TaskScope.run(function* (inner) {
        yield* inner.fork(Effect.never)
      })
    )
  }),
  supervise: TaskScope.supervise(function* (scope) {
    yield* scope.fork(Effect.never)
    yield* Effect.never
  }),
  all: TaskScope.all([Effect.never, Effect.never]),
  any: TaskScope.any([Effect.never, Effect.fail("boom")])
}

describe("B. Failure: interruption", () => {
  for (const [name, [scope, expected]] of Object.entries(uninterruptedCallers)) {
    it.effect(`S28 nothing is interruption alone while the caller is not interrupted: ${name}`, () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(scope)

        assert.deepStrictEqual(outcomeOf(exit), [expected])
      })
    )
  }

  for (const [name, scope] of Object.entries(joiningSelfInterrupted)) {
    it.effect(`S28 joining a child that interrupted itself is a defect that names the child: ${name}`, () =>
      Effect.gen(function* () {
        const exit = yield* Effect.exit(scope)

        const defect = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
        assert.instanceOf(defect, TaskScope.TaskInterruptedError)
        assert.deepStrictEqual([defect.task, defect.scope], ["orders", "page"])
      })
    )
  }

  for (const [name, scope] of Object.entries(scopes)) {
    it.effect(`S28 interruption alone comes out when the caller is interrupted: ${name}`, () =>
      Effect.gen(function* () {
        const caller = yield* start(scope)
        yield* settle

        caller.interruptUnsafe()
        yield* settle

        assert.deepStrictEqual(outcomeNow(caller), ["Interrupt"])
      })
    )
  }
})
