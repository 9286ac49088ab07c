/**
 * Decides whether a history is linearizable: whether its operations, each taking effect at one moment between its call
 * and its return, give what they returned.
 *
 * The search is the one of J. Wing and C. Gong, "Testing and verifying concurrent objects" (1993), in the just-in-time
 * form and with the memo of G. Lowe, "Testing for linearizability" (2017): it goes from return to return, places
 * operations only when one that returns needs its place, and never comes twice to the same return with the same
 * operations placed and the same state. So the work grows with 2^(operations open at once), not with 2^(operations).
 */
import type { HistoryOperation } from "./history.ts"
import type { Model } from "./model.ts"
import { type Moment, momentsOf } from "./timeline.ts"
import { impossible, start, Transitions } from "./transitions.ts"

export type Verdict =
  /** A witness: every operation that returned, and those pending ones that must have taken effect. */
  | { readonly _tag: "linearizable"; readonly order: ReadonlyArray<HistoryOperation> }
  | Stuck
  /** There was too much to look at. */
  | { readonly _tag: "undecided" }

export interface Stuck {
  readonly _tag: "stuck"
  /** The first operation by whose return no order is left; undefined when it is pending ones that do not have to wait. */
  readonly operation: HistoryOperation | undefined
  /** What was called until then: the shortest part of the history that is not linearizable. */
  readonly prefix: ReadonlyArray<HistoryOperation>
  /** The longest order that came this far. */
  readonly placed: ReadonlyArray<HistoryOperation>
}

/**
 * What is asked of operations that had not returned when the run ended. `may take effect`: nothing; they may have a place,
 * with any result, or none. `must wait`: they have none, and the model lets each wait in the last state, as at the
 * end of a run in which nothing can happen any more (the stuck histories of S. Burckhardt and others, "Line-Up", 2010).
 */
export type Pending = "may take effect" | "must wait"

/**
 * Places that are looked at before the search gives up. A register or a counter has some thousand in a history of 20
 * operations of 4 fibers; what keeps the order of its changes, such as a stack, may have more than anybody can look at.
 */
const most = 100_000

export const check = <State>(
  history: ReadonlyArray<HistoryOperation>,
  model: Model<State, HistoryOperation>,
  pending: Pending = "may take effect",
  limit = most
): Verdict => {
  const moments = momentsOf(history)
  if (moments === undefined) return { _tag: "undecided" }
  const search = new Search(history, model, moments, pending, limit)
  const verdict = search.run()
  if (verdict._tag !== "stuck") return verdict
  return shortest(history, model, moments.slice(search.furthest), search.left, verdict)
}

/**
 * The search knows from the beginning how every operation ends, and so may get stuck before the return that is to blame:
 * what was called and had not returned by then must be taken for pending. But it never gets stuck after that return.
 */
const shortest = <State>(
  history: ReadonlyArray<HistoryOperation>,
  model: Model<State, HistoryOperation>,
  moments: ReadonlyArray<Moment>,
  limit: number,
  otherwise: Stuck
): Stuck => {
  let left = limit
  for (const { returning } of moments) {
    const operation = history[returning.index]!
    const end = operation.returned!.at
    const prefix = history
      .filter(({ called }) => called <= end)
      .map((other) =>
        other.returned !== undefined && other.returned.at > end ? { ...other, returned: undefined } : other
      )
    const search = new Search(prefix, model, momentsOf(prefix)!, "may take effect", left)
    const verdict = search.run()
    if (verdict._tag === "stuck") return { ...verdict, operation }
    // That it is stuck is known; only where would take too long to find out.
    if (verdict._tag === "undecided") return { ...otherwise, operation }
    left = search.left
  }
  return otherwise
}

class Search<State> {
  private readonly history: ReadonlyArray<HistoryOperation>
  private readonly moments: ReadonlyArray<Moment>
  private readonly transitions: Transitions<State>
  private readonly waiting: ReadonlyArray<number>
  private readonly seen: ReadonlyArray<Set<number>>
  /** Places that may still be looked at. */
  left: number
  private readonly order: Array<number> = []
  /** The first return that no way gets past. */
  furthest = 0
  private best: ReadonlyArray<number> = []

  constructor(
    history: ReadonlyArray<HistoryOperation>,
    model: Model<State, HistoryOperation>,
    moments: ReadonlyArray<Moment>,
    pending: Pending,
    limit: number
  ) {
    this.history = history
    this.moments = moments
    this.transitions = new Transitions(history, model)
    this.waiting =
      pending === "must wait" ? [...history.keys()].filter((index) => history[index]!.returned === undefined) : []
    this.seen = moments.map(() => new Set())
    this.left = limit
  }

  run(): Verdict {
    if (this.isPossible(0, 0, start)) return { _tag: "linearizable", order: this.operations(this.order) }
    if (this.left < 0) return { _tag: "undecided" }
    return { _tag: "stuck", operation: undefined, prefix: this.history, placed: this.operations(this.best) }
  }

  private operations(indices: ReadonlyArray<number>): ReadonlyArray<HistoryOperation> {
    return indices.map((index) => this.history[index]!)
  }

  /** Whether the rest can be placed: from this return on, with these open operations placed and the model in this state. */
  private isPossible(at: number, placed: number, state: number): boolean {
    let [moment, mask] = [at, placed]
    while (moment < this.moments.length && (mask & this.moments[moment]!.returning.bit) !== 0) {
      mask -= this.moments[moment++]!.returning.bit
    }
    this.note(moment)
    if (moment === this.moments.length) {
      return this.waiting.every((index) => this.transitions.next(state, index) === impossible)
    }
    const key = state * 2 ** 30 + mask
    const seen = this.seen[moment]!
    if (seen.has(key) || --this.left < 0) return false
    seen.add(key)
    return this.goOn(moment, mask, state)
  }

  private goOn(moment: number, mask: number, state: number): boolean {
    for (const candidate of this.moments[moment]!.open) {
      if ((mask & candidate.bit) !== 0 || (candidate.isPending && this.waiting.length > 0)) continue
      const next = this.transitions.next(state, candidate.index)
      if (next === impossible || (candidate.isPending && next === state)) continue
      this.order.push(candidate.index)
      if (this.isPossible(moment, mask | candidate.bit, next)) return true
      this.order.pop()
    }
    return false
  }

  private note(moment: number): void {
    if (moment < this.furthest || (moment === this.furthest && this.order.length <= this.best.length)) return
    this.furthest = moment
    this.best = [...this.order]
  }
}
