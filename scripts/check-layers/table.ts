/** Which package may import what from its `src`: the table of the design, as data. `effect` is named like the rest. */

export interface Layer {
  /** Packages that any source of this one may import; a subpath of an allowed package is allowed with it. */
  readonly imports: ReadonlyArray<string>
  /** Packages that only the sources under a folder may import: the folder, from the package's root, and the packages. */
  readonly importsUnder?: Readonly<Record<string, ReadonlyArray<string>>>
  /** Where it runs: `any` also means the browser, so that Node's own modules are out of reach. */
  readonly platform: "any" | "node"
  /** Folders or files of a package for any platform that may import Node's own modules. */
  readonly nodeUnder?: ReadonlyArray<string>
  /** Packages that the manifest may name without an import: loaded by a computed name when they are installed. */
  readonly loads?: ReadonlyArray<string>
}

export type Table = Readonly<Record<string, Layer>>

const core = "@heddle/core"
const sync = "@heddle/sync"
const resilience = "@heddle/resilience"
const app = "@heddle/app"
const timeline = "@heddle/timeline"
const platformNode = "@effect/platform-node"

export const table: Table = {
  [timeline]: { imports: ["preact"], platform: "any" },
  [core]: { imports: ["effect"], platform: "any" },
  [sync]: { imports: ["effect", core], platform: "any" },
  [resilience]: { imports: ["effect", core, sync], platform: "any" },
  "@heddle/explore": {
    imports: ["effect", timeline],
    importsUnder: { "src/vitest": ["vitest", "@effect/vitest"] },
    platform: "node",
    loads: []
  },
  "@heddle/parallel": { imports: ["effect", core, sync, platformNode], platform: "node" },
  "@heddle/actors": { imports: ["effect", core, sync], platform: "node" },
  "@heddle/dataflow": { imports: ["effect", core, sync], platform: "node" },
  "@heddle/jobs": { imports: ["effect", core, sync, resilience], platform: "node" },
  [app]: { imports: ["effect", core, sync, resilience, platformNode], platform: "node" },
  "@heddle/inspector": {
    imports: ["effect", core, app, timeline, "preact", "uplot", "d3-hierarchy"],
    platform: "node"
  },
  "@heddle/check": { imports: ["effect", "typescript"], platform: "node" },
  heddle: {
    imports: ["effect", core, sync, resilience, app],
    platform: "node",
    loads: ["@heddle/check", "@heddle/inspector", "@heddle/explore"]
  },
  "create-heddle": { imports: [], platform: "node" }
}
