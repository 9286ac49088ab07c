/** A task of an async scope: its handle, and the call that its effect runs. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { TaskInterruptedError } from "../../errors.ts"
import { currentFiber } from "../../internal/scope.ts"
import type { AnyExit, AnyFiber, TaskKind, TaskRuntime } from "../../internal/task.ts"
import { InterruptedError } from "../errors.ts"
import type { TaskHandle, TaskHandleState } from "../TaskHandle.ts"
import type { TaskFunction, TaskScope } from "../scope.ts"
import { lend, register } from "./lend.ts"
import { callIn, type Place } from "./place.ts"
import { type AsyncRuntime, errorsOf } from "./runtime.ts"
import { type Call, settle } from "./settle.ts"

export class AsyncTask implements TaskHandle<unknown>, Call, Place {
  readonly scope: TaskScope
  readonly runtime: AsyncRuntime
  readonly kind: TaskKind
  /** Runs its function; set when that is called. */
  fiber: AnyFiber | undefined = undefined
  private readonly given: string | undefined
  private readonly run: TaskFunction<unknown>
  private readonly controller = new AbortController()
  private inner: TaskRuntime | undefined = undefined
  private dropped = false
  private promise: Promise<unknown> | undefined = undefined
  private listeners: Array<() => void> | undefined = undefined

  constructor(
    scope: TaskScope,
    runtime: AsyncRuntime,
    run: TaskFunction<unknown>,
    given: string | undefined,
    kind: TaskKind
  ) {
    this.scope = scope
    this.runtime = runtime
    this.run = run
    this.given = given
    this.kind = kind
  }

  get task(): this {
    return this
  }

  get name(): string {
    return this.given ?? this.inner?.name ?? "task"
  }

  get state(): TaskHandleState {
    if (this.inner !== undefined) return this.inner.state
    if (this.dropped) return "interrupted"
    return this.runtime.waiting.has(this) ? "waiting" : "running"
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  get started(): Promise<void> {
    const listen = (done: () => void): void => this.whenStarted(done)
    return this.awaitStarted(this.lent(listen) ?? new Promise<void>(listen))
  }

  // A handle is awaited like a promise on purpose; it makes one only for who asks, so that nobody else has to handle it.
  // oxlint-disable-next-line unicorn/no-thenable
  then<A = unknown, B = never>(
    onValue?: ((value: unknown) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null
  ): Promise<A | B> {
    const lent = this.lent((done) => this.whenEnded(done))
    const result = lent === undefined ? this.result() : lent.then(() => this.result())
    return result.then(onValue, onError)
  }

  interrupt(): Promise<void> {
    if (this.runtime.waiting.has(this)) this.runtime.waiting.drop(this)
    this.whenStarted(() => {
      if (this.inner !== undefined) Effect.runSync(this.inner.interruptNow)
    })
    return new Promise((resolve) => this.whenEnded(resolve))
  }

  toString(): string {
    return `TaskHandle(${this.name}, ${this.state})`
  }

  toJSON(): unknown {
    return { _id: "TaskHandle", name: this.name, state: this.state, scope: this.scope.name }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): unknown {
    return this.toJSON()
  }

  /** Starts the task; under a limit its slot has been taken. */
  begin(): void {
    const { scope } = this.runtime
    this.inner = scope.fork(settle(this), scope.context, this.given, this.kind)
    register(this.inner)
    this.wake()
  }

  /** The task never starts. */
  drop(): void {
    this.dropped = true
    this.abort()
    this.wake()
  }

  readonly call = (): unknown => {
    this.fiber = currentFiber()
    // In a scope that is being interrupted the function starts with a signal that has aborted.
    if (this.runtime.signal.aborted) this.abort()
    return callIn(this, () => this.run(this.signal))
  }

  readonly abort = (): void => {
    const { scope, signal } = this.runtime
    const byName = { _tag: "Explicit", scope: scope.name, task: this.name } as const
    if (!this.signal.aborted)
      this.controller.abort(signal.aborted ? signal.reason : new InterruptedError({ reason: byName }))
  }

  readonly exitOf = (error: unknown): AnyExit => this.runtime.exitOf(error, this.signal)

  /** Calls back when the task has ended, or will never start. */
  whenEnded(done: () => void): void {
    this.whenStarted(() => {
      const fiber = this.inner?.fiber
      if (fiber === undefined) done()
      else fiber.addObserver(() => done())
    })
  }

  /** What the task gives to who waits for it; asked for by nobody else, because a rejection must be handled. */
  result(): Promise<unknown> {
    return (this.promise ??= new Promise((resolve, reject) => {
      this.whenEnded(() => {
        const exit = this.inner?.exit
        if (exit?._tag === "Success") return resolve(exit.value)
        const error =
          exit === undefined || Cause.hasInterruptsOnly(exit.cause) ? this.interruption() : errorsOf(exit.cause)[0]
        this.runtime.delivered.add(error)
        reject(error)
      })
    }))
  }

  private whenStarted(done: () => void): void {
    if (this.inner !== undefined || this.dropped) done()
    else (this.listeners ??= []).push(done)
  }

  private wake(): void {
    const { listeners } = this
    this.listeners = undefined
    for (const listener of listeners ?? []) listener()
  }

  private async awaitStarted(listening: Promise<void>): Promise<void> {
    await listening
    if (this.dropped) throw this.interruption()
  }

  private lent(listen: (done: () => void) => void): Promise<void> | undefined {
    return this.runtime.waiting.has(this) ? lend(listen) : undefined
  }

  /** Interrupted by name, or with the whole scope. */
  private interruption(): unknown {
    const { scope, signal } = this.runtime
    const withScope = signal.aborted && this.signal.reason === signal.reason
    return withScope ? signal.reason : new TaskInterruptedError({ task: this.name, scope: scope.name })
  }
}
