import { EventEmitter } from "node:events"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { widthOf } from "../src/internal/renderText.ts"
import { renderFailure } from "../src/internal/render.ts"
import { cleanTrace } from "../src/internal/renderClean.ts"
import { Keys } from "../src/internal/stepper/keys.ts"
import { statesAt } from "../src/internal/stepper/states.ts"
import * as Stepper from "../src/internal/stepper/Stepper.ts"
import { runStepper } from "../src/internal/stepper/terminal.ts"
import { view } from "../src/internal/stepper/view.ts"
import { anyTrace, deadlock, lostUpdate, passed, Run } from "./support/traces.ts"

const at = (position: number): Stepper.Stepper => ({ ...Stepper.make(lostUpdate().trace()), position })

describe("Stepper", () => {
  describe("apply", () => {
    it("begins at the first step", () => {
      assert.strictEqual(Stepper.make(lostUpdate().trace()).position, 0)
    })

    it("goes to the next step and back", () => {
      const next = Stepper.apply(at(4), { kind: "next" })

      assert.strictEqual(next.position, 5)
      assert.strictEqual(Stepper.apply(next, { kind: "back" }).position, 4)
    })

    it("goes to the next step of a fiber", () => {
      assert.strictEqual(Stepper.apply(at(0), { kind: "fiber", fiber: 2 }).position, 8)
    })

    it("goes to the next switch", () => {
      assert.strictEqual(Stepper.apply(at(0), { kind: "switch" }).position, 7)
    })

    it("goes to the first and to the last step", () => {
      assert.strictEqual(Stepper.apply(at(5), { kind: "first" }).position, 0)
      assert.strictEqual(Stepper.apply(at(5), { kind: "last" }).position, 11)
    })

    it("stays and says so where there is nowhere to go", () => {
      assert.include(Stepper.apply(at(11), { kind: "next" }), { position: 11, notice: "This is the last step." })
      assert.include(Stepper.apply(at(0), { kind: "back" }), { position: 0, notice: "This is the first step." })
      assert.include(Stepper.apply(at(9), { kind: "fiber", fiber: 2 }), {
        position: 9,
        notice: "Fiber 2 has no later step."
      })
      assert.include(Stepper.apply(at(0), { kind: "fiber", fiber: 7 }), { position: 0, notice: "There is no fiber 7." })
    })

    it("forgets what it said with the next command", () => {
      const stuck = Stepper.apply(at(11), { kind: "next" })

      assert.isUndefined(Stepper.apply(stuck, { kind: "back" }).notice)
    })

    it("is done after quit", () => {
      assert.isTrue(Stepper.apply(at(0), { kind: "quit" }).done)
    })

    it("stays within any run", () => {
      const command = fc.oneof(
        fc.record({
          kind: fc.constantFrom("next" as const, "back" as const, "switch" as const, "first" as const, "last" as const)
        }),
        fc.record({ kind: fc.constant("fiber" as const), fiber: fc.nat(9) })
      )
      fc.assert(
        fc.property(anyTrace, fc.array(command), (trace, commands) => {
          const { position } = commands.reduce(Stepper.apply, Stepper.make(trace))
          assert.isBelow(position, trace.steps.length)
          assert.isAtLeast(position, trace.steps.length === 0 ? -1 : 0)
        })
      )
    })
  })

  describe("statesAt", () => {
    it("knows who runs, who is ready, who waits, and who has ended", () => {
      const kinds = (position: number) => statesAt(lostUpdate().trace(), position).map(({ kind }) => kind)

      assert.deepStrictEqual(kinds(0), ["running", "not started", "not started"])
      assert.deepStrictEqual(kinds(8), ["waits", "ready", "running"])
      assert.deepStrictEqual(kinds(10), ["ready", "ended", "ended"])
    })

    it("knows of a fiber that ended without a step of its own", () => {
      const { fibers, steps } = new Run("main", "child").step(0, "Fiber.interrupt").trace()
      const trace = {
        steps,
        fibers: fibers.map((fiber) =>
          fiber.index === 1 ? { ...fiber, end: { tick: 0, state: "interrupted" as const, message: "" } } : fiber
        )
      }

      assert.deepStrictEqual(statesAt(trace, 0)[1], { kind: "ended", state: "interrupted", message: "" })
    })
  })

  describe("view", () => {
    it("shows the step, what it touches, every fiber, and what comes next", () => {
      assert.strictEqual(
        view(at(8), { width: 80 }),
        [
          "  step 8  9 of 12",
          "",
          "  ⇒ 2 refund: Ref.get  src/account.ts:5",
          "    goes now because the schedule says so",
          "    reads balance",
          "",
          "  0 main     ○ waits in Fiber.join",
          "  1 deposit  · ready",
          "  2 refund   ● runs",
          "",
          "  next",
          "  2 refund   Ref.set  balance",
          "  1 deposit  Ref.set  balance",
          "  0 main     Ref.get  balance",
          "",
          "  ? keys   q quit"
        ].join("\n")
      )
    })

    it("lists the keys when asked", () => {
      assert.include(view(Stepper.apply(at(0), { kind: "help" }), { width: 80 }), "s                 next switch")
    })

    it("leaves out fibers that have ended when the terminal is too low for all", () => {
      const names = Array.from({ length: 30 }, (_, n) => `worker ${n}`)
      const run = new Run(...names)
        .times(28, (run, n) => run.step(n + 1, "Ref.get", { ends: "done" }))
        .step(29, "Ref.get")

      const text = view(Stepper.apply(Stepper.make(run.trace()), { kind: "last" }), { width: 80, height: 20 })

      assert.strictEqual(text.split("\n").length, 20)
      assert.include(text, "29 worker 29")
      assert.include(text, "more fibers")
    })

    it("shows any step of any run within the width", () => {
      fc.assert(
        fc.property(anyTrace, fc.nat(80), (trace, step) => {
          const stepper = { ...Stepper.make(cleanTrace(trace, {})), position: Math.min(step, trace.steps.length - 1) }
          for (const line of view(stepper, { width: 50 }).split("\n")) assert.isAtMost(widthOf(line), 50)
        })
      )
    })
  })

  describe("Keys", () => {
    const read = (...inputs: ReadonlyArray<string>) => {
      const keys = new Keys()
      return inputs.flatMap((input) => keys.read(input))
    }

    it("reads the keys for the next step and back", () => {
      assert.deepStrictEqual(
        read(" ", "n", "\u001b[C").map(({ kind }) => kind),
        ["next", "next", "next"]
      )
      assert.deepStrictEqual(
        read("b", "\u001b[D").map(({ kind }) => kind),
        ["back", "back"]
      )
    })

    it("reads several keys in one piece", () => {
      assert.deepStrictEqual(
        read("n\u001b[Ds").map(({ kind }) => kind),
        ["next", "back", "switch"]
      )
    })

    it("reads a digit as a fiber, and 0 only after f", () => {
      assert.deepStrictEqual(read("3", "f", "0"), [
        { kind: "fiber", fiber: 3 },
        { kind: "fiber", fiber: 0 }
      ])
      assert.deepStrictEqual(read("0"), [])
    })

    it("quits on q and on Ctrl-C", () => {
      assert.deepStrictEqual(
        read("q", "\u0003").map(({ kind }) => kind),
        ["quit", "quit"]
      )
    })

    it("ignores other keys", () => {
      assert.deepStrictEqual(read("x", "\u001b[A", "\u001b[15~"), [])
    })
  })

  describe("runStepper", () => {
    class Terminal extends EventEmitter {
      readonly isTTY: boolean
      readonly columns = 80
      written = ""
      readonly raw: Array<boolean> = []

      constructor(isTTY: boolean) {
        super()
        this.isTTY = isTTY
      }

      write(text: string) {
        this.written += text
      }

      setRawMode(raw: boolean) {
        this.raw.push(raw)
      }

      resume() {}
      pause() {}
    }

    const started = (report = deadlock().report({ oracle: "deadlock" }), isTTY = true) => {
      const terminal = new Terminal(isTTY)
      return { terminal, ended: runStepper(report, { input: terminal, output: terminal }) }
    }

    it("moves by keys and ends with q", async () => {
      const { ended, terminal } = started()

      terminal.emit("data", "n")
      terminal.emit("data", Buffer.from("q"))
      await ended

      assert.include(terminal.written, "step 0  1 of 7")
      assert.include(terminal.written, "step 1  2 of 7")
    })

    it("leaves the terminal as it was, and nothing that listens", async () => {
      const before = process.listenerCount("exit")
      const { ended, terminal } = started()

      terminal.emit("data", "\u0003")
      await ended

      assert.deepStrictEqual(terminal.raw, [true, false])
      assert.isTrue(terminal.written.endsWith("\u001b[?25h\u001b[?1049l"))
      assert.deepStrictEqual(terminal.eventNames(), [])
      assert.strictEqual(process.listenerCount("exit"), before)
    })

    it("ends when the input ends", async () => {
      const { ended, terminal } = started()

      terminal.emit("end")
      await ended

      assert.deepStrictEqual(terminal.raw, [true, false])
    })

    it("draws again when the terminal is resized", async () => {
      const { ended, terminal } = started()
      const { length } = terminal.written

      terminal.emit("resize")
      assert.include(terminal.written.slice(length), "step 0  1 of 7")

      terminal.emit("data", "q")
      await ended
    })

    it("prints the whole report where there is no terminal", async () => {
      const report = deadlock().report({ oracle: "deadlock" })
      const { ended, terminal } = started(report, false)
      await ended

      assert.strictEqual(terminal.written, `${renderFailure(report, { width: 80 })}\n`)
      assert.deepStrictEqual(terminal.raw, [])
    })

    it("prints a report without failure", async () => {
      const { ended, terminal } = started(passed())
      await ended

      assert.include(terminal.written, "No failure in 2,000 schedules")
    })
  })
})
