#!/usr/bin/env node
// Committed, because a workspace links a bin only when its file exists at install time. Installed from a registry it
// runs dist; in the workspace, where nothing may be built yet, it runs the sources, and so do the packages it loads.
import { registerHooks } from "node:module"

if (import.meta.dirname.includes("node_modules")) {
  await import("../dist/main.js")
} else {
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, "@heddle/source"] })
  })
  await import("../src/main.ts")
}
