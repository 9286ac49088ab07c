/** Runs the program of the home page under a virtual clock and records what happened, for the timeline beside it. */
import { Introspection, TaskTree } from "@heddle/core"
import { Cause, Effect, Exit, Fiber, Tracer } from "effect"
import { TestClock } from "effect/testing"
import type { EndKind, Lane, Recording } from "./timeline.ts"
import { World } from "./travel.ts"
import { trip } from "./trip.ts"

interface Scenario {
  readonly id: string
  readonly title: string
  readonly world: { readonly carMillis: number; readonly hotelSoldOut: boolean }
  /** When the caller interrupts the trip. */
  readonly leaves?: number
}

export const scenarios: ReadonlyArray<Scenario> = [
  { id: "well", title: "All goes well", world: { carMillis: 430, hotelSoldOut: false } },
  { id: "hotel", title: "The hotel fails", world: { carMillis: 430, hotelSoldOut: true } },
  { id: "deadline", title: "Two seconds pass", world: { carMillis: 2600, hotelSoldOut: false } },
  { id: "caller", title: "The caller leaves", world: { carMillis: 430, hotelSoldOut: false }, leaves: 250 }
]

/** The step of the virtual clock, in milliseconds: every time in the program is a multiple of it. */
const step = 2
const longest = 4000

/** `source` is the text of the program: a lane stands on the line that forks its task. */
export const record = (scenario: Scenario, source: string): Effect.Effect<Recording> =>
  Effect.gen(function* () {
    const spans: Array<Tracer.NativeSpan> = []
    const tracer = Tracer.make({
      span(options) {
        const span = new Tracer.NativeSpan(options)
        spans.push(span)
        return span
      }
    })
    const traced = trip.pipe(Effect.provideService(World, scenario.world), Effect.withTracer(tracer))
    const running = yield* Effect.forkChild(traced, { startImmediately: true })
    let now = 0
    let bodyEnd: number | undefined
    while (running.pollUnsafe() === undefined && now < longest) {
      if (now === scenario.leaves) yield* Effect.forkChild(Fiber.interrupt(running), { startImmediately: true })
      const tree = yield* TaskTree.dump
      if (!tree.scopes.some(({ body }) => body !== undefined)) bodyEnd ??= now
      if (running.pollUnsafe() !== undefined) break
      yield* TestClock.adjust(step)
      now += step
    }
    const exit = yield* Fiber.await(running)
    return recordingOf(scenario, source, spans, exit, now, bodyEnd ?? now)
  }).pipe(Introspection.isolated, Effect.provide(TestClock.layer()))

const recordingOf = (
  scenario: Scenario,
  source: string,
  spans: ReadonlyArray<Tracer.NativeSpan>,
  exit: Exit.Exit<unknown, unknown>,
  end: number,
  bodyEnd: number
): Recording => {
  const tasks = spans.filter((span) => !span.name.startsWith("cleanup of ")).map((span) => laneOf(span, spans, source))
  const kind = kindOf(exit)
  const scope: Lane = {
    name: "trip",
    line: lineWith(source, "TaskScope.run("),
    spans: [{ kind: "open", from: 0, to: end }],
    end: {
      at: end,
      kind,
      text: kind === "failed" ? `fails with ${errorOf(exit)}` : kind === "done" ? "a trip" : "interrupted"
    }
  }
  const bodyKind = kind === "done" ? "done" : "interrupted"
  const body: Lane = {
    name: "body",
    line: lineWith(source, "return "),
    spans: [{ kind: "waiting", from: 0, to: bodyEnd }],
    end: { at: bodyEnd, kind: bodyKind, text: bodyKind }
  }
  const lanes = [scope, ...tasks, body]
  const culprit = tasks.find((lane) => lane.end.kind === "failed")
  const stopped = [...tasks, body].filter((lane) => lane.end.kind === "interrupted")
  const at = Math.min(...stopped.map(({ spans: [first], end }) => first?.to ?? end.at))
  const { id, title } = scenario
  return {
    id,
    title,
    sentence: sentenceOf(scenario, at, end),
    lanes,
    ...(kind === "done" ? {} : { cascade: { at, from: culprit?.line ?? scope.line } }),
    end
  }
}

const laneOf = (span: Tracer.NativeSpan, spans: ReadonlyArray<Tracer.NativeSpan>, source: string): Lane => {
  const { from, to, exit } = timesOf(span)
  const cleanup = spans.find(({ name }) => name === `cleanup of ${span.name}`)
  const stopped = cleanup === undefined ? to : timesOf(cleanup).from
  const kind = kindOf(exit)
  const first = { kind: span.name === "ticker" ? "daemon" : "running", from, to: stopped } as const
  return {
    name: span.name,
    line: lineWith(source, `name: "${span.name}"`),
    spans: cleanup === undefined ? [first] : [first, { kind: "cleanup", from: stopped, to }],
    end: {
      at: to,
      kind,
      text: kind === "failed" ? errorOf(exit) : cleanup === undefined ? kind : `${kind}, cleans up`
    }
  }
}

const timesOf = ({ name, status }: Tracer.NativeSpan) => {
  if (status._tag !== "Ended") throw new Error(`Task "${name}" has not ended`)
  const millis = (time: bigint) => Number(time / 1_000_000n)
  return { from: millis(status.startTime), to: millis(status.endTime), exit: status.exit }
}

const kindOf = (exit: Exit.Exit<unknown, unknown>): EndKind =>
  Exit.isSuccess(exit) ? "done" : Cause.hasInterruptsOnly(exit.cause) ? "interrupted" : "failed"

const errorOf = (exit: Exit.Exit<unknown, unknown>): string => {
  const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined
  return error instanceof Error ? error.name : String(error)
}

const lineWith = (source: string, text: string): number => {
  const line = source.split("\n").findIndex((one) => one.includes(text))
  if (line < 0) throw new Error(`The program has no line with ${text}`)
  return line + 1
}

const sentenceOf = ({ id }: Scenario, at: number, end: number): string => {
  const time = (millis: number) => `${millis.toLocaleString("en")} ms`
  const after = `the scope ends at ${time(end)}, when car has cleaned up.`
  switch (id) {
    case "well":
      return `The last task is done at ${time(end)}; the daemon is interrupted, and the scope gives its value.`
    case "hotel":
      return `The hotel fails at ${time(at)} and the others are interrupted; ${after}`
    case "deadline":
      return `The deadline passes at ${time(at)} and what still runs is interrupted; ${after}`
    default:
      return `The caller is interrupted at ${time(at)}, and with it what still runs; ${after}`
  }
}
