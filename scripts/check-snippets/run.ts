/** Runs one snippet in a process of its own and compares what its `// =>` comments say. */
import { spawn } from "node:child_process"
import { writeFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { text } from "node:stream/consumers"
import type { Readable } from "node:stream"
import { canonical } from "./canonical.ts"
import type { Fence } from "./fences.ts"
import { instrument, type Expectation, type Instrumented } from "./instrument.ts"
import type { Observation } from "./observe.ts"

const timeout = 30_000
const observe = "observeSnippet"
const observer = pathToFileURL(`${import.meta.dirname}/observe.ts`).href

/** Writes the instrumented snippet to `path` and runs it there; resolves to what is wrong with it. */
export const runProblems = async (fence: Fence, path: string): Promise<ReadonlyArray<string>> => {
  let snippet: Instrumented
  try {
    snippet = instrument(`${fence.file}:${fence.line}.ts`, fence.code, observe)
  } catch (error) {
    return [`${fence.file}:${fence.line}: ${error instanceof Error ? error.message : String(error)}`]
  }
  const preamble = `import { observe as ${observe} } from "${observer}";`
  writeFileSync(path, preamble + "\n".repeat(fence.line - 1) + snippet.code)
  const { exit, observations, stderr, stdout } = await start(path)
  if (exit !== 0) {
    return [`${fence.file}:${fence.line}: the snippet ended with ${exit}\n${indent(`${stdout}${stderr}`)}`]
  }
  const lineOf = ({ line }: Expectation) => `${fence.file}:${fence.line + line - 1}`
  return [
    ...snippet.values.flatMap((expectation, index) => {
      const seen = observations.filter((observation) => observation.index === index)
      if (seen.length === 0) return [`${lineOf(expectation)}: this line never ran\n  expected: ${expectation.text}`]
      const wrong = seen.find(({ forms }) => !forms.some((form) => canonical(form) === canonical(expectation.text)))
      return wrong === undefined ? [] : [mismatch(lineOf(expectation), expectation.text, wrong.forms[0] ?? "")]
    }),
    ...outputProblems(snippet.output, stdout, lineOf)
  ]
}

const outputProblems = (
  output: ReadonlyArray<Expectation>,
  stdout: string,
  lineOf: (expectation: Expectation) => string
): ReadonlyArray<string> => {
  const [first] = output
  if (first === undefined) return []
  const expected = output.map(({ text: line }) => line).join("\n")
  const got = stdout.replaceAll(/[ \t]+$/gm, "").trimEnd()
  return got === expected ? [] : [mismatch(lineOf(first), expected, got)]
}

interface Outcome {
  /** The exit code, or the signal that ended it. */
  readonly exit: number | string
  readonly stdout: string
  readonly stderr: string
  readonly observations: ReadonlyArray<Observation>
}

const start = async (path: string): Promise<Outcome> => {
  const child = spawn(process.execPath, ["--conditions=@heddle/source", "--enable-source-maps", path], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    timeout,
    killSignal: "SIGKILL"
  })
  const exited = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) =>
      resolve(code ?? `${signal ?? "no exit code"} (after ${timeout / 1000} seconds?)`)
    )
  })
  const [stdout = "", stderr = "", observed = ""] = await Promise.all(
    [child.stdout, child.stderr, child.stdio[3]].map((stream) => text(stream as Readable))
  )
  const lines = observed.split("\n").filter((line) => line !== "")
  return { exit: await exited, stdout, stderr, observations: lines.map((line) => JSON.parse(line)) }
}

const mismatch = (place: string, expected: string, got: string): string =>
  expected.includes("\n") || got.includes("\n")
    ? `${place}: the snippet does not do what it says\n  expected:\n${indent(expected)}\n  got:\n${indent(got)}`
    : `${place}: the snippet does not do what it says\n  expected: ${expected}\n  got:      ${got}`

const indent = (block: string): string => block.trimEnd().replaceAll(/^/gm, "    ")
