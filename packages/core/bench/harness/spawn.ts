/**
 * Measures contenders in a process of their own, so that no measurement meets another's heap or compiled code.
 */
import { execFile } from "node:child_process"
import type { Sample } from "./measure.ts"
import type { Contender, Scenario } from "./Scenario.ts"
import type { Studied, Study } from "./Study.ts"

const smokeItems = 20
const timeoutMs = 180_000
const studyTimeoutMs = 1_800_000

export interface SpawnOptions {
  /** The file that calls `runChild`. */
  readonly child: string
  readonly smoke: boolean
  /** Measure the TypeScript sources of the packages instead of their build. */
  readonly source: boolean
}

/** A sample of each of `contenders`, in their order: of one alone, or of two measured together. */
export const spawnSamples = (
  scenario: Scenario,
  contenders: ReadonlyArray<Contender>,
  options: SpawnOptions
): Promise<ReadonlyArray<Sample>> => {
  const names = contenders.map((contender) => contender.name)
  const flags = new Set(contenders.flatMap((contender) => contender.flags ?? []))
  const effort = options.smoke ? [String(smokeItems), "smoke"] : ["own", "normal"]
  const title = `${scenario.id}, ${names.join(" and ")}`
  return answer<ReadonlyArray<Sample>>(title, [...flags], [scenario.id, ...effort, ...names], timeoutMs, options)
}

export const spawnStudy = ({ id }: Study, options: SpawnOptions): Promise<Studied> =>
  answer<Studied>(id, [], ["study", id, options.smoke ? "smoke" : "normal"], studyTimeoutMs, options)

const answer = <A>(
  title: string,
  flags: ReadonlyArray<string>,
  args: ReadonlyArray<string>,
  timeout: number,
  { child, source }: SpawnOptions
): Promise<A> => {
  const all = [...(source ? ["--conditions=@heddle/source"] : []), ...flags, child, ...args]
  return new Promise((resolve, reject) => {
    execFile(process.execPath, all, { timeout, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error !== null) {
        const reason = error.killed === true ? `no answer in ${timeout / 1000} s` : lastLines(stderr)
        reject(new Error(`${title}: ${reason}`))
      } else {
        resolve(JSON.parse(stdout) as A)
      }
    })
  })
}

const lastLines = (text: string): string => text.trim().split("\n").slice(-12).join("\n")
