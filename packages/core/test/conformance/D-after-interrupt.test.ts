import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { TaskScope } from "../../src/index.ts"
import { start } from "../support/fibers.ts"
import { outcomeNow } from "../support/outcome.ts"

/**
 * Whatever is interrupted never goes on: here is every kind of cleanup in every place that a scope runs code in.
 *
 * An operation logs "cleaned" as the last step of its cleanup, and "after" if anything behind it runs.
 */
interface Env {
  readonly cleaned: Effect.Effect<unknown>
  readonly after: Effect.Effect<unknown>
  /** Takes three seconds from the start of the test, one second before the interruption. */
  readonly joined: Effect.Effect<unknown>
}

type Steps = Generator<Effect.Effect<unknown, string>, void>

interface Operation {
  /** As steps of a generator, with native `finally` where that is the cleanup. */
  readonly steps: (env: Env) => Steps
  readonly effect: (env: Env) => Effect.Effect<unknown, string>
  readonly outcome?: ReadonlyArray<string>
}

/** `finally` in steps, `ensuring` in an effect. */
const withFinally = (cleanup: (env: Env) => Effect.Effect<unknown, string>): Operation => ({
  steps: function* (env) {
    try {
      yield* Effect.never
      yield* env.after
    } finally {
      yield* cleanup(env)
      yield* env.cleaned
    }
    yield* env.after
  },
  effect: (env) =>
    Effect.andThen(
      Effect.onExit(Effect.andThen(Effect.never, env.after), () => Effect.andThen(cleanup(env), env.cleaned)),
      env.after
    )
})

/** The same effect, in steps and alone. */
const withEffect = (operation: (env: Env) => Effect.Effect<unknown, string>): Operation => ({
  steps: function* (env) {
    yield* operation(env)
    yield* env.after
  },
  effect: (env) => Effect.andThen(operation(env), env.after)
})

const slow = Effect.sleep("1 second")

const operations: Record<string, Operation> = {
  "a synchronous finally": withFinally(() => Effect.void),
  "a finally that suspends": withFinally(() => Effect.andThen(Effect.yieldNow, Effect.yieldNow)),
  "a finally that sleeps": withFinally(() => Effect.andThen(slow, slow)),
  "a finally that joins a task": withFinally((env) => env.joined),
  "a finally around one that fails": {
    steps: function* (env) {
      try {
        try {
          yield* Effect.never
          yield* env.after
        } finally {
          yield* slow
          yield* Effect.fail("broken")
          yield* env.after
        }
      } finally {
        yield* slow
        yield* env.cleaned
      }
      yield* env.after
    },
    effect: (env) =>
      Effect.never.pipe(
        Effect.onExit(() => Effect.andThen(slow, Effect.andThen(Effect.fail("broken"), env.after))),
        Effect.onExit(() => Effect.andThen(slow, env.cleaned)),
        Effect.andThen(env.after)
      ),
    outcome: ["Fail broken", "Fail DeadlineExceededError"]
  },
  "a release that suspends": withEffect((env) => {
    const resource = Effect.acquireRelease(Effect.void, () => Effect.andThen(slow, env.cleaned))
    return Effect.scoped(Effect.andThen(resource, Effect.andThen(Effect.never, env.after)))
  }),
  "an onInterrupt that suspends": withEffect((env) =>
    Effect.onInterrupt(Effect.never, () => Effect.andThen(slow, env.cleaned))
  ),
  "an uninterruptible region": withEffect((env) =>
    Effect.uninterruptible(Effect.andThen(Effect.andThen(slow, slow), env.cleaned))
  )
}

const options = { deadline: "1 second" } as const

const places: Record<string, (operation: Operation, env: Env) => Effect.Effect<unknown, unknown>> = {
  "a body": ({ steps }, env) => TaskScope.run(() => steps(env), options),
  "a child": ({ effect }, env) =>
    TaskScope.run(function* (scope) {
      yield* scope.fork(effect(env))
    }, options),
  "a generator child": ({ steps }, env) =>
    TaskScope.run(function* (scope) {
      yield* scope.fork(() => steps(env))
    }, options),
  "a nested scope": ({ steps }, env) =>
    TaskScope.run(function* () {
      yield* TaskScope.run(() => steps(env))
      yield* env.after
    }, options),
  "a generator that a body delegates to": ({ steps }, env) =>
    TaskScope.run(function* () {
      yield* steps(env)
      yield* env.after
    }, options)
}

const check = (place: (typeof places)[string], operation: Operation): Effect.Effect<void> =>
  Effect.gen(function* () {
    const log: Array<string> = []
    const say = (word: string) => Effect.sync(() => log.push(word))
    const tasks: Array<TaskScope.Task<void>> = []
    yield* start(
      TaskScope.run(function* (elsewhere) {
        tasks.push(yield* elsewhere.fork(Effect.sleep("3 seconds")))
      })
    )
    const joined = Effect.forEach(tasks, (task) => task.join)
    const env = { cleaned: say("cleaned"), after: say("after"), joined }
    const scope = yield* start(Effect.ensuring(place(operation, env), say("scope ended")))

    yield* TestClock.adjust("1 minute")

    assert.deepStrictEqual(log, ["cleaned", "scope ended"])
    assert.deepStrictEqual(outcomeNow(scope), operation.outcome ?? ["Fail DeadlineExceededError"])
  })

describe("D. After an interruption", () => {
  for (const [where, place] of Object.entries(places)) {
    for (const [what, operation] of Object.entries(operations)) {
      it.effect(`S59 in ${where}, code after an operation interrupted with ${what} never runs`, () =>
        check(place, operation)
      )
    }
  }
})
