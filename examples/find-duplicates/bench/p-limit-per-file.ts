/**
 * Prints the same JSON as `main.ts --json`: the same search, on the same calls of `node:fs`, written with p-limit. It has
 * no deadline, no progress, no Ctrl-C and no tree; it is here to be timed.
 *
 * Run: node bench/p-limit.ts [folder]
 */
import pLimit from "p-limit"
import { createHash, hash } from "node:crypto"
import { type BigIntStats, close, constants, type Dirent, lstat, open, read, readdir } from "node:fs"
import { availableParallelism } from "node:os"
import { promisify } from "node:util"
// Nothing here may import Effect: this program does not pay for loading it.
import { decode, join, toSystem } from "../paths.ts"
import * as Survey from "../survey.ts"

process.env["UV_THREADPOOL_SIZE"] ??= String(Math.min(availableParallelism(), 4))

const openFile = promisify(open)
const closeFile = promisify(close)
const status = promisify(lstat) as (path: string | Buffer, options: { bigint: true }) => Promise<BigIntStats>
const entriesAsText = (path: string | Buffer) =>
  promisify<Array<Dirent>>((done) => readdir(path, { withFileTypes: true }, done))()
const entriesAsBytes = (path: string | Buffer) =>
  promisify<Array<Dirent<Buffer>>>((done) => readdir(path, { withFileTypes: true, encoding: "buffer" }, done))()
const readBlock = (file: number, block: Buffer, position: number) =>
  new Promise<number>((resolve, reject) => {
    read(file, block, 0, block.length, position, (error, length) => (error === null ? resolve(length) : reject(error)))
  })

const headLength = 4096
const limit = pLimit(32)
const errors: Array<{ readonly path: string; readonly code: string }> = []
const files: Array<Survey.File> = []
const byInode = new Map<string, Survey.File>()

/** Runs `work` when there is room; what fails is written down. */
const limited = (path: string, work: () => Promise<void>): Promise<void> =>
  limit(work).catch((error: unknown) => {
    errors.push({ path, code: (error as NodeJS.ErrnoException).code ?? "UNKNOWN" })
  })

const walk = async (folder: string): Promise<void> => {
  const folders: Array<string> = []
  await limited(folder, async () => {
    const path = toSystem(folder)
    let entries: ReadonlyArray<Dirent<string | Buffer>> = await entriesAsText(path)
    if (entries.some(({ name }) => name.includes("\uFFFD"))) entries = await entriesAsBytes(path)
    const paths: Array<string> = []
    for (const entry of entries) {
      const path = join(folder, typeof entry.name === "string" ? entry.name : decode(entry.name))
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) paths.push(path)
    }
    await Promise.all(paths.map((path) => look(path)))
  })
  await Promise.all(folders.map(walk))
}

const look = async (path: string): Promise<void> => {
  try {
    add(path, await status(toSystem(path), { bigint: true }))
  } catch (error) {
    errors.push({ path, code: (error as NodeJS.ErrnoException).code ?? "UNKNOWN" })
  }
}

const add = (path: string, stats: BigIntStats): void => {
  if (stats.size === 0n) return
  const known = stats.nlink > 1n ? byInode.get(`${stats.dev}:${stats.ino}`) : undefined
  if (known !== undefined) {
    if (path < known.path) known.path = path
    return
  }
  const file: Survey.File = { path, size: Number(stats.size) }
  files.push(file)
  if (stats.nlink > 1n) byInode.set(`${stats.dev}:${stats.ino}`, file)
}

const withFile = async <A>(path: string, use: (file: number) => Promise<A>): Promise<A> => {
  const file = await openFile(toSystem(path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    return await use(file)
  } finally {
    await closeFile(file)
  }
}

const hashHead = (file: Survey.File): Promise<void> =>
  limited(file.path, () =>
    withFile(file.path, async (descriptor) => {
      const block = Buffer.allocUnsafe(headLength)
      const length = await readBlock(descriptor, block, 0)
      file.head = hash("sha256", block.subarray(0, length))
      if (file.size < headLength) file.digest = file.head
    })
  )

const hashWhole = (file: Survey.File): Promise<void> =>
  limited(file.path, () =>
    withFile(file.path, async (descriptor) => {
      const digest = createHash("sha256")
      const block = Buffer.allocUnsafe(Math.min(file.size + 1, 256 * 1024))
      let position = 0
      let length = 0
      do {
        length = await readBlock(descriptor, block, position)
        digest.update(block.subarray(0, length))
        position += length
      } while (length === block.length)
      file.digest = digest.digest("hex")
    })
  )

await walk(process.argv[2] ?? ".")
const survey: Survey.Survey = { files, unread: new Set(), errors: [] }
await Promise.all(Survey.sameSize(survey).flat().map(hashHead))
const rest = Survey.sameHead(survey).flat()
await Promise.all(rest.filter(({ digest }) => digest === undefined).map(hashWhole))
process.stdout.write(`${JSON.stringify({ groups: Survey.groups(survey), errors, complete: true })}\n`)
