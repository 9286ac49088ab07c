/** A search without a keyboard: no signals, no progress. */
import * as Effect from "effect/Effect"
import { findDuplicates, type Options } from "../duplicates.ts"
import * as Progress from "../progress.ts"

export const search = (folder: string, options: Partial<Options> = {}) =>
  findDuplicates({
    folder,
    deadline: undefined,
    progress: Progress.make({ isTerminal: false, columns: () => 80, write: () => {} }),
    stop: Effect.never,
    inspect: Effect.never,
    ...options
  })
