/**
 * Children that wait: what each holds, and how long it takes to interrupt all.
 */
import { figure, type Scenario, slower } from "../../harness/Scenario.ts"
import { heapFlags, watchingHeap } from "../heapFlags.ts"

const n = 20_000

const heddle = watchingHeap(n, () => import("./heddle.ts"))
const effect = watchingHeap(n, () => import("./effect.ts"))

export const suspended: ReadonlyArray<Scenario> = [
  {
    id: "suspended-bytes",
    title: "Memory of a suspended child, 20,000 of them",
    unit: "bytes per child",
    gate: figure(700),
    ours: heddle("Heddle TaskScope", (module) => module.bytes),
    beside: [
      effect("Effect forkChild", (module) => module.forkChildBytes),
      effect("Effect forkIn", (module) => module.forkInBytes),
      {
        name: "promise + AbortSignal each",
        n,
        load: () => import("./promises.ts").then((module) => module.promiseBytes),
        flags: heapFlags
      },
      {
        name: "effection spawn",
        n,
        load: () => import("./effection.ts").then((module) => module.effectionBytes),
        flags: heapFlags
      }
    ]
  },
  {
    id: "suspended-bytes-named",
    title: "The same, each with a name and its handle kept",
    unit: "bytes per child",
    gate: figure(770),
    ours: heddle("Heddle TaskScope", (module) => module.bytesNamedAndHeld),
    note: "The list of handles is counted, the text of the names is not."
  },
  {
    id: "suspended-interrupt",
    title: "Interrupt 20,000 suspended children and wait for their end",
    unit: "ns per child",
    gate: slower(3),
    ours: heddle("Heddle TaskScope", (module) => module.interrupt),
    peer: effect("Effect forkChild", (module) => module.forkChildInterrupt),
    beside: [
      effect("Effect forkIn", (module) => module.forkInInterrupt),
      {
        name: "promise + AbortSignal each",
        n,
        load: () => import("./promises.ts").then((module) => module.promiseInterrupt)
      },
      {
        name: "effection spawn",
        n,
        load: () => import("./effection.ts").then((module) => module.effectionInterrupt)
      }
    ]
  }
]
