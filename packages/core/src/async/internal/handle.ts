/** The handle of an async scope. */
import * as Cause from "effect/Cause"
import { ScopeClosedError, ScopeInterruptedError } from "../../errors.ts"
import type { InterruptReason } from "../../InterruptReason.ts"
import { kindOf } from "../../internal/fork.ts"
import { BaseHandle } from "../../internal/handle.ts"
import { checkSpan } from "../../internal/options.ts"
import { failed } from "../../internal/task.ts"
import type { ShutdownOptions } from "../../options.ts"
import type { AsyncForkAllOptions, AsyncForkOptions } from "../options.ts"
import type { Ready, ScopeDeadline, TaskFunction, TaskScope } from "../scope.ts"
import { nameOf, requireFunction } from "./check.ts"
import { MovableDeadline } from "./deadline.ts"
import type { Place } from "./place.ts"
import type { AsyncRuntime } from "./runtime.ts"
import { startTask } from "./start.ts"
import { AsyncTask } from "./task.ts"

// Shaped as `TaskScope` but for the types of tasks, which the surface keeps track of.
export class AsyncHandle {
  protected readonly runtime: AsyncRuntime
  private readonly base: BaseHandle

  constructor(runtime: AsyncRuntime) {
    this.runtime = runtime
    this.base = new BaseHandle(runtime.scope)
  }

  get name(): string {
    return this.base.name
  }

  get state(): TaskScope["state"] {
    return this.base.state
  }

  get reason(): InterruptReason | undefined {
    return this.base.reason
  }

  get signal(): AbortSignal {
    return this.runtime.signal
  }

  get deadline(): ScopeDeadline {
    return new MovableDeadline(this.base.deadline)
  }

  get closing(): Promise<void> {
    return new Promise((resolve) => this.runtime.whenClosing(resolve))
  }

  get orphans(): ReadonlyArray<string> {
    return this.runtime.scope.orphans
  }

  /** Where the body of this scope stands. */
  place(): Place {
    return { scope: this.surface(), runtime: this.runtime, task: undefined }
  }

  fork(run: TaskFunction<unknown>, options?: AsyncForkOptions): AsyncTask {
    const { scope, waiting } = this.runtime
    requireFunction(`scope("${scope.name}").fork`, "task", run)
    if (scope.isClosed()) throw new ScopeClosedError({ scope: scope.name, operation: "fork" })
    const task = new AsyncTask(this.surface(), this.runtime, run, nameOf(run, options?.name), kindOf(options))
    waiting.admit(task)
    return task
  }

  forkAll(tasks: Iterable<TaskFunction<unknown>>, options?: AsyncForkAllOptions): Array<AsyncTask> {
    return Array.from(tasks, (task, index) =>
      this.fork(task, { name: options?.name?.(index), daemon: options?.daemon })
    )
  }

  start(
    serve: (signal: AbortSignal, ready: Ready<unknown>) => unknown,
    options?: AsyncForkOptions
  ): PromiseLike<readonly [unknown, AsyncTask]> {
    requireFunction(`scope("${this.name}").start`, "serve", serve)
    const named = { ...options, name: nameOf(serve, options?.name) }
    return startTask(this.name, (run) => this.fork(run, named), serve, named.name)
  }

  interrupt(message?: string): void {
    const { scope } = this.runtime
    const error = new ScopeInterruptedError({ scope: scope.name, reason: message })
    scope.decide(failed(Cause.fail(error)), { _tag: "Explicit", scope: scope.name, message, value: error })
  }

  shutdown(options?: ShutdownOptions): void {
    const where = `scope("${this.name}").shutdown`
    const { grace = 0, cleanup, stuck = "wait" } = options ?? {}
    const afterwards = cleanup === undefined ? undefined : { millis: checkSpan(where, "cleanup", cleanup), stuck }
    this.runtime.scope.shutDown(checkSpan(where, "grace", grace), afterwards)
  }

  toString(): string {
    return this.base.toString()
  }

  toJSON(): unknown {
    return this.base.toJSON()
  }

  [Symbol.for("nodejs.util.inspect.custom")](): unknown {
    return this.base.toJSON()
  }

  /** The handle with the types of its tasks. */
  surface(): TaskScope {
    return this as unknown as TaskScope
  }
}
