/** What a session knows of one fiber of the run. */
import type { Primitive, RawFiber } from "./effect.ts"

export class FiberRecord {
  /** The fiber, or undefined for the dispatcher, which takes turns like one: it runs what operations have scheduled. */
  readonly fiber: RawFiber | undefined
  /** In order of first sight: the root is 0. The same in every run with the same schedule. */
  readonly index: number
  readonly parent: FiberRecord | undefined
  readonly run: number
  /** What it does when it gets its turn; undefined while it waits, runs, or has ended. */
  parked: Primitive | undefined = undefined
  /** The operation it waits in. */
  waiting: Primitive | undefined = undefined
  ended = false
  /** Nobody was there to hear of its failure when it ended. */
  unheard = false
  /** Its operations so far, those that other fibers may notice. */
  operations = 0
  /** It has its turn for the next operation, which is not asked about again. */
  granted = false
  /** The tick at which it last had a turn. */
  lastTurn = 0
  /** How often it gave way in a row, or went on while others waited. */
  yields = 0
  alone = 0
  /** It gave way so often that the others, as they were then, go first. */
  tiredSince: number | undefined = undefined
  waitsFor: ReadonlyArray<FiberRecord> = []
  /** Its name, noted while it had one. */
  name: string | undefined = undefined
  private inherited: string | undefined = undefined
  /** Where the program last yielded an effect in it, while that is recorded. */
  place: string | undefined = undefined
  /** The run is over and being judged: reading its exit is no longer the program's doing. */
  judged = false

  constructor(fiber: RawFiber | undefined, index: number, parent: FiberRecord | undefined, run: number) {
    this.fiber = fiber
    this.index = index
    this.parent = parent
    this.run = run
  }

  /** A name found in its context. What it was forked with is its forker's. */
  nameAfter(found: string | undefined): void {
    if (this.inherited === undefined) this.inherited = found ?? ""
    else if (found !== undefined && found !== this.inherited) this.name ??= found
  }
}

const key: unique symbol = Symbol("@heddle/explore/record")

interface Marked {
  [key]?: FiberRecord
}

/** The record is kept on the fiber: it is looked up before every operation. */
export const recordOf = (fiber: RawFiber): FiberRecord | undefined => (fiber as RawFiber & Marked)[key]

export const mark = (fiber: RawFiber, record: FiberRecord): void => {
  ;(fiber as RawFiber & Marked)[key] = record
}
