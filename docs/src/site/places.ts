/** The few pages that every page leads to. */
export const places = [
  { label: "Concepts", href: "/concepts/structured-concurrency/", under: "/concepts/" },
  { label: "TaskScope", href: "/core/task-scope/", under: "/core/" },
  { label: "Conformance", href: "/internals/conformance/", under: "/internals/" },
  { label: "Glossary", href: "/glossary/", under: "/glossary/" }
] as const
