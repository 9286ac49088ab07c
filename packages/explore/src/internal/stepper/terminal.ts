/** Shows a stepper in a terminal and moves it by keys. */
import type { Report } from "../../Report.ts"
import { renderReport, type RenderOptions } from "../render.ts"
import { cleanTrace } from "../renderClean.ts"
import { Keys } from "./keys.ts"
import * as Stepper from "./Stepper.ts"
import { view } from "./view.ts"

/** What of `process.stdin` is used. */
export interface Input {
  readonly isTTY?: boolean | undefined
  readonly setRawMode?: ((raw: boolean) => unknown) | undefined
  on(event: "data", listener: (data: Buffer | string) => void): unknown
  on(event: "end" | "close", listener: () => void): unknown
  off(event: "data", listener: (data: Buffer | string) => void): unknown
  off(event: "end" | "close", listener: () => void): unknown
  resume(): unknown
  pause(): unknown
}

/** What of `process.stdout` is used. */
export interface Output {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
  write(text: string): unknown
  on(event: "resize", listener: () => void): unknown
  off(event: "resize", listener: () => void): unknown
}

export interface StepperOptions extends RenderOptions {
  readonly input: Input
  readonly output: Output
}

const enter = "\u001b[?1049h\u001b[?25l"
const leave = "\u001b[?25h\u001b[?1049l"
const clear = "\u001b[H\u001b[2J"

/**
 * Resolves when the person quits or the input ends, with the terminal as it was. Without a terminal on both sides, or
 * without a failing run, it prints the report instead.
 */
export const runStepper = (report: Report, options: StepperOptions): Promise<void> => {
  const { input, output } = options
  const trace = report.failure?.trace
  const setRawMode = input.setRawMode?.bind(input)
  if (input.isTTY !== true || output.isTTY !== true || setRawMode === undefined || trace === undefined) {
    output.write(`${renderReport(report, { width: output.columns, ...options })}\n`)
    return Promise.resolve()
  }
  return new Promise((resolve) => {
    const keys = new Keys()
    let stepper = Stepper.make(cleanTrace(trace, options))
    const draw = () => {
      output.write(clear + view(stepper, { ...options, width: options.width ?? output.columns, height: output.rows }))
    }
    const restore = () => {
      setRawMode(false)
      output.write(leave)
    }
    const finish = () => {
      input.off("data", onData)
      input.off("end", finish)
      input.off("close", finish)
      output.off("resize", draw)
      process.off("exit", restore)
      process.off("SIGTERM", finish)
      restore()
      input.pause()
      resolve()
    }
    const onData = (data: Buffer | string) => {
      for (const command of keys.read(data.toString())) stepper = Stepper.apply(stepper, command)
      if (stepper.done) finish()
      else draw()
    }
    input.on("data", onData)
    input.on("end", finish)
    input.on("close", finish)
    output.on("resize", draw)
    process.once("exit", restore)
    process.once("SIGTERM", finish)
    setRawMode(true)
    output.write(enter)
    draw()
    input.resume()
  })
}
