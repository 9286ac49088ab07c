/** Notes every step of a run while another chooser decides. */
import type { Chooser, Crossing } from "./chooser.ts"
import { permitsTaken } from "./footprint.ts"
import { nameOf } from "./operations.ts"
import type { FiberRecord } from "./record.ts"
import type { Step } from "./step.ts"

export interface Noted {
  readonly step: Step
  readonly operation: string | undefined
  readonly preempts: boolean
  readonly turn: boolean
  readonly waits: string | undefined
}

export class Recorder implements Chooser {
  private readonly inner: Chooser
  readonly notes: Array<Noted> = []
  private preempts = false
  private turn = false
  /** Which fibers hold permits of which semaphores. */
  readonly holders = new Map<object, Map<number, number>>()
  private readonly taken = new Map<object, number>()

  constructor(inner: Chooser) {
    this.inner = inner
  }

  begin(): void {
    this.inner.begin()
    this.notes.length = 0
    this.holders.clear()
    this.taken.clear()
    this.preempts = this.turn = false
  }

  choose(crossing: Crossing): FiberRecord | undefined {
    const chosen = this.inner.choose(crossing)
    this.preempts = crossing.current !== undefined && chosen !== crossing.current
    this.turn = chosen !== crossing.candidates[0]
    return chosen
  }

  readonly onStep = (step: Step): void => {
    const { fiber, operation, task } = step
    const { waiting } = fiber
    this.notes.push({
      step,
      operation: operation === undefined ? task && "scheduled work" : nameOf(operation),
      preempts: this.preempts,
      turn: this.turn,
      waits: waiting === undefined ? undefined : nameOf(waiting)
    })
    this.preempts = this.turn = false
    for (const { by, object, write } of step.accesses) if (write) this.notePermits(object, by)
    this.inner.onStep?.(step)
  }

  readonly onYield = (fiber: FiberRecord): void => this.inner.onYield?.(fiber)

  private notePermits(object: object, fiber: number): void {
    const now = permitsTaken(object)
    if (now === undefined) return
    const change = now - (this.taken.get(object) ?? 0)
    this.taken.set(object, now)
    if (change === 0) return
    const holders = this.holders.get(object) ?? new Map<number, number>()
    this.holders.set(object, holders)
    const held = (holders.get(fiber) ?? 0) + change
    if (held > 0) holders.set(fiber, held)
    else holders.delete(fiber)
  }
}
