/** Timelines as a recorder would make them. */
import type { Timeline } from "../../src/index.ts"

type Draft = Partial<Timeline.Lane> & Pick<Timeline.Lane, "id" | "name">

const lane = (draft: Draft): Timeline.Lane => ({ kind: "task", from: 0, spans: [], events: [], ...draft })

/** Two tasks take two semaphores in opposite order. */
export const deadlock: Timeline.Timeline = {
  version: 1,
  title: "transfer waits for ever",
  unit: "step",
  end: 10,
  lanes: [
    lane({
      id: "main",
      name: "main",
      kind: "scope",
      spans: [
        { from: 0, to: 2, state: "running" },
        { from: 2, to: 10, state: "waiting", label: "joins ab" }
      ],
      events: [
        { at: 0, label: "scope.fork", detail: "ab", source: "transfer.ts:21" },
        { at: 1, label: "scope.fork", detail: "ba", source: "transfer.ts:22" }
      ]
    }),
    lane({
      id: "ab",
      name: "ab",
      parent: "main",
      from: 0,
      spans: [
        { from: 2, to: 4, state: "running" },
        { from: 6, to: 8, state: "running" },
        { from: 8, to: 10, state: "waiting", waitsFor: { name: "semaphore b", heldBy: ["ba"] } }
      ],
      events: [
        { at: 2, label: "Ref.get", detail: "balance of a is 100", source: "transfer.ts:8", switch: true },
        { at: 3, label: "Semaphore.take", detail: "a", source: "transfer.ts:11", severity: "key" },
        { at: 6, label: "Effect.yieldNow", source: "transfer.ts:12", switch: true },
        { at: 8, label: "Semaphore.take", detail: "b", source: "transfer.ts:13", severity: "key" }
      ]
    }),
    lane({
      id: "ba",
      name: "ba",
      parent: "main",
      from: 1,
      spans: [
        { from: 4, to: 6, state: "running" },
        { from: 9, to: 10, state: "waiting", waitsFor: { name: "semaphore a", heldBy: ["ab"] } }
      ],
      events: [
        { at: 4, label: "Ref.get", detail: "balance of b is 100", source: "transfer.ts:8", switch: true },
        { at: 5, label: "Semaphore.take", detail: "b", source: "transfer.ts:11", severity: "key" },
        { at: 9, label: "Semaphore.take", detail: "a", source: "transfer.ts:13", severity: "key", switch: true }
      ]
    })
  ],
  links: [
    { kind: "fork", from: { lane: "main", at: 0 }, to: { lane: "ab", at: 0 } },
    { kind: "fork", from: { lane: "main", at: 1 }, to: { lane: "ba", at: 1 } }
  ],
  marks: [{ at: 10, label: "deadlock: nothing can run", kind: "failure" }],
  notes: ["ab waits for semaphore b, held by ba, which waits for semaphore a, held by ab."]
}

/** Two tasks read and write one Ref; the second write hides the first. */
export const lostUpdate: Timeline.Timeline = {
  version: 1,
  title: "withdraw loses an update",
  unit: "step",
  end: 8,
  lanes: [
    lane({
      id: "1",
      name: "body",
      kind: "body",
      spans: [
        { from: 0, to: 2, state: "running" },
        { from: 2, to: 8, state: "waiting", label: "joins both" }
      ],
      events: [
        { at: 0, label: "scope.fork", detail: "withdraw 1", source: "account.ts:21" },
        { at: 1, label: "scope.fork", detail: "withdraw 2", source: "account.ts:22" }
      ],
      end: { at: 8, state: "failed", message: "expected balance 80, got 90" }
    }),
    lane({
      id: "2",
      name: "withdraw 1",
      parent: "1",
      from: 0,
      spans: [
        { from: 2, to: 4, state: "running" },
        { from: 6, to: 8, state: "running" }
      ],
      events: [
        { at: 2, label: "Ref.get", detail: "balance is 100", source: "account.ts:14", switch: true },
        { at: 3, label: "Effect.yieldNow", source: "account.ts:15" },
        { at: 6, label: "Ref.set", detail: "balance = 90", source: "account.ts:16", switch: true, severity: "key" },
        { at: 7, label: "exit", source: "account.ts:17" }
      ],
      end: { at: 8, state: "done" }
    }),
    lane({
      id: "3",
      name: "withdraw 2",
      parent: "1",
      from: 1,
      spans: [{ from: 4, to: 6, state: "running" }],
      events: [
        {
          at: 4,
          label: "Ref.get",
          detail: "balance is 100",
          source: "account.ts:14",
          switch: true,
          severity: "key"
        },
        { at: 5, label: "Ref.set", detail: "balance = 90", source: "account.ts:16" }
      ],
      end: { at: 6, state: "done" }
    })
  ],
  links: [
    { kind: "fork", from: { lane: "1", at: 0 }, to: { lane: "2", at: 0 } },
    { kind: "fork", from: { lane: "1", at: 1 }, to: { lane: "3", at: 1 } },
    { kind: "join", from: { lane: "2", at: 8 }, to: { lane: "1", at: 8 } }
  ],
  marks: [{ at: 8, label: "expected balance 80, got 90", kind: "failure" }]
}

