/** Litmus programs: small enough to search exhaustively, so that two searches can be held against each other. */
import { fibers } from "./fibers.ts"
import type { Litmus } from "./Litmus.ts"
import { refs } from "./refs.ts"
import { waiting } from "./waiting.ts"

export { generate } from "./generate.ts"
export type { Litmus } from "./Litmus.ts"

export const litmus: ReadonlyArray<Litmus> = [...refs, ...waiting, ...fibers]
