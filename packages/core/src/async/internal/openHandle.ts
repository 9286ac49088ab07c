/** A scope in block form: its body is the rest of the block, which ends with `join` or with the block. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { Handler } from "../../Unhandled.ts"
import { ScopeLeftError, ScopeNotJoinedError } from "../errors.ts"
import type { AsyncForkOptions } from "../options.ts"
import type { OpenTaskScope, TaskFunction } from "../scope.ts"
import { AsyncHandle } from "./handle.ts"
import type { AsyncRuntime, Ended } from "./runtime.ts"
import type { AsyncTask } from "./task.ts"

export class OpenHandle extends AsyncHandle {
  private readonly ended: Promise<Ended>
  private how: "open" | "joined" | "left" = "open"
  private forked = false
  private leave = (): void => {}

  constructor(runtime: AsyncRuntime) {
    super(runtime)
    const left = new Promise<void>((resolve) => {
      this.leave = resolve
    })
    this.ended = new Promise((resolve) => {
      runtime.run(() => left, resolve)
    })
  }

  override fork(run: TaskFunction<unknown>, options?: AsyncForkOptions): AsyncTask {
    this.forked = true
    return super.fork(run, options)
  }

  async join(): Promise<void> {
    if (this.how !== "open") throw new ScopeLeftError({ scope: this.name, how: this.how })
    this.how = "joined"
    this.leave()
    const ended = await this.ended
    if (ended._tag === "Failure") throw ended.error
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.how === "open") await this.abandonBlock()
    await this.ended
  }

  override surface(): OpenTaskScope {
    return this as unknown as OpenTaskScope
  }

  /** The block was left without `join`: by an error of its own, by `return`, or because `join` was forgotten. */
  private async abandonBlock(): Promise<void> {
    const { scope } = this.runtime
    this.how = "left"
    const errors: Array<unknown> = []
    if (this.forked && scope.isLive()) errors.push(new ScopeNotJoinedError({ scope: scope.name }))
    scope.decide(Exit.void, { _tag: "Explicit", scope: scope.name, message: "its block was left without join" })
    this.leave()
    const ended = await this.ended
    if (ended._tag === "Failure") errors.push(...[ended.error, ...ended.others].filter((error) => this.isUnseen(error)))
    if (errors.length > 0) await this.report(errors)
  }

  /** Who interrupts a scope with an error knows the error; anything else has to be told unless a task gave it away. */
  private isUnseen(error: unknown): boolean {
    const { delivered, signal } = this.runtime
    return !delivered.has(error) && !(this.reason?._tag === "Explicit" && error === signal.reason)
  }

  private report(errors: ReadonlyArray<unknown>): Promise<void> {
    const { scope } = this.runtime
    const cause = Cause.fromReasons(errors.map(Cause.makeFailReason))
    const report = { _tag: "UnobservedFailure", task: "body", scope: scope.name, cause } as const
    const told = scope.runFork(Effect.flatMap(Handler, (handler) => handler(report)))
    return new Promise((resolve) => {
      told.addObserver(() => resolve())
    })
  }
}
