/**
 * Measures @heddle/core beside its peers. See README.md for the method.
 *
 * Run: npx -y pnpm@12 --filter @heddle/core-bench bench [--only ID] [--pairs N] [--out FILE] [--gates-only] [--source] [--smoke]
 */
import { compare } from "./harness/compare.ts"
import { processes } from "./harness/contenders.ts"
import { type Options, parseOptions } from "./harness/options.ts"
import { publish } from "./harness/publish.ts"
import type { Row } from "./harness/Row.ts"
import type { Contender, Scenario } from "./harness/Scenario.ts"
import { spawnSamples } from "./harness/spawn.ts"
import { rowText, table } from "./harness/table.ts"
import { scenarios } from "./scenarios/index.ts"

const progress = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** Broken contenders are reported and fail the command at its end; a missed gate does not. */
const orReport = async <A>(work: () => Promise<A>): Promise<A | undefined> => {
  try {
    return await work()
  } catch (error) {
    process.stderr.write(`broken: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
    return undefined
  }
}

const smoke = async (selected: ReadonlyArray<Scenario>, options: Options): Promise<void> => {
  let works = 0
  for (const scenario of selected) {
    for (const group of processes(scenario)) {
      progress(`${scenario.id}: ${group.map((contender) => contender.name).join(" and ")}`)
      if ((await orReport(() => spawnSamples(scenario, group, options))) !== undefined) works += group.length
    }
  }
  process.stdout.write(`${works} contenders of ${selected.length} scenarios ran\n`)
}

const bench = async (selected: ReadonlyArray<Scenario>, options: Options): Promise<void> => {
  const sample = (scenario: Scenario, chosen: ReadonlyArray<Contender>) => spawnSamples(scenario, chosen, options)
  const rows: Array<Row> = []
  for (const scenario of selected) {
    const row = await orReport(() =>
      compare(scenario, { pairs: options.pairs, beside: !options.gatesOnly, sample, progress })
    )
    if (row === undefined) continue
    rows.push(row)
    progress(rowText(row))
  }
  process.stdout.write(`${table(rows)}\n\n${rows.filter((row) => row.met).length} of ${selected.length} gates met\n`)
  if (options.out !== undefined) await publish(options.out, rows)
}

const options = parseOptions(process.argv.slice(2))
const selected = scenarios.filter(({ id }) => options.only.length === 0 || options.only.some((o) => id.startsWith(o)))
if (selected.length === 0) {
  throw new Error(
    `--only ${options.only.join(", ")}: no such scenario; there are ${scenarios.map((s) => s.id).join(", ")}`
  )
}
await (options.smoke ? smoke(selected, options) : bench(selected, options))
