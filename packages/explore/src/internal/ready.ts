/** Who can go, in the order in which they became ready, and who must let others go first. */
import type { FiberRecord } from "./record.ts"

/** How often a fiber may give way in a row, or go on alone, before those that are ready go first. */
const yieldsInARow = 3
const operationsAlone = 400

export class Ready {
  private list: Array<FiberRecord> = []
  private tired = 0

  clear(): void {
    this.list = []
    this.tired = 0
  }

  isEmpty(): boolean {
    return this.list.length === 0
  }

  /** Answers whether it was not there yet. */
  add(record: FiberRecord): boolean {
    if (this.list.includes(record)) return false
    this.list.push(record)
    return true
  }

  remove(record: FiberRecord): void {
    const index = this.list.indexOf(record)
    if (index >= 0) this.list.splice(index, 1)
  }

  /** All that can go, `current` first. */
  candidates(current: FiberRecord | undefined): ReadonlyArray<FiberRecord> {
    const all = current === undefined ? this.list : [current, ...this.list]
    if (this.tired === 0) return all
    const rested = all.filter((record) => this.isRested(record))
    return rested.length > 0 ? rested : all
  }

  /** The fiber gave way. Without a bound on that, a correct spin-wait could wait for ever. */
  gaveWay(record: FiberRecord, tick: number): void {
    if (++record.yields >= yieldsInARow) this.tire(record, tick)
  }

  /** The fiber may go on although others are ready. */
  wentOn(record: FiberRecord, tick: number): void {
    if (++record.alone > operationsAlone) this.tire(record, tick)
  }

  /** The others, as they are now, go first. */
  private tire(record: FiberRecord, tick: number): void {
    record.yields = record.alone = 0
    if (this.list.length === 0) return
    if (record.tiredSince === undefined) this.tired++
    record.tiredSince = tick
    record.waitsFor = [...this.list]
  }

  private isRested(record: FiberRecord): boolean {
    const { tiredSince } = record
    if (tiredSince === undefined) return true
    if (record.waitsFor.some((other) => other.lastTurn <= tiredSince && this.list.includes(other))) return false
    record.tiredSince = undefined
    record.waitsFor = []
    this.tired--
    return true
  }
}
