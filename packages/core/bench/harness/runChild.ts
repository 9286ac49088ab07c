/**
 * The child process: measures contenders of one scenario, or runs one study, and prints what it found as JSON.
 *
 * Arguments: id of a scenario, number of items (the contender's own when `own`), `normal` or `smoke`, names of contenders:
 * one, or two to be measured together. Of a study: `study`, its id, `normal` or `smoke`.
 */
import { contenders } from "./contenders.ts"
import { measure, measureTogether, normalEffort, type Sample, smokeEffort } from "./measure.ts"
import type { Scenario } from "./Scenario.ts"
import type { Study } from "./Study.ts"

export interface Bench {
  readonly scenarios: ReadonlyArray<Scenario>
  readonly studies?: ReadonlyArray<Study>
}

export const runChild = async ({ scenarios, studies = [] }: Bench): Promise<void> => {
  const [first, ...others] = process.argv.slice(2)
  const found = await (first === "study" ? runStudy(studies, others) : runScenario(scenarios, first, others))
  process.stdout.write(`${JSON.stringify(found)}\n`)
}

const runStudy = async (studies: ReadonlyArray<Study>, [id, effort]: ReadonlyArray<string>) => {
  const study = studies.find((candidate) => candidate.id === id)
  if (study === undefined) throw new Error(`no study "${id}"`)
  const run = await study.load()
  return run(effort === "smoke" ? "smoke" : "full")
}

const runScenario = async (
  scenarios: ReadonlyArray<Scenario>,
  id: string | undefined,
  [items, effortName, ...names]: ReadonlyArray<string>
): Promise<ReadonlyArray<Sample>> => {
  const effort = effortName === "smoke" ? smokeEffort : normalEffort
  const scenario = scenarios.find((candidate) => candidate.id === id)
  if (scenario === undefined) throw new Error(`no scenario "${id}"`)
  const [first, second] = names.map((name) => {
    const contender = contenders(scenario).find((candidate) => candidate.name === name)
    if (contender === undefined) throw new Error(`no contender "${name}" in scenario "${id}"`)
    return contender
  })
  if (first === undefined) throw new Error("no contender named")
  const n = items === "own" ? first.n : Number(items)
  return second === undefined
    ? [await measure(await first.load(), n, effort)]
    : measureTogether(await first.load(), await second.load(), n, effort)
}
