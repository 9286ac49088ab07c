/**
 * One configuration for every test of the workspace: a project per folder `test`, named after the folder it is in. A new
 * package, example or script is found by its place; nothing has to be listed here.
 */
import { globSync } from "node:fs"
import { dirname } from "node:path"
import { defineConfig } from "vitest/config"

// Vite's own conditions for code that runs in Node, after ours: packages see each other's sources.
const conditions = ["@heddle/source", "module", "node", "development|production"]
const homes = globSync("{packages/*,examples/*,docs,scripts}/test").map((folder) => dirname(folder))

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    passWithNoTests: false,
    retry: 0,
    // No test waits for the clock; this only ends one that hangs, also on a busy machine.
    testTimeout: 60_000,
    reporters: ["default", "json"],
    outputFile: { json: ".reports/tests.json" },
    projects: homes.toSorted().map((home) => ({
      extends: true as const,
      test: { name: home, include: [`${home}/test/**/*.test.ts`] }
    }))
  }
})