/** Twelve lanes in milliseconds; one fails, the others are interrupted, one cleans up. */
export const checkout: Timeline.Timeline = {
  version: 1,
  title: "checkout o-47390",
  unit: "ms",
  end: 4550,
  lanes: [
    lane({
      id: "s",
      name: "checkout o-47390",
      kind: "scope",
      spans: [
        { from: 0, to: 120, state: "running" },
        { from: 120, to: 560, state: "waiting", label: "joins cart" },
        { from: 560, to: 800, state: "running" },
        { from: 800, to: 4550, state: "waiting", label: "joins charge" }
      ],
      end: { at: 4550, state: "failed", message: "when its last child has ended" }
    }),
    lane({
      id: "cart",
      name: "cart",
      parent: "s",
      from: 120,
      spans: [{ from: 160, to: 500, state: "running" }],
      events: [{ at: 310, label: "Redis.get", detail: "cart:47390" }],
      end: { at: 500, state: "done" }
    }),
    lane({
      id: "stock",
      name: "stock",
      parent: "s",
      from: 800,
      spans: [
        { from: 860, to: 1200, state: "running" },
        { from: 1200, to: 3850, state: "waiting", label: "holds 2 items", waitsFor: { name: "charge" } },
        { from: 3850, to: 4550, state: "cleanup", label: "gives 2 items back" }
      ],
      end: { at: 4550, state: "interrupted", message: "gives 2 items back in 0.70 s" }
    }),
    lane({
      id: "charge",
      name: "charge",
      parent: "s",
      from: 800,
      spans: [
        { from: 860, to: 1400, state: "waiting", waitsFor: { name: "bulkhead payment", heldBy: ["charge o-47388"] } },
        { from: 1400, to: 2400, state: "running", label: "POST /charges" },
        { from: 2400, to: 2650, state: "waiting", label: "backs off" },
        { from: 2650, to: 3650, state: "running", label: "attempt 2" },
        { from: 3650, to: 3850, state: "waiting", label: "backs off" }
      ],
      events: [
        { at: 2400, label: "TimeoutError", detail: "after 1 s", severity: "failure" },
        { at: 3650, label: "TimeoutError", detail: "after 1 s", severity: "failure" }
      ],
      end: { at: 3850, state: "failed", message: "CircuitOpenError, after two timeouts" }
    }),
    ...["shipping", "receipt", "fraud", "loyalty"].map((name, index) =>
      lane({
        id: name,
        name,
        parent: "s",
        from: 800,
        spans:
          index % 2 === 0
            ? [{ from: 860, to: 3850, state: "running", label: index === 0 ? "asks 3 carriers" : "scores the order" }]
            : [{ from: 860, to: 3850, state: "waiting", waitsFor: { name: "charge" } }],
        end: { at: 3850, state: "interrupted", message: "because charge failed" }
      })
    ),
    lane({
      id: "tax",
      name: "tax",
      parent: "s",
      from: 800,
      spans: [{ from: 860, to: 1300, state: "running" }],
      end: { at: 1300, state: "done" }
    }),
    lane({
      id: "address",
      name: "address",
      parent: "s",
      from: 800,
      spans: [
        { from: 860, to: 1900, state: "waiting", waitsFor: { name: "limiter geo" } },
        { from: 1900, to: 2250, state: "running" }
      ],
      end: { at: 2250, state: "done" }
    }),
    lane({
      id: "meter",
      name: "meter",
      kind: "daemon",
      parent: "s",
      from: 120,
      spans: [{ from: 120, to: 3850, state: "running" }],
      end: { at: 3850, state: "interrupted" }
    }),
    lane({
      id: "audit",
      name: "audit",
      kind: "daemon",
      from: 0,
      spans: [{ from: 0, to: 4550, state: "running" }]
    })
  ],
  links: [
    { kind: "fork", from: { lane: "s", at: 120 }, to: { lane: "cart", at: 160 } },
    { kind: "fork", from: { lane: "s", at: 120 }, to: { lane: "meter", at: 120 } },
    { kind: "join", from: { lane: "cart", at: 500 }, to: { lane: "s", at: 560 } },
    ...["stock", "charge", "shipping", "receipt", "fraud", "loyalty", "tax", "address"].map((name): Timeline.Link => ({
      kind: "fork",
      from: { lane: "s", at: 800 },
      to: { lane: name, at: 860 }
    })),
    { kind: "fail", from: { lane: "charge", at: 3850 }, to: { lane: "s", at: 3850 } },
    ...["stock", "shipping", "receipt", "fraud", "loyalty", "meter"].map((name): Timeline.Link => ({
      kind: "fail",
      from: { lane: "charge", at: 3850 },
      to: { lane: name, at: 3850 }
    }))
  ],
  marks: [{ at: 3720, label: "breaker payment opens", kind: "info" }]
}
