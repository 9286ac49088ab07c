import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Schedule } from "effect"
import { Explore } from "@heddle/explore"
import { TaskScope, Unhandled } from "../../src/index.ts"
import { Ends } from "../support/ends.ts"
import { claim, holds, holdsInterrupted, same } from "../support/explored.ts"
import { failures } from "../support/finish.ts"

const soon = <A, E>(self: Effect.Effect<A, E>) => Effect.andThen(Effect.yieldNow, self)

/** Notes what is reported. */
const heardBy = (log: Array<string>) =>
  Unhandled.withHandler((report) =>
    Effect.andThen(
      Effect.yieldNow,
      Effect.sync(() => void log.push(report._tag === "UnobservedFailure" ? report.task : report._tag))
    )
  )

describe("supervise", () => {
  it("a failing task leaves the others and the body alone", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()
        const log: Array<string> = []

        const value = yield* TaskScope.supervise(function* (scope) {
          yield* scope.fork(soon(Effect.fail("down")), { name: "bad" })
          yield* scope.fork(ends.around(Effect.forEach([1, 2], () => Effect.yieldNow)))
          yield* Effect.yieldNow
          return "body"
        }).pipe(heardBy(log))

        same([value, log], ["body", ["bad"]], "value and reports")
        ends.check(1)
      })
    ))

  it("onFailure hears each failure once and is awaited", () =>
    holds(
      Effect.gen(function* () {
        const log: Array<string> = []
        const onFailure = (task: TaskScope.Task<unknown, unknown>) => soon(Effect.sync(() => void log.push(task.name)))

        yield* TaskScope.supervise(
          function* (scope) {
            const one = yield* scope.fork(soon(Effect.fail("down")), { name: "one" })
            yield* scope.fork(Effect.fail("down"), { name: "two" })
            yield* scope.fork(soon(Effect.die("down")), { name: "three", daemon: true })
            yield* Effect.exit(one.join)
            yield* Effect.yieldNow
          },
          { onFailure }
        ).pipe(heardBy(log))

        claim(new Set(log).size === log.length && log.length >= 2, log.join())
      })
    ))

  it("onFailure hears of each failure although the scope is interrupted meanwhile", () =>
    holds(
      Effect.gen(function* () {
        let [failed, heard] = [0, 0]
        const failing = soon(Effect.suspend(() => (failed++, Effect.fail("down"))))

        yield* Effect.exit(
          TaskScope.supervise(
            function* (scope) {
              yield* scope.fork(failing)
              yield* scope.fork(failing)
              yield* Effect.yieldNow
              return yield* Effect.fail("body")
            },
            { onFailure: () => soon(Effect.sync(() => void heard++)) }
          )
        )

        same(heard, failed, "heard")
      })
    ))

  it("a failure is met by its joiner or reported, and never both", async () => {
    const outcomes = await holds(
      Effect.gen(function* () {
        const log: Array<string> = []
        let met = 0

        yield* TaskScope.supervise(function* (scope) {
          const bad = yield* scope.fork(soon(Effect.fail("down")), { name: "bad" })
          const joiner = yield* scope.fork(soon(bad.join).pipe(Effect.catch(() => Effect.sync(() => void met++))))
          yield* Effect.yieldNow
          yield* joiner.interruptNow
        }).pipe(heardBy(log))

        claim(met + log.length >= 1, "nobody heard of it")
        claim(log.length <= 1 && met <= 1, `met ${met}, reported ${log.length}`)
        return `${met} ${log.length}`
      }),
      // Between any two operations an interrupt may take from the joiner what it has just met.
      { granularities: ["await"] }
    )

    assert.isTrue(outcomes.has("1 0") && outcomes.has("0 1"), [...outcomes].join("; "))
  })

  it("two joiners of a failing task both get its error", () =>
    holds(
      Effect.gen(function* () {
        const errors: Array<string> = []

        yield* TaskScope.supervise(function* (scope) {
          const bad = yield* scope.fork(soon(Effect.fail("down")))
          for (let i = 0; i < 2; i++) {
            yield* scope.fork(bad.join.pipe(Effect.catch((error) => Effect.sync(() => void errors.push(error)))))
          }
        })

        same(errors, ["down", "down"], "errors")
      })
    ))

  it("a defect in onFailure fails the scope, and everything else is awaited", () =>
    holds(
      Effect.gen(function* () {
        const ends = new Ends()

        const exit = yield* Effect.exit(
          TaskScope.supervise(
            function* (scope) {
              yield* scope.fork(ends.around(Effect.never))
              yield* scope.fork(soon(Effect.fail("down")))
            },
            { onFailure: () => soon(Effect.die("broken")) }
          )
        )

        same(failures(exit), ["broken"], "failures")
        ends.check()
      })
    ))

  it("a failure while the scope is being interrupted is still reported once", () =>
    holds(
      Effect.gen(function* () {
        const log: Array<string> = []
        let cleaned = 0
        const stubborn = Effect.onExit(Effect.never, () =>
          soon(Effect.suspend(() => (cleaned++, Effect.die("cleanup"))))
        )

        yield* Effect.exit(
          TaskScope.supervise(function* (scope) {
            yield* scope.fork(stubborn, { name: "stubborn" })
            yield* Effect.yieldNow
            return yield* Effect.fail("body")
          }).pipe(heardBy(log))
        )

        same(log.length, cleaned, "reports")
      })
    ))

  it("interrupting a task beats restarting it", () =>
    holds(
      Effect.gen(function* () {
        let interrupted = false
        let late = 0
        const attempt = Effect.suspend(() => {
          if (interrupted) late++
          return soon(Effect.fail("down"))
        })

        yield* TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(attempt, { restart: Schedule.recurs(20) })
          yield* Effect.yieldNow
          yield* task.interrupt
          interrupted = true
          yield* Effect.sleep(10)
        }).pipe(heardBy([]))

        same(late, 0, "attempts after the interruption")
      })
    ))

  it("a restarted task is joined through all its restarts", () =>
    holds(
      Effect.gen(function* () {
        let attempts = 0
        const third = soon(Effect.suspend(() => (++attempts < 3 ? Effect.fail("down") : Effect.succeed(attempts))))

        const values = yield* TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(third, { restart: Schedule.recurs(5) })
          const other = yield* scope.fork(task.join)
          return [yield* task.join, yield* other.join]
        })

        same(values, [3, 3], "values")
      })
    ))

  it("a restarting task interrupted at any operation ends once and is not started again", () =>
    holdsInterrupted(
      "flaky",
      Effect.gen(function* () {
        const ends = new Ends()
        const flaky = ends.around(soon(Effect.fail("down")))

        yield* TaskScope.supervise(function* (scope) {
          const task = yield* scope.fork(Explore.named("flaky")(flaky), { restart: Schedule.recurs(2) })
          const exit = yield* task.await
          claim(Exit.isFailure(exit), "succeeded")
        }).pipe(heardBy([]))

        ends.check()
      })
    ))
})
