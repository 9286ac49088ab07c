/**
 * The child process: measures one contender of one scenario and prints the sample as JSON.
 *
 * Arguments: scenario id, contender name, number of items, `normal` or `smoke`.
 */
import { scenarios } from "../scenarios/index.ts"
import { contenders } from "./contenders.ts"
import { measure, normalEffort, smokeEffort } from "./measure.ts"

const [id, name, n, effort] = process.argv.slice(2)
const scenario = scenarios.find((candidate) => candidate.id === id)
if (scenario === undefined) throw new Error(`no scenario "${id}"`)
const contender = contenders(scenario).find((candidate) => candidate.name === name)
if (contender === undefined) throw new Error(`no contender "${name}" in scenario "${id}"`)

const program = await contender.load()
const sample = await measure(program, Number(n), effort === "smoke" ? smokeEffort : normalEffort)
process.stdout.write(`${JSON.stringify(sample)}\n`)
