/**
 * The subcommands of `heddle`, and the package each one lives in.
 *
 * @since 0.1.0
 */

/** What a package exports from its `./heddle` subpath to provide a subcommand. */
export interface Subcommand {
  /**
   * Runs the subcommand with the arguments that follow its name and resolves to the exit code of the process, an integer
   * from 0 to 255. A rejection is a defect of the subcommand: it is printed with its stack and the exit code is 70.
   */
  readonly run: (args: ReadonlyArray<string>) => Promise<number>
}

/** One row of `heddle --help`. */
export interface Entry {
  readonly name: string
  /** The package to add; it provides the subcommand through its export `./heddle`. */
  readonly package: string
  readonly summary: string
}

export const entries: ReadonlyArray<Entry> = [
  { name: "check", package: "@heddle/check", summary: "find unstructured concurrency in a TypeScript project" },
  { name: "explore", package: "@heddle/explore", summary: "run a program under many interleavings" },
  { name: "top", package: "@heddle/inspector", summary: "watch the scopes and tasks of a running program" }
]
