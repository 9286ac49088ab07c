/** The program behind `main.ts`: what it explores, what it prints, and the exit code. */
import { Explore } from "@heddle/explore"
import * as Effect from "effect/Effect"
import { type Arguments, help, parse } from "./args.ts"
import { Bank } from "./bank.ts"
import { day } from "./day.ts"

export interface Outcome {
  readonly output: string
  /** For standard error. */
  readonly problem: string
  readonly exitCode: number
}

const racy = Effect.provide(day, Bank.layerRacy)
const locked = Effect.provide(day, Bank.layer)

/** Never fails: what is wrong with the command line is an outcome too. */
export const run = (args: ReadonlyArray<string>, options: Explore.RenderOptions): Effect.Effect<Outcome> =>
  parse(args).pipe(
    Effect.flatMap((parsed) => {
      if (parsed.help) return Effect.succeed({ output: help, problem: "", exitCode: 0 })
      return parsed.replay === undefined ? explore(parsed, options) : replay(parsed, parsed.replay, options)
    }),
    Effect.catch((error) => Effect.succeed({ output: "", problem: refusal(error.message), exitCode: 2 }))
  )

const explore = Effect.fnUntraced(function* ({ html, schedules, seed }: Arguments, options: Explore.RenderOptions) {
  const found = yield* Explore.run(racy, { schedules, seed })
  const held = yield* Explore.run(locked, { schedules, seed })
  const { failure } = found
  const again = failure && `  or with npx -y pnpm@12 example bank-race --replay '${failure.token}'`
  const output = [
    "The bank as it was first written: a transfer reads both accounts, then writes both.",
    "",
    Explore.render(found, options),
    ...(again === undefined ? [] : [again]),
    "",
    "The same with a lock around each transfer and each audit.",
    "",
    Explore.render(held, options),
    ""
  ].join("\n")
  const problem = yield* writePage(found, html)
  return { output, problem, exitCode: problem !== "" ? 2 : held.failure === undefined ? 0 : 1 }
})

const replay = Effect.fnUntraced(function* ({ html }: Arguments, token: string, options: Explore.RenderOptions) {
  const report = yield* Explore.replay(racy, token)
  const problem = yield* writePage(report, html)
  return { output: `${Explore.render(report, options)}\n`, problem, exitCode: problem === "" ? 0 : 2 }
})

/** Succeeds with what is wrong, or with nothing. */
const writePage = (report: Explore.Report, file: string | undefined): Effect.Effect<string> =>
  file === undefined
    ? Effect.succeed("")
    : Effect.as(Explore.writeHtml(report, file), "").pipe(
        Effect.catchDefect((error) => {
          const { code = "UNKNOWN" } = error as NodeJS.ErrnoException
          return Effect.succeed(
            refusal(`--html is ${JSON.stringify(file)}; allowed: a file that can be written (${code})`)
          )
        })
      )

/** What was typed is part of the message, and must not move the cursor. */
const refusal = (message: string): string => {
  const shown = message.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "?")
  return `bank-race: ${shown}\nTry --help.\n`
}
