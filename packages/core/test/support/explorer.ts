/**
 * Runs a program under the orders in which its ready fibers could run: a small systematic explorer.
 *
 * A scheduler of its own collects everything that is ready, and a function chooses what runs next. Programs wait for
 * fibers only, never for time or promises, so nothing ready and no exit means a deadlock.
 */
import { Context, Effect, type Exit, Scheduler } from "effect"

export interface Exploration {
  readonly schedules: number
  /** Every order was tried; otherwise the bound came first. */
  readonly complete: boolean
}

export interface ExploreOptions {
  /** Default 5,000. */
  readonly maxSchedules?: number
  /** After so many steps of the runtime a fiber lets others go first; default: it runs until it waits or yields. */
  readonly stepsPerTurn?: number
}

/**
 * Tries every choice, depth first, by running the program again from the start along the same choices. `program` is made
 * anew for each schedule; `check` sees how it ended. Throws with the choices that led there when it deadlocks.
 */
export const explore = <A, E>(
  program: () => Effect.Effect<A, E>,
  check: (exit: Exit.Exit<A, E>) => void,
  options: ExploreOptions = {}
): Exploration => {
  const { maxSchedules = 5_000, stepsPerTurn } = options
  let path: Array<Choice> = []
  for (let schedules = 1; ; schedules++) {
    let depth = 0
    const exit = runChoosing(program(), (ready) => takenAt(path, depth++, ready), stepsPerTurn)
    if (exit === undefined) {
      throw new Error(`deadlock under schedule ${schedules}: choices ${path.map(({ taken }) => taken).join(",")}`)
    }
    check(exit)
    path = nextPath(path)
    if (path.length === 0) return { schedules, complete: true }
    if (schedules === maxSchedules) return { schedules, complete: false }
  }
}

/** Runs a program with `choose` picking among so many ready things; undefined when it deadlocks. */
export const runChoosing = <A, E>(
  program: Effect.Effect<A, E>,
  choose: (ready: number) => number,
  stepsPerTurn = Infinity
): Exit.Exit<A, E> | undefined => {
  const ready: Array<() => void> = []
  const scheduler: Scheduler.Scheduler = {
    executionMode: "async",
    shouldYield: (fiber) => fiber.currentOpCount >= stepsPerTurn,
    makeDispatcher: () => ({ scheduleTask: (task) => void ready.push(task), flush: () => undefined })
  }
  const fiber = Effect.runForkWith(Context.make(Scheduler.Scheduler, scheduler))(program)
  while (ready.length > 0) {
    const [run] = ready.splice(ready.length === 1 ? 0 : choose(ready.length), 1)
    run?.()
  }
  return fiber.pollUnsafe()
}

interface Choice {
  readonly taken: number
  readonly of: number
}

/** The choice that `path` knows for this depth; past its end, the first. */
const takenAt = (path: Array<Choice>, depth: number, of: number): number => {
  const known = path[depth]
  if (known === undefined) path.push({ taken: 0, of })
  else if (known.of !== of) throw new Error(`the program is not deterministic: ${known.of} choices became ${of}`)
  return known?.taken ?? 0
}

/** The next path in depth-first order: empty when there is none. */
const nextPath = (path: ReadonlyArray<Choice>): Array<Choice> => {
  const next = [...path]
  for (let last = next.pop(); last !== undefined; last = next.pop()) {
    if (last.taken + 1 < last.of) return [...next, { taken: last.taken + 1, of: last.of }]
  }
  return []
}
