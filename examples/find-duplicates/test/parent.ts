/** Starts a program as npx does: in front of the same terminal, waiting at Ctrl-C, dying of Ctrl-\. */
import { spawn } from "node:child_process"

process.on("SIGINT", () => {})
const child = spawn(process.execPath, process.argv.slice(2), { stdio: "inherit" })
child.on("exit", (code) => process.exit(code ?? 1))
