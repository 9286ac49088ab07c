/**
 * What a child process runs and measures: one way of doing a scenario's work, ours or a peer's.
 */

/** The whole run is timed. It answers how many items it finished, which must be the number asked for. */
export interface Timed {
  readonly kind: "timed"
  readonly run: (n: number) => Promise<number>
}

/** What is timed of a prepared program, and what puts things back afterwards. */
export interface Stage {
  readonly run: () => Promise<number>
  readonly release?: () => Promise<unknown>
}

/** Only `run` of the stage that `prepare` sets is timed, as when children must be suspended before they are interrupted. */
export interface Prepared {
  readonly kind: "prepared"
  readonly prepare: (n: number) => Promise<Stage>
}

/** The program reads its own figure, in the unit of its scenario: bytes, milliseconds. Nothing is timed. */
export interface Gauge {
  readonly kind: "gauge"
  readonly read: (n: number) => Promise<number>
}

export type Program = Timed | Prepared | Gauge

export const timed = (run: Timed["run"]): Timed => ({ kind: "timed", run })

export const prepared = (prepare: Prepared["prepare"]): Prepared => ({ kind: "prepared", prepare })

export const gauge = (read: Gauge["read"]): Gauge => ({ kind: "gauge", read })
