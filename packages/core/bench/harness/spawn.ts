/**
 * Measures a contender in a process of its own, so that no measurement meets another's heap or compiled code.
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

export const spawnSample = (scenario: Scenario, contender: Contender, options: SpawnOptions): Promise<Sample> => {
  const flags = [...(options.source ? ["--conditions=@heddle/source"] : []), ...(contender.flags ?? [])]
  const n = options.smoke ? Math.min(contender.n, smokeItems) : contender.n
  const args = [...flags, childPath, scenario.id, contender.name, String(n), options.smoke ? "smoke" : "normal"]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { timeout: timeoutMs }, (error, stdout, stderr) => {
      if (error !== null) {
        const reason = error.killed === true ? `no answer in ${timeoutMs / 1000} s` : lastLines(stderr)
        reject(new Error(`${scenario.id}, ${contender.name}: ${reason}`))
      } else {
        resolve(JSON.parse(stdout) as Sample)
      }
    })
  })
}

const lastLines = (text: string): string => text.trim().split("\n").slice(-12).join("\n")
