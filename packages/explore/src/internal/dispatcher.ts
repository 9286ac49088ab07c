/** What operations schedule for later: releases of semaphores and queues, and the starts of forked fibers. */
import * as Effect from "effect/Effect"
import { type Scheduler, type SchedulerDispatcher, Scheduler as SchedulerService } from "effect/Scheduler"

interface Scheduled {
  readonly priority: number
  readonly task: () => void
}

/**
 * The scheduler of a session. Starting a fiber only makes it ready, which can be done at once: when it runs is decided
 * elsewhere. Everything else waits for the dispatcher's turn, in the order of its priority and then of its coming.
 */
export class SessionScheduler implements Scheduler {
  readonly executionMode = "async" as const
  private tasks: Array<Scheduled> = []
  private readonly onTask: () => void

  constructor(onTask: () => void) {
    this.onTask = onTask
  }

  shouldYield(): boolean {
    return false
  }

  makeDispatcher(): SchedulerDispatcher {
    return this.dispatcher
  }

  private readonly dispatcher: SchedulerDispatcher = {
    scheduleTask: (task, priority) => {
      if (sourceOf(task) === startOfFiber()) return task()
      let at = this.tasks.length
      while (at > 0 && this.tasks[at - 1]!.priority > priority) at--
      this.tasks.splice(at, 0, { priority, task })
      if (this.tasks.length === 1) this.onTask()
    },
    flush: () => {
      while (this.tasks.length > 0) this.runNext()
    }
  }

  hasTasks(): boolean {
    return this.tasks.length > 0
  }

  nextTask(): (() => void) | undefined {
    return this.tasks[0]?.task
  }

  runNext(): void {
    this.tasks.shift()?.task()
  }

  reset(): void {
    if (this.tasks.length > 0) this.tasks = []
  }
}

const sourceOf = (task: () => void): string => Function.prototype.toString.call(task)

let start: string | undefined

/** The text of the function that starts a forked fiber, read off a fork. */
const startOfFiber = (): string => (start ??= readStart())

const readStart = (): string => {
  const texts: Array<string> = []
  const scheduler: Scheduler = {
    executionMode: "async",
    shouldYield: () => false,
    makeDispatcher: () => ({ scheduleTask: (task) => void texts.push(sourceOf(task)), flush: () => {} })
  }
  Effect.runFork(Effect.provideService(Effect.forkDetach(Effect.never), SchedulerService, scheduler))
  if (texts[0] === undefined)
    throw new Error("this release of Effect does not start a forked fiber through its dispatcher")
  return texts[0]
}
