/** One async scope on the runtime of the core: what it adds is the signals, in and out, and the errors that come out. */
import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { DeadlineExceededError } from "../../errors.ts"
import type { InterruptReason } from "../../InterruptReason.ts"
import { List } from "../../internal/list.ts"
import { configure } from "../../internal/open.ts"
import { failFast } from "../../internal/policies.ts"
import { currentFiber, ScopeRuntime } from "../../internal/scope.ts"
import { reasonOf } from "../../internal/state.ts"
import { type AnyExit, type AnyFiber, failed } from "../../internal/task.ts"
import { Waiter } from "../../internal/waiter.ts"
import { Handler } from "../../Unhandled.ts"
import { InterruptedError } from "../errors.ts"
import type { TaskScopeOptions } from "../options.ts"
import { suppress } from "../suppressed.ts"
import { checkSignal } from "./check.ts"
import { isEcho } from "./echo.ts"
import { currentPlace, fiberOf } from "./place.ts"
import { settle } from "./settle.ts"
import { Waiting } from "./waiting.ts"

/** How a scope ended, as its promise tells it. */
export type Ended =
  | { readonly _tag: "Success"; readonly value: unknown }
  | { readonly _tag: "Failure"; readonly error: unknown; readonly others: ReadonlyArray<unknown> }

export class AsyncRuntime {
  readonly scope: ScopeRuntime
  readonly waiting: Waiting
  /** Errors that somebody who waited has been given. */
  readonly delivered = new Set<unknown>()
  private readonly incoming: AbortSignal | undefined
  private readonly controller = new AbortController()
  private readonly failures = new Set<unknown>()
  private late: DeadlineExceededError | undefined

  constructor(where: string, options: TaskScopeOptions | undefined, fallbackName: string) {
    this.incoming = checkSignal(where, options?.signal)
    const config = configure(where, options, fallbackName)
    const onDeadline = (): AnyExit => {
      this.late = new DeadlineExceededError({ scope: this.scope.name })
      return config.onDeadline?.() ?? failed(Cause.fail(this.late))
    }
    this.scope = withOwner(options, (owner) => new ScopeRuntime(owner, failFast, { ...config, onDeadline }))
    this.waiting = new Waiting(this.scope)
  }

  /** What the tasks see: aborts with the scope. */
  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** Runs the body; `done` is called once, when everything has ended. A signal that has aborted keeps it from starting. */
  run(body: () => unknown, done: (ended: Ended) => void): void {
    const { incoming, scope } = this
    this.whenClosing(this.raised)
    const ended = (exit: AnyExit): void => {
      incoming?.removeEventListener("abort", this.onAbort)
      done(this.tell(exit))
    }
    const call = (): unknown => {
      scope.body = currentFiber()
      return this.signal.aborted ? undefined : body()
    }
    // The signal of the body is that of the scope, and has aborted by the time the body is interrupted.
    const settled = settle({ call, abort: () => {}, exitOf: (error) => this.exitOf(error, this.signal) })
    if (incoming?.aborted === true) this.onAbort()
    else incoming?.addEventListener("abort", this.onAbort)
    // An outcome is an exit, which the core hands over as the effect that it is.
    const exit = scope.start(settled, (exit) => ended(exit as AnyExit))
    if (exit !== undefined) ended(exit as AnyExit)
  }

  /** The exit of a body or task that threw `error`. What was raised before, and met again by a joiner, counts once. */
  exitOf(error: unknown, signal: AbortSignal): AnyExit {
    if (this.failures.has(error) || isEcho(error, signal)) return Exit.interrupt()
    this.failures.add(error)
    return failed(Cause.fail(error))
  }

  /** Calls `raised` now or when `closing` is raised. */
  whenClosing(raised: () => void): void {
    if (this.scope.closingFlag) raised()
    else this.listen((this.scope.closing ??= new List()), raised)
  }

  private readonly onAbort = (): void => {
    const reason: unknown = this.incoming?.reason
    const message = reason instanceof Error ? reason.message : String(reason)
    const scope = this.scope.name
    this.scope.decide(failed(Cause.fail(reason)), { _tag: "Explicit", scope, message, value: reason })
  }

  /** The core raises `closing` at a shutdown, at the interruption and at the end; the last two abort the signal. */
  private readonly raised = (): void => {
    // The list that is being woken is left alone.
    if (this.scope.isLive()) return this.listen((this.scope.closing = new List()), this.raised)
    if (this.signal.aborted) return
    this.controller.abort(this.abortReason(reasonOf(this.scope.state)))
    this.waiting.clear()
  }

  private listen(list: List<Waiter>, run: () => void): void {
    list.push(new Waiter(this.scope.owner, run))
  }

  private abortReason(reason: InterruptReason | undefined): unknown {
    if (reason === undefined) return new InterruptedError({ reason: { _tag: "Satisfied", scope: this.scope.name } })
    if (reason._tag === "Deadline") return this.late
    if (reason.value !== undefined) return reason.value
    const [cause] = this.failures
    return new InterruptedError(cause === undefined ? { reason } : { reason, cause })
  }

  private tell(exit: AnyExit): Ended {
    if (exit._tag === "Success") return exit
    const [error, ...others] = errorsOf(exit.cause)
    suppress(error, others)
    return { _tag: "Failure", error, others }
  }
}

export const errorsOf = (cause: Cause.Cause<unknown>): ReadonlyArray<unknown> =>
  cause.reasons.flatMap((reason) =>
    reason._tag === "Fail" ? [reason.error] : reason._tag === "Die" ? [reason.defect] : []
  )

/**
 * The fiber that a scope belongs to in the tree: that of the effect or task that opens it, else one made for the purpose.
 */
const withOwner = <A>(options: TaskScopeOptions | undefined, make: (owner: AnyFiber) => A): A => {
  const around = Fiber.getCurrent() ?? fiberOf(currentPlace())
  const onUnhandled = options?.onUnhandled
  if (around !== undefined && onUnhandled === undefined) return make(around)
  const context = around?.context ?? Context.empty()
  const own =
    onUnhandled === undefined
      ? context
      : Context.add(context, Handler, (report) => Effect.sync(() => onUnhandled(report)))
  const made: Array<A> = []
  Effect.runForkWith(own)(
    Effect.withFiber((owner) => {
      made.push(make(owner))
      return Effect.void
    })
  )
  return made[0] as A
}
