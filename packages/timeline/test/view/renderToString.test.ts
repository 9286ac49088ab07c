import { Fragment, h } from "preact"
import { assert, describe, it } from "vitest"
import { renderToString } from "../../src/view/renderToString.ts"

describe("renderToString", () => {
  it("writes elements, fragments, components and lists", () => {
    const Row = ({ name }: { readonly name: string }) => h("li", { class: "row" }, name)

    assert.strictEqual(
      renderToString(
        h(Fragment, null, [
          h(
            "ul",
            { tabIndex: 0 },
            ["a", "b"].map((name) => h(Row, { name }))
          ),
          3
        ])
      ),
      `<ul tabindex="0"><li class="row">a</li><li class="row">b</li></ul>3`
    )
  })

  it("writes nothing for what shows nothing", () => {
    assert.strictEqual(
      renderToString(h("p", { onClick: () => {}, hidden: undefined }, null, false, true, undefined)),
      "<p></p>"
    )
  })

  it("keeps text and attributes text", () => {
    assert.strictEqual(
      renderToString(h("p", { title: `"><b>` }, `</p><script>'&`)),
      `<p title="&quot;&gt;&lt;b&gt;">&lt;/p&gt;&lt;script&gt;&#39;&amp;</p>`
    )
  })
})
