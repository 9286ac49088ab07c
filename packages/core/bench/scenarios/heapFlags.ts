/**
 * Flags for a process whose heap is read. V8 drops the bytecode of functions that have not run for a while, megabytes of
 * it after loading Effect; that must not count against what the program holds.
 */
export const heapFlags: ReadonlyArray<string> = ["--expose-gc", "--no-flush-bytecode"]
