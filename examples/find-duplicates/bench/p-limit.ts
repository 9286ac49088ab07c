/**
 * Prints the same JSON as `main.ts --json`: the same search with the same readers, written with p-limit. It has no
 * deadline, no progress, no Ctrl-C and no tree; it is here to be timed.
 *
 * Run: node bench/p-limit.ts [folder]
 */
import { enableCompileCache } from "node:module"
import { availableParallelism } from "node:os"
import pLimit from "p-limit"
// Nothing here may import Effect: this program does not pay for loading it.
import * as Batches from "../batches.ts"
import * as Pool from "../pool.ts"
import type { Problem } from "../problem.ts"
import type { Hashed } from "../hash.ts"
import type { FoundFile } from "../listing.ts"
import type { Results } from "../reader.ts"
import * as Survey from "../survey.ts"

enableCompileCache()

const headLength = 4096
const pool = Pool.make(Math.min(Math.max(availableParallelism(), 2), 8))
const limit = pLimit(pool.readers)
const problems: Array<Problem> = []
const files: Array<Survey.File> = []
const byInode = new Map<string, Survey.File>()

const ask = <Kind extends keyof Results>(job: Pool.JobOf<Kind>): Promise<Results[Kind]> =>
  limit(
    () =>
      new Promise<Results[Kind]>((resolve, reject) => {
        pool.give<Kind>(job, { onDone: resolve, onRead: () => {}, onCrash: reject })
      })
  )

const walk = async (folders: ReadonlyArray<string>): Promise<void> => {
  const inside: Array<string> = []
  for (const listing of await ask({ kind: "list", items: folders })) {
    if ("code" in listing) problems.push(listing)
    else {
      listing.files.forEach(add)
      problems.push(...listing.problems)
      inside.push(...listing.folders)
    }
  }
  await Promise.all(Batches.cut(inside, 16).map(walk))
}

const add = ({ inode, path, size }: FoundFile): void => {
  const known = inode === undefined ? undefined : byInode.get(inode)
  if (known !== undefined) {
    if (path < known.path) known.path = path
    return
  }
  const file: Survey.File = { path, size }
  files.push(file)
  if (inode !== undefined) byInode.set(inode, file)
}

const record = (
  files: ReadonlyArray<Survey.File>,
  results: ReadonlyArray<Hashed>,
  use: (file: Survey.File, digest: string) => void
): void =>
  files.forEach((file, index) => {
    const result = results[index]
    if (typeof result === "string") use(file, result)
    else {
      file.failed = true
      if (result !== undefined) problems.push(result)
    }
  })

const hashHeads = async (files: ReadonlyArray<Survey.File>): Promise<void> =>
  record(files, await ask({ kind: "heads", items: files }), (file, digest) => {
    file.head = digest
    if (file.size < headLength) file.digest = digest
  })

const hashWholes = async (files: ReadonlyArray<Survey.File>): Promise<void> =>
  record(files, await ask({ kind: "wholes", items: files }), (file, digest) => (file.digest = digest))

await walk([process.argv[2] ?? "."])
const survey: Survey.Survey = { files, unread: new Set(), errors: [] }
await Promise.all(Batches.cut(Survey.sameSize(survey).flat(), 64).map(hashHeads))
const rest = Survey.sameHead(survey)
  .flat()
  .filter(({ digest }) => digest === undefined)
await Promise.all(Batches.cut(rest, 64, ({ size }) => size, 4 * 2 ** 20).map(hashWholes))
await pool.close()
process.stdout.write(`${JSON.stringify({ groups: Survey.groups(survey), errors: problems, complete: true })}\n`)
