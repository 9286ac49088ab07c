/**
 * `heddle explore`: explores a program in a file, or steps through a schedule that a token holds.
 *
 * @since 0.1.0
 */
import { explore } from "./internal/command/explore.ts"

/** What `heddle` calls with the arguments after `explore`; resolves to the exit code. */
export const run = (args: ReadonlyArray<string>): Promise<number> =>
  explore(args, {
    input: process.stdin,
    output: process.stdout,
    error: process.stderr,
    color: process.stdout.isTTY && process.env["NO_COLOR"] === undefined
  })
