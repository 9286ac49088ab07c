/** `scope.start`: a fork that returns once the task says it is ready. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { ReadyError } from "../errors.ts"
import { forkEffect, type ForkOptions, kindOf, refusal } from "./fork.ts"
import { lending } from "./limit.ts"
import type { ScopeRuntime } from "./scope.ts"
import { type AnyEffect, type TaskRuntime, withoutInterrupts } from "./task.ts"

export type AnyServe = (ready: (value: unknown) => Effect.Effect<void>) => AnyEffect

export const startEffect = (scope: ScopeRuntime, serve: AnyServe, options: ForkOptions | undefined): AnyEffect =>
  Effect.withFiber((fiber) => {
    const refused = refusal(scope, fiber, "start")
    if (refused !== undefined) return refused
    const signal = new ReadySignal(scope)
    const name = options?.name ?? (serve.name === "" ? undefined : serve.name)
    const child = Effect.onExit(
      Effect.suspend(() => serve(signal.ready)),
      () => Effect.sync(signal.ended)
    )
    return Effect.flatMap(forkEffect(scope, child, name, kindOf(options)), (task: TaskRuntime) => signal.wait(task))
  })

class ReadySignal {
  private readonly scope: ScopeRuntime
  private answer: { readonly value: unknown } | undefined = undefined
  private abandoned = false
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

  /** Waits for the answer. If the caller is interrupted before it, the task is interrupted. */
  wait(task: TaskRuntime): AnyEffect {
    this.task = task
    if (this.answer !== undefined) return Effect.succeed([this.answer.value, task])
    return Effect.withFiber((fiber) => {
      const parked = Effect.callback<void>((resume) => {
        if (this.answer !== undefined || task.exit !== undefined) return resume(Effect.void)
        this.wake = () => resume(Effect.void)
        return Effect.suspend(() => {
          this.abandoned = true
          return task.interruptNow
        })
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
