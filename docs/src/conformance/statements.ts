import data from "../../data/statements.json" with { type: "json" }

export type Does = "yes" | "no" | "partly" | "not applicable"

export type System = "trio" | "kotlin" | "java" | "swift" | "go" | "ox" | "effection" | "effect"

export interface Statement {
  /** As in the specification; 125 was moved to another package. */
  readonly number: number
  readonly group: string
  readonly statement: string
  readonly answer: "test" | "async test" | "type test" | "impossible by construction"
  /** Why it cannot happen, for what is impossible by construction. */
  readonly reason?: string
  /** What Heddle does instead, where it was decided otherwise. The tests hold this. */
  readonly decided?: {
    readonly instead: string
    /** The name of the page among the decisions. */
    readonly decision: string
  }
  /** A system that is absent has not been stated. */
  readonly peers: { readonly [S in System]?: { readonly does: Does; readonly note?: string } }
}

export const statements = data as ReadonlyArray<Statement>

export const systems: ReadonlyArray<{ readonly id: System; readonly name: string }> = [
  { id: "trio", name: "Trio" },
  { id: "kotlin", name: "Kotlin" },
  { id: "java", name: "Java" },
  { id: "swift", name: "Swift" },
  { id: "go", name: "Go errgroup" },
  { id: "ox", name: "Ox" },
  { id: "effection", name: "Effection" },
  { id: "effect", name: "Effect 4.1" }
]

export const groups: ReadonlyArray<{ readonly id: string; readonly title: string }> = [
  { id: "A", title: "Lifetime" },
  { id: "B", title: "Failure" },
  { id: "C", title: "Supervising" },
  { id: "D", title: "Interruption" },
  { id: "E", title: "Deadlines" },
  { id: "F", title: "Shielding" },
  { id: "G", title: "Joiners" },
  { id: "H", title: "Ready signal" },
  { id: "I", title: "Context" },
  { id: "J", title: "Resources and finalizers" },
  { id: "K", title: "Backpressure and streaming" },
  { id: "L", title: "Promises and signals" },
  { id: "M", title: "Observability" }
]
