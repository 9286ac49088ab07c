/** `scope.start`: a fork that returns once the task says it is ready. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { ReadyError } from "../errors.ts"
import { forkEffect, type ForkOptions, kindOf, refusal } from "./fork.ts"
import { lending } from "./limit.ts"
import type { ScopeRuntime } from "./scope.ts"
import { type AnyEffect, type AnyFiber, type TaskRuntime, withoutInterrupts } from "./task.ts"

export type AnyServe = (ready: (value: unknown) => Effect.Effect<void>) => AnyEffect

export const startEffect = (scope: ScopeRuntime, serve: AnyServe, options: ForkOptions | undefined): AnyEffect =>
  Effect.withFiber((fiber) => {
    const refused = refusal(scope, fiber, "start")
    if (refused !== undefined) return refused
    const signal = new ReadySignal(scope)
    const name = options?.name ?? (serve.name === "" ? undefined : serve.name)
    const child = Effect.onExit(
      Effect.withFiber((server) => {
        signal.server = server
        return signal.abandoned ? Effect.interrupt : serve(signal.ready)
      }),
      () => Effect.sync(signal.ended)
    )
    // Around the fork too: between it and the wait, the caller may give others a turn, or wait for its slot.
    return Effect.onInterrupt(
      Effect.flatMap(forkEffect(scope, child, name, kindOf(options)), (task: TaskRuntime) => signal.wait(task)),
      signal.abandon
    )
  })

class ReadySignal {
  private readonly scope: ScopeRuntime
  private answer: { readonly value: unknown } | undefined = undefined
  abandoned = false
  server: AnyFiber | undefined = undefined
  private wake: (() => void) | undefined = undefined
  private task: TaskRuntime | undefined = undefined

  constructor(scope: ScopeRuntime) {
    this.scope = scope
  }

  readonly ready = (value: unknown): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (this.abandoned) return Effect.void
      if (this.answer !== undefined) return Effect.die(this.error("ready twice"))
      this.answer = { value }
      this.wake?.()
      return Effect.void
    })

  readonly ended = (): void => {
    this.wake?.()
  }

  /** The caller was interrupted: so is a task that is not ready yet. */
  readonly abandon = (): Effect.Effect<void> =>
    Effect.sync(() => {
      if (this.answer !== undefined) return
      this.abandoned = true
      const { scope, server } = this
      if (server !== undefined)
        scope.interruptFiber(server, { _tag: "Explicit", scope: scope.name, task: this.task?.name })
    })

  /** Waits for the answer. */
  wait(task: TaskRuntime): AnyEffect {
    this.task = task
    if (this.answer !== undefined) return Effect.succeed([this.answer.value, task])
    return Effect.withFiber((fiber) => {
      const parked = Effect.callback<void>((resume) => {
        if (this.answer !== undefined || task.exit !== undefined) return resume(Effect.void)
        this.wake = () => resume(Effect.void)
      })
      return Effect.flatMap(
        lending(fiber, () => parked),
        () => this.result(task)
      )
    })
  }

  private result(task: TaskRuntime): AnyEffect {
    if (this.answer !== undefined) return Effect.succeed([this.answer.value, task])
    return Effect.flatMap(task.await, (exit: any) => {
      if (exit._tag === "Success") return Effect.die(this.error("never ready"))
      if (Cause.hasInterruptsOnly(exit.cause)) return task.join
      return this.scope.supervised ? Effect.failCause(withoutInterrupts(exit.cause)) : task.join
    })
  }

  private error(problem: "never ready" | "ready twice"): ReadyError {
    return new ReadyError({ task: this.task?.name ?? "task", scope: this.scope.name, problem })
  }
}
