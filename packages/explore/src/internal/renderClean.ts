/**
 * A report whose texts may be printed: what the program named cannot move the cursor or leave its line. Outcomes are left
 * as they are, since two of them may look the same afterwards.
 */
import type { Failure, Report } from "../Report.ts"
import type { Trace, TraceFiber, TraceStep } from "../Trace.ts"
import { clean, type RenderOptions } from "./renderText.ts"

export const cleanReport = (report: Report, options: RenderOptions): Report => ({
  ...report,
  failure: report.failure === undefined ? undefined : cleanFailure(report.failure, options),
  strategy: clean(report.strategy, options),
  coverage: report.coverage.map((coverage) => ({
    ...coverage,
    strategy: clean(coverage.strategy, options),
    space: coverage.space === undefined ? undefined : clean(coverage.space, options)
  })),
  warnings: report.warnings.map((warning) => clean(warning, options))
})

const cleanFailure = (failure: Failure, options: RenderOptions): Failure => ({
  ...failure,
  message: failure.message
    .split("\n")
    .map((line) => clean(line, options).trimEnd())
    .join("\n")
    .trim(),
  token: clean(failure.token, options),
  foundBy: clean(failure.foundBy, options),
  trace: cleanTrace(failure.trace, options)
})

export const cleanTrace = (trace: Trace, options: RenderOptions): Trace => {
  const maybe = (text: string | undefined) => (text === undefined ? undefined : clean(text, options))
  return {
    fibers: trace.fibers.map((fiber): TraceFiber => ({
      ...fiber,
      name: maybe(fiber.name),
      end: fiber.end === undefined ? undefined : { ...fiber.end, message: clean(fiber.end.message, options) },
      waitsFor: maybe(fiber.waitsFor)
    })),
    steps: trace.steps.map((step): TraceStep => ({
      ...step,
      operation: maybe(step.operation),
      place: maybe(step.place),
      waits: maybe(step.waits),
      touched: step.touched.map((touch) => ({ ...touch, object: clean(touch.object, options) }))
    }))
  }
}
