/**
 * Protects the release notes and the list of what is left: every package that is not released has a changeset, and every
 * TODO names its issue. Their number is printed, so that it is seen to grow.
 */
import { root } from "../workspace/packages.ts"
import { missingChangesets, todosIn } from "./check.ts"

const missing = missingChangesets(root)
const todos = todosIn(root)
for (const problem of [...missing, ...todos.problems]) console.error(problem)
console.log(`${missing.length} packages without a changeset, ${todos.problems.length + todos.tracked} TODOs`)
process.exitCode = missing.length + todos.problems.length === 0 ? 0 : 1
