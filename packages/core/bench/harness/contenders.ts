import type { Contender, Scenario } from "./Scenario.ts"

/** All ways of doing a scenario's work, ours first. Names are unique in a scenario. */
export const contenders = (scenario: Scenario): ReadonlyArray<Contender> => [
  scenario.ours,
  ...(scenario.peer === undefined ? [] : [scenario.peer]),
  ...(scenario.beside ?? [])
]
