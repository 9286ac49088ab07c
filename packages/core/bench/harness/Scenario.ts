/**
 * A row of the table: our way of doing some work, the peer it is held against, and what it must reach.
 */
import type { Program } from "./Program.ts"

/** One way of doing the work. The program is loaded in a child process that loads nothing else. */
export interface Contender {
  readonly name: string
  readonly n: number
  readonly load: () => Promise<Program>
  /** Flags of Node for the child process, such as `--expose-gc`. */
  readonly flags?: ReadonlyArray<string>
}

/** What the row must reach. */
export type Gate =
  /** The peer's time over ours is at least this. */
  | { readonly kind: "faster"; readonly atLeast: number }
  /** Our time over the peer's is at most this. */
  | { readonly kind: "slower"; readonly atMost: number }
  /** Our time over the peer's: the interval contains 1.00 and ends below this. */
  | { readonly kind: "same"; readonly below: number }
  /** Our own figure is at most this, in the unit of the row. */
  | { readonly kind: "figure"; readonly atMost: number }
  /** Our own figure is at least this, in the unit of the row. */
  | { readonly kind: "reaches"; readonly atLeast: number }

export interface Scenario {
  readonly id: string
  readonly title: string
  /** Of one item: `ns per child`; of a gauge, its figure: `bytes per child`. */
  readonly unit: string
  readonly gate: Gate
  readonly ours: Contender
  /** Measured in turn with ours, pair by pair. A gate on our own figure needs none. */
  readonly peer?: Contender
  /** Ours and the peer take turns inside one process, run by run: for differences of a few percent. Needs a peer. */
  readonly together?: boolean
  /** Measured a few times in the same run, for the reader; no gate. */
  readonly beside?: ReadonlyArray<Contender>
  readonly note?: string
}

export const faster = (atLeast: number): Gate => ({ kind: "faster", atLeast })

export const slower = (atMost: number): Gate => ({ kind: "slower", atMost })

export const same = (below: number): Gate => ({ kind: "same", below })

export const figure = (atMost: number): Gate => ({ kind: "figure", atMost })

export const reaches = (atLeast: number): Gate => ({ kind: "reaches", atLeast })
