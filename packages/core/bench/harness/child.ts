/**
 * The child process: measures contenders of one scenario and prints their samples as JSON.
 *
 * Arguments: scenario id, number of items (the contender's own when `own`), `normal` or `smoke`, names of contenders: one,
 * or two to be measured together.
 */
import { scenarios } from "../scenarios/index.ts"
import { contenders } from "./contenders.ts"
import { measure, measureTogether, normalEffort, type Sample, smokeEffort } from "./measure.ts"

const [id, items, effortName, ...names] = process.argv.slice(2)
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
const samples: ReadonlyArray<Sample> =
  second === undefined
    ? [await measure(await first.load(), n, effort)]
    : await measureTogether(await first.load(), await second.load(), n, effort)
process.stdout.write(`${JSON.stringify(samples)}\n`)
