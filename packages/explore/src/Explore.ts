/**
 * Runs an Effect program under many interleavings, finds the schedule that breaks it, and prints it so that a person
 * understands it.
 *
 * ```ts
 * import { Effect, Fiber, Ref } from "effect"
 * import { Explore } from "@heddle/explore"
 *
 * const program = Effect.gen(function* () {
 *   const balance = yield* Ref.make(100)
 *   const deposit = Effect.flatMap(Ref.get(balance), (seen) => Ref.set(balance, seen + 10))
 *   const first = yield* Effect.forkChild(deposit)
 *   const second = yield* Effect.forkChild(deposit)
 *   yield* Fiber.join(first)
 *   yield* Fiber.join(second)
 *   if ((yield* Ref.get(balance)) !== 120) return yield* Effect.fail("a deposit is lost")
 * })
 * const report = await Effect.runPromise(Explore.run(program))
 * console.log(report.failure?.message) // => a deposit is lost
 * ```
 *
 * @since 0.1.0
 */
export {
  ExploreOptionError,
  NotControlledError,
  NotRepeatableError,
  ReplayDivergedError,
  TokenInvalidError
} from "./errors.ts"
export { linearizable, type LinearizableExploration } from "./exploreLinearizable.ts"
export { FaultInjectedError, type FaultOptions, faults } from "./faults.ts"
export { interruptEverywhere, type InterruptOptions } from "./interruptEverywhere.ts"
export { invariant } from "./invariant.ts"
export { label, named } from "./label.ts"
export type { LinearizableOptions, Model, Operation, OperationSpec, Step } from "./linearizable.ts"
export type { Coverage, Failure, Granularity, Interruption, Oracle, Report, Turn } from "./Report.ts"
export { type Options, replay, run } from "./run.ts"
export { type ModuleOptions, runModule } from "./runModule.ts"
export { dpor, exhaustive, pct, portfolio, random, type Strategy } from "./strategy.ts"
export type { Trace, TraceFiber, TraceStep } from "./Trace.ts"
export { render, type RenderOptions, writeHtml } from "./write.ts"
