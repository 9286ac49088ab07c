/** The examples of the workspace: the folders under `examples/` with a `main.ts`. */
import { globSync } from "node:fs"
import { basename, dirname } from "node:path"

/** Their names, in order. */
export const examplesOf = (workspace: string): ReadonlyArray<string> =>
  globSync("examples/*/main.ts", { cwd: workspace })
    .map((file) => basename(dirname(file)))
    .toSorted()
