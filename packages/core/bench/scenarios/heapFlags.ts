/** Contenders whose heap is read. */
import type { Program } from "../harness/Program.ts"
import type { Contender } from "../harness/Scenario.ts"

/**
 * Flags for a process whose heap is read. V8 drops the bytecode of functions that have not run for a while, megabytes of
 * it after loading Effect; that must not count against what the program holds.
 */
export const heapFlags: ReadonlyArray<string> = ["--expose-gc", "--no-flush-bytecode"]

/** Contenders of one module, of `n` items each, in processes with these flags. */
export const watchingHeap =
  <Module>(n: number, load: () => Promise<Module>) =>
  (name: string, pick: (module: Module) => Program): Contender => ({
    name,
    n,
    load: () => load().then(pick),
    flags: heapFlags
  })
