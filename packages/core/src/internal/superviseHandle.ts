/** The handle of `TaskScope.supervise`: forking is a plain effect. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as Schedule from "effect/Schedule"
import { type ForkAllOptions, forkAllEffect, forkEffect, type ForkOptions, kindOf, tryForkEffect } from "./fork.ts"
import { BaseHandle } from "./handle.ts"
import { type AnyServe, startEffect } from "./start.ts"
import { type AnyEffect, erase } from "./task.ts"

interface SuperviseForkOptions extends ForkOptions {
  readonly restart?: Schedule.Schedule<unknown, unknown, never, any> | undefined
}

export class SuperviseHandle extends BaseHandle {
  fork(child: AnyEffect, options?: SuperviseForkOptions): AnyEffect {
    const { restart } = options ?? {}
    const effect = restart === undefined ? child : restarted(child, restart)
    return forkEffect(this.scope, effect, options?.name, kindOf(options))
  }

  forkAll(children: Iterable<AnyEffect>, options?: ForkAllOptions): AnyEffect {
    return forkAllEffect(this.scope, children, options)
  }

  tryFork(child: AnyEffect, options?: ForkOptions): AnyEffect {
    return tryForkEffect(this.scope, child, options)
  }

  start(serve: AnyServe, options?: ForkOptions): AnyEffect {
    return startEffect(this.scope, serve, options)
  }
}

/** Defects are retried too: a supervisor is for what nobody foresaw. Interrupts are not. */
const restarted = (child: AnyEffect, schedule: Schedule.Schedule<unknown, unknown, never, any>): AnyEffect =>
  erase(
    Effect.retry(Effect.sandbox(child), { schedule, while: (cause) => !Cause.hasInterruptsOnly(cause) }).pipe(
      Effect.catch((cause) => Effect.failCause(cause))
    )
  )
