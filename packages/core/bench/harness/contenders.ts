import type { Contender, Scenario } from "./Scenario.ts"

/** All ways of doing a scenario's work, ours first. Names are unique in a scenario. */
export const contenders = (scenario: Scenario): ReadonlyArray<Contender> => processes(scenario).flat()

/** The same, grouped by the process each is measured in. */
export const processes = (scenario: Scenario): ReadonlyArray<ReadonlyArray<Contender>> => {
  const { ours, peer, together, beside = [] } = scenario
  const judged = peer === undefined ? [[ours]] : together === true ? [[ours, peer]] : [[ours], [peer]]
  return [...judged, ...beside.map((contender) => [contender])]
}
