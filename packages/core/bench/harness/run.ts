/**
 * The command of a bench: measures what the command line selects, prints the table, and writes it when asked.
 */
import { compare } from "./compare.ts"
import { processes } from "./contenders.ts"
import { type Options, parseOptions } from "./options.ts"
import { publish, publishTable } from "./publish.ts"
import type { Row } from "./Row.ts"
import type { Bench } from "./runChild.ts"
import type { Contender, Scenario } from "./Scenario.ts"
import { type SpawnOptions, spawnSamples, spawnStudy } from "./spawn.ts"
import { rowOf } from "./Study.ts"
import { rowText, table } from "./table.ts"

/** `child` is the file that calls `runChild` with the same scenarios and studies. */
export const run = async ({ scenarios, studies = [] }: Bench, child: string): Promise<void> => {
  const options = { ...parseOptions(process.argv.slice(2)), child }
  const isSelected = ({ id }: { readonly id: string }) =>
    options.only.length === 0 || options.only.some((beginning) => id.startsWith(beginning))
  const selected = { scenarios: scenarios.filter(isSelected), studies: studies.filter(isSelected) }
  if (selected.scenarios.length + selected.studies.length === 0) {
    const ids = [...scenarios, ...studies].map(({ id }) => id)
    throw new Error(`--only ${options.only.join(", ")}: no such scenario; there are ${ids.join(", ")}`)
  }
  await (options.smoke ? smoke(selected, options) : bench(selected, options))
}

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

const smoke = async ({ scenarios, studies = [] }: Bench, options: SpawnOptions): Promise<void> => {
  let works = 0
  for (const scenario of scenarios) {
    for (const group of processes(scenario)) {
      progress(`${scenario.id}: ${group.map((contender) => contender.name).join(" and ")}`)
      if ((await orReport(() => spawnSamples(scenario, group, options))) !== undefined) works += group.length
    }
  }
  process.stdout.write(`${works} contenders of ${scenarios.length} scenarios ran\n`)
  if (studies.length === 0) return
  let rows = 0
  for (const study of studies) {
    progress(study.id)
    for (const figure of (await orReport(() => spawnStudy(study, options)))?.figures ?? []) {
      const row = rowOf(figure)
      rows++
      if (row.met) continue
      progress(rowText(row))
      process.exitCode = 1
    }
  }
  process.stdout.write(`${rows} figures of ${studies.length} studies\n`)
}

const bench = async ({ scenarios, studies = [] }: Bench, options: Options & SpawnOptions): Promise<void> => {
  const sample = (scenario: Scenario, chosen: ReadonlyArray<Contender>) => spawnSamples(scenario, chosen, options)
  const rows: Array<Row> = []
  const tables: Array<readonly [string, ReadonlyArray<unknown>]> = []
  for (const scenario of scenarios) {
    const row = await orReport(() =>
      compare(scenario, { pairs: options.pairs, beside: !options.gatesOnly, sample, progress })
    )
    if (row === undefined) continue
    rows.push(row)
    progress(rowText(row))
  }
  for (const study of studies) {
    progress(study.id)
    const studied = await orReport(() => spawnStudy(study, options))
    if (studied === undefined) continue
    const found = studied.figures.map(rowOf)
    rows.push(...found)
    tables.push(...Object.entries(studied.tables ?? {}))
    progress(table(found))
  }
  process.stdout.write(`${table(rows)}\n\n${rows.filter((row) => row.met).length} of ${rows.length} gates met\n`)
  if (options.out === undefined) return
  await publish(options.out, rows)
  for (const [name, rows] of tables) await publishTable(options.out, name, rows)
}
