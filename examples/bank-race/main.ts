/**
 * Explores a bank whose audit can count wrong, prints the schedule that shows it, then explores the version that holds.
 *
 * Run: npx -y pnpm@12 example bank-race
 */
import * as Effect from "effect/Effect"
import { run } from "./program.ts"

// Whoever reads the output may have seen enough, as `head` has; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error
})

const color = process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === ""
const { exitCode, output, problem } = await Effect.runPromise(run(process.argv.slice(2), { color }))
process.exitCode = exitCode
process.stderr.write(problem)
process.stdout.write(output)
