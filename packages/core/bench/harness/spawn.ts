/**
 * Measures contenders in a process of their own, so that no measurement meets another's heap or compiled code.
 */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { Sample } from "./measure.ts"
import type { Contender, Scenario } from "./Scenario.ts"

const childPath = fileURLToPath(new URL("./child.ts", import.meta.url))
const smokeItems = 20
const timeoutMs = 180_000

export interface SpawnOptions {
  readonly smoke: boolean
  /** Measure the TypeScript sources of @heddle/core instead of its build. */
  readonly source: boolean
}

/** A sample of each of `contenders`, in their order: of one alone, or of two measured together. */
export const spawnSamples = (
  scenario: Scenario,
  contenders: ReadonlyArray<Contender>,
  options: SpawnOptions
): Promise<ReadonlyArray<Sample>> => {
  const names = contenders.map((contender) => contender.name)
  const flags = contenders.flatMap((contender) => contender.flags ?? [])
  const args = [
    ...(options.source ? ["--conditions=@heddle/source"] : []),
    ...new Set(flags),
    childPath,
    scenario.id,
    ...(options.smoke ? [String(smokeItems), "smoke"] : ["own", "normal"]),
    ...names
  ]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: timeoutMs }, (error, stdout, stderr) => {
      if (error !== null) {
        const reason = error.killed === true ? `no answer in ${timeoutMs / 1000} s` : lastLines(stderr)
        reject(new Error(`${scenario.id}, ${names.join(" and ")}: ${reason}`))
      } else {
        resolve(JSON.parse(stdout) as ReadonlyArray<Sample>)
      }
    })
  })
}

const lastLines = (text: string): string => text.trim().split("\n").slice(-12).join("\n")
