/** Every study, in the order of the table. */
import type { Study } from "../../../core/bench/harness/Study.ts"

export const studies: ReadonlyArray<Study> = [
  { id: "corpus", load: () => import("./corpus.ts").then((module) => module.corpusStudy) },
  { id: "replay", load: () => import("./replay.ts").then((module) => module.replayStudy) },
  { id: "litmus", load: () => import("./litmus.ts").then((module) => module.litmusStudy) },
  { id: "linearizable", load: () => import("./linearizable.ts").then((module) => module.linearizableStudy) },
  { id: "interrupt", load: () => import("./interrupt.ts").then((module) => module.interruptStudy) },
  { id: "pct", load: () => import("./pct.ts").then((module) => module.pctStudy) },
  { id: "find", load: () => import("./find.ts").then((module) => module.findStudy) }
]
