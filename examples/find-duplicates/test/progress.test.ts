import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as TestClock from "effect/testing/TestClock"
import * as Progress from "../progress.ts"

const screenOf = (isTerminal: boolean, columns = 80) => {
  const written: Array<string> = []
  const screen: Progress.Screen = { isTerminal, columns: () => columns, write: (text) => written.push(text) }
  return { screen, written }
}

/** A step of 200 files, of which 50 are done after one second. */
const quarterDone = (screen: Progress.Screen): Progress.Progress => ({
  screen,
  step: { title: "hash heads", unit: "files", total: 200, since: 0 },
  done: 50
})

describe("line", () => {
  it("has a bar, the share, the rate and the time left on a terminal", () => {
    const { screen } = screenOf(true, 100)

    const line = Progress.line(quarterDone(screen), 1000)

    assert.strictEqual(line, `hash heads  ${"━".repeat(8)}${"─".repeat(22)}  25 %  50 of 200 files  50/s  3.0 s left`)
  })

  it("is never as wide as the terminal, however narrow it is", () => {
    for (const columns of [20, 40, 60, 79, 80, 200]) {
      const { screen } = screenOf(true, columns)

      assert.isBelow(Progress.line(quarterDone(screen), 1000)?.length ?? 0, Math.max(columns, 21))
    }
  })

  it("has no share and no time left while the total is unknown", () => {
    const { screen } = screenOf(true)
    const progress = {
      screen,
      step: { title: "read folders", unit: "folders", total: undefined, since: 0 },
      done: 3000
    }

    assert.strictEqual(Progress.line(progress as Progress.Progress, 1500), "read folders  3,000 folders  2,000/s")
  })

  it("does not know the time left before anything is done", () => {
    const { screen } = screenOf(false)

    assert.strictEqual(
      Progress.line({ ...quarterDone(screen), done: 0 }, 0),
      "hash heads  0 %  0 of 200 files  0/s  time left unknown"
    )
  })
})

describe("show", () => {
  it.effect("redraws one line on a terminal and leaves it empty", () =>
    Effect.gen(function* () {
      const { screen, written } = screenOf(true)
      const fiber = yield* Effect.forkChild(Progress.show(quarterDone(screen)), { startImmediately: true })

      yield* TestClock.adjust("250 millis")
      yield* Fiber.interrupt(fiber)

      assert.lengthOf(written, 3)
      assert.isTrue(written.slice(0, 2).every((text) => text.startsWith("\rhash heads") && text.endsWith("\x1b[K")))
      assert.strictEqual(written[2], "\r\x1b[K")
    })
  )

  it.effect("prints a line every five seconds elsewhere", () =>
    Effect.gen(function* () {
      const { screen, written } = screenOf(false)
      const fiber = yield* Effect.forkChild(Progress.show(quarterDone(screen)), { startImmediately: true })

      yield* TestClock.adjust("11 seconds")
      yield* Fiber.interrupt(fiber)

      assert.deepStrictEqual(written, [
        "hash heads  25 %  50 of 200 files  10/s  15.0 s left\n",
        "hash heads  25 %  50 of 200 files  5/s  30.0 s left\n"
      ])
    })
  )
})

describe("during", () => {
  it.effect("reports the step when it is done, not on a terminal", () =>
    Effect.gen(function* () {
      const plain = screenOf(false)
      const terminal = screenOf(true)
      const latch = yield* Latch.make()
      const steps = [plain, terminal].map(({ screen }) => {
        const progress = Progress.make(screen)
        const work = Effect.andThen(
          latch.await,
          Effect.sync(() => (progress.done += 7))
        )
        return Progress.during(progress, "hash heads", "files", 7)(work)
      })
      const fiber = yield* Effect.forkChild(Effect.all(steps, { concurrency: 2 }), { startImmediately: true })

      yield* TestClock.adjust("310 millis")
      yield* latch.open
      yield* Fiber.join(fiber)

      assert.deepStrictEqual(plain.written, ["hash heads: 7 files in 310 ms\n"])
      assert.deepStrictEqual(terminal.written, [])
    })
  )
})
