/** Runs programs on Effect's own scheduler, without Explore, so that a hang is seen at once and every run is the same. */
import { Clock, Context, Effect, type Exit, type Fiber, Scheduler } from "effect"
import { VirtualClock } from "../../src/internal/clock.ts"

interface PlainOptions {
  /** Of Effect's scheduler; its default is 2,048. */
  readonly maxOpsBeforeYield?: number
  /** Instead of that: yields when the scheduler is asked for the so many-th time, counted from 0. */
  readonly yieldAt?: number
}

/** After which a program counts as never ending: something in the background may wake up for ever. */
const mostTurns = 2_000

/** The exit; undefined when the program does not end. Time jumps when nothing can run. */
export const runPlain = <A, E>(program: Effect.Effect<A, E>, options: PlainOptions = {}): Exit.Exit<A, E> | undefined =>
  counted(program, options).exit

/** For every time the scheduler is asked: runs the program with a yield then, and gives those that `isWrong`. */
export const yieldingEverywhere = <A, E>(
  program: Effect.Effect<A, E>,
  isWrong: (exit: Exit.Exit<A, E> | undefined) => boolean
): ReadonlyArray<number> => {
  const { asked } = counted(program, { yieldAt: -1 })
  return Array.from({ length: asked }, (_, yieldAt) => yieldAt).filter((yieldAt) =>
    isWrong(runPlain(program, { yieldAt }))
  )
}

/** Costs a fiber about so many operations, and does not wait. */
export const busy = (operations: number): Effect.Effect<void> =>
  Effect.suspend(() => {
    let left = operations
    return Effect.whileLoop({ while: () => left-- > 0, body: () => Effect.sync(() => {}), step: () => {} })
  })

/** The numbers of operations before which a fiber with the default budget is close to its automatic yield. */
export const nearTheYield: ReadonlyArray<number> = Array.from({ length: 160 }, (_, index) => 1_900 + index)

const counted = <A, E>(
  program: Effect.Effect<A, E>,
  { maxOpsBeforeYield = 2_048, yieldAt }: PlainOptions
): { readonly exit: Exit.Exit<A, E> | undefined; readonly asked: number } => {
  const tasks: Array<() => void> = []
  const clock = new VirtualClock()
  const scheduler = new CountingScheduler(yieldAt, (task) => {
    tasks.push(task)
    return () => {}
  })
  const context = Context.empty().pipe(
    Context.add(Scheduler.Scheduler, scheduler),
    Context.add(Scheduler.MaxOpsBeforeYield, maxOpsBeforeYield),
    Context.add(Clock.Clock, clock)
  )
  const fiber = Effect.runForkWith(context)(program)
  for (let turns = 0; turns < mostTurns && fiber.pollUnsafe() === undefined; turns++) {
    const task = tasks.shift()
    if (task !== undefined) task()
    else if (clock.hasTimers()) clock.jump()
    else break
  }
  return { exit: fiber.pollUnsafe(), asked: scheduler.asked }
}

/** Effect's scheduler, which also counts; with `yieldAt` it decides by the count. */
class CountingScheduler extends Scheduler.MixedScheduler {
  asked = 0
  private readonly yieldAt: number | undefined

  constructor(yieldAt: number | undefined, setImmediate: (task: () => void) => () => void) {
    super("async", setImmediate)
    this.yieldAt = yieldAt
  }

  override shouldYield(fiber: Fiber.Fiber<unknown, unknown>): boolean {
    const index = this.asked++
    return this.yieldAt === undefined ? super.shouldYield(fiber) : index === this.yieldAt
  }
}
