/**
 * Records the program of the home page in each of its scenarios and keeps that beside the site.
 *
 * Run: node --conditions=@heddle/source scripts/home.ts
 */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect } from "effect"
import { record, scenarios } from "../src/home/record.ts"
import { docs } from "./places.ts"

const source = readFileSync(join(docs, "src/home/trip.ts"), "utf8")
const recordings = await Effect.runPromise(Effect.forEach(scenarios, (scenario) => record(scenario, source)))
writeFileSync(join(docs, "data/home.json"), JSON.stringify(recordings, null, 2) + "\n")
console.log(`home: ${recordings.length} scenarios recorded`)
