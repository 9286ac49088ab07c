/**
 * Prints the duplicate files under a folder, most bytes to reclaim first, and how much they take.
 *
 * Run: npx -y pnpm@12 start [folder]
 */
import { enableCompileCache } from "node:module"
import { availableParallelism } from "node:os"
import * as Pool from "./pool.ts"

// What is loaded from here on starts in half the time once it has been compiled before (README.md, "How fast").
enableCompileCache()

// More readers than processors do not help while files come from memory; a single one waits in turn for a slow disk. They
// start while the program is loaded.
const pool = Pool.make(Math.min(Math.max(availableParallelism(), 2), 8))

const { main } = await import("./program.ts")
await main(pool)
