import { describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Explore } from "@heddle/explore"
import { TaskScope } from "../../src/index.ts"
import { called, calledOff, claim, holds, holdsInterrupted, same } from "../support/explored.ts"

/** A body and a task with `finally` blocks that take time; `log` hears of each begin and end. */
const withFinally = (log: Array<string>) =>
  TaskScope.run(function* (scope) {
    const guarded = (name: string) =>
      function* (): TaskScope.Body<void> {
        log.push(`${name} begins`)
        try {
          yield* Effect.yieldNow
          yield* Effect.sleep(1)
        } finally {
          yield* Effect.yieldNow
          log.push(`${name} ends`)
        }
      }
    yield* scope.fork(guarded("task"))
    yield* scope.fork(Explore.named("child")(Effect.andThen(Effect.yieldNow, Effect.yieldNow)))
    yield* guarded("body")()
  })

const balanced = (log: ReadonlyArray<string>) => {
  for (const name of ["task", "body"]) {
    const [begun, ended] = ["begins", "ends"].map((what) => log.filter((entry) => entry === `${name} ${what}`).length)
    claim(begun === ended || begun === undefined, `${name} began ${begun} times and ended ${ended} times`)
  }
}

describe("finally in bodies", () => {
  for (const [how, call] of Object.entries({ operation: called, moment: calledOff })) {
    const program = Effect.gen(function* () {
      const log: Array<string> = []
      yield* call(withFinally(log))
      balanced(log)
    })
    it(`runs exactly once when the caller is interrupted at any ${how}`, () =>
      how === "operation" ? holdsInterrupted("caller", program) : holds(program))
  }

  it("runs exactly once when a sibling is interrupted at any operation", () =>
    holdsInterrupted(
      "child",
      Effect.gen(function* () {
        const log: Array<string> = []
        yield* withFinally(log)
        balanced(log)
        same(log.length, 4, "entries")
      })
    ))

  it("runs from the inside out, also across a delegate, whenever the body is interrupted", () =>
    holds(
      Effect.gen(function* () {
        const log: Array<string> = []
        const inner = function* (): TaskScope.Body<void> {
          log.push("inner begins")
          try {
            yield* Effect.yieldNow
          } finally {
            log.push("inner ends")
            yield* Effect.yieldNow
          }
        }

        yield* calledOff(
          TaskScope.run(function* () {
            log.push("outer begins")
            try {
              yield* inner()
              yield* Effect.yieldNow
            } finally {
              log.push("outer ends")
              yield* Effect.yieldNow
            }
          })
        )

        const stack: Array<string> = []
        for (const entry of log) {
          const name = entry.split(" ")[0] ?? ""
          if (entry.endsWith("begins")) stack.push(name)
          else claim(stack.pop() === name, log.join())
        }
        same(stack, [], "not ended")
      })
    ))
})

describe("resources of a scope narrower than the task scope", () => {
  it("are not released under a task that was forked with them and outlives them", () =>
    holds(
      Effect.gen(function* () {
        let [open, used] = [0, 0]
        const resource = Effect.acquireRelease(
          Effect.sync(() => void open++),
          () => Effect.sync(() => void open--)
        )

        yield* TaskScope.supervise(function* (scope) {
          const task = Effect.scoped(
            Effect.gen(function* () {
              yield* scope.fork(
                Effect.gen(function* () {
                  yield* resource
                  yield* Effect.yieldNow
                  claim(open > 0, "released under its user")
                  used++
                })
              )
            })
          )
          yield* task
          yield* Effect.yieldNow
        })

        same([open, used], [0, 1], "open and used")
      })
    ))

  it("are released once, after the tasks of the scope inside them, however the caller ends", () =>
    holds(
      Effect.gen(function* () {
        let [released, running, early] = [0, 0, 0]
        const resource = Effect.acquireRelease(Effect.void, () =>
          Effect.sync(() => {
            released++
            if (running > 0) early++
          })
        )
        const task = Effect.acquireUseRelease(
          Effect.sync(() => void running++),
          () => Effect.yieldNow,
          () =>
            Effect.andThen(
              Effect.yieldNow,
              Effect.sync(() => void running--)
            )
        )

        yield* calledOff(
          Effect.scoped(
            Effect.andThen(
              resource,
              TaskScope.run(function* (scope) {
                yield* scope.fork(task)
                yield* scope.fork(task)
              })
            )
          )
        )

        claim(released <= 1 && early === 0 && running === 0, `${released} released, ${early} early, ${running} running`)
      })
    ))
})
