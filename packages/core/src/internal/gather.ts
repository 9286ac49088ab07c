/** The engine of the list functions: a scope whose body forks a list, and a joiner that decides when it has enough. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { RunOptions } from "../options.ts"
import { forkAllEffect } from "./fork.ts"
import { configure, open } from "./open.ts"
import type { Policy, ScopeConfig, ScopeRuntime } from "./scope.ts"
import { type AnyEffect, type AnyExit, asDefect, erase, type Given, type TaskRuntime } from "./task.ts"

/** The runtime's view of a joiner: made anew for each run. */
export interface GatherJoiner {
  readonly onFork?: ((index: number) => boolean | void) | undefined
  readonly onExit?: ((exit: AnyExit, index: number) => boolean | void) | undefined
  readonly result: (scopeName: string) => Given
  readonly timeout?: ((scopeName: string) => Given) | undefined
}

export const gather = (
  where: string,
  effects: Iterable<Given>,
  options: RunOptions | undefined,
  make: () => GatherJoiner,
  names?: (index: number) => string
): AnyEffect => {
  const config = configure(where, options, where)
  const name = config.name ?? where
  return Effect.suspend(() => {
    const joiner = make()
    let late: AnyEffect | undefined
    const own: ScopeConfig = {
      ...config,
      onDeadline: whenLate(config, joiner, name, (effect) => {
        late = effect
      })
    }
    const ended = open(own, policyOf(joiner), (scope) =>
      forkAllEffect(scope, offered(scope, effects, joiner), { discard: true, name: names })
    )
    return Effect.flatMap(ended, () => late ?? erase(joiner.result(name)))
  })
}

/** Past the deadline: the caller's `onDeadline`, else the joiner's `timeout`, else an error of the scope. */
const whenLate = (
  config: ScopeConfig,
  joiner: GatherJoiner,
  name: string,
  set: (effect: AnyEffect) => void
): (() => AnyExit) | undefined => {
  const { onDeadline } = config
  const { timeout } = joiner
  if (onDeadline === undefined && timeout === undefined) return undefined
  return () => {
    set(onDeadline === undefined ? erase(Effect.suspend(() => timeout!(name))) : onDeadline())
    return Exit.void
  }
}

/** Asks the joiner before each fork; its `true` ends the scope, and the task does not start. */
function* offered(scope: ScopeRuntime, effects: Iterable<Given>, joiner: GatherJoiner): Generator<Given, void> {
  let index = 0
  for (const effect of effects) {
    if (joiner.onFork?.(index++) === true) return satisfied(scope)
    if (!scope.isLive()) return
    yield effect
  }
}

const policyOf = (joiner: GatherJoiner): Policy => ({
  supervised: true,
  ended: (scope, task, exit) => {
    try {
      if (joiner.onExit?.(exit, task.index) === true) satisfied(scope)
    } catch (defect) {
      scope.record(Cause.die(defect))
      scope.interrupt({ _tag: "BodyFailed", scope: scope.name })
    }
  },
  // Only what fails while being interrupted comes here. What fails after the interruption is its cleanup, and must not
  // vanish with it; a typed failure before that is one more of a task nobody needs.
  failed: (scope: ScopeRuntime, _task: TaskRuntime, { reasons }) => {
    const interrupted = reasons.findIndex((reason) => reason._tag === "Interrupt")
    const isLost = (reason: Cause.Reason<unknown>, index: number) =>
      reason._tag === "Die" || (reason._tag === "Fail" && interrupted !== -1 && index > interrupted)
    const lost = reasons.filter(isLost).map(asDefect)
    if (lost.length > 0) scope.record(Cause.fromReasons(lost))
  }
})

const satisfied = (scope: ScopeRuntime): void => scope.decide(Exit.void, { _tag: "Satisfied", scope: scope.name })
