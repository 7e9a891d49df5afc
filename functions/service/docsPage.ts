type Schema = { readonly [key: string]: unknown }
type Content = Readonly<Record<string, { readonly schema?: Schema }>>
type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly unknown[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

/** As much of an OpenAPI document as the page shows. */
type Document = {
  readonly info: { readonly title: string; readonly description: string }
  readonly paths: object
  readonly components: object
}

export const docsStyle = `
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h2{margin-top:2.5rem;text-transform:capitalize}
details{border:1px solid #bbb;border-radius:.4rem;margin:.5rem 0;padding:.5rem .8rem}
summary{cursor:pointer}
code,pre{font:14px/1.45 ui-monospace,monospace}
pre{background:#f3f3f3;padding:.7rem;overflow:auto}
.method{display:inline-block;min-width:4.5rem;font-weight:700}
`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '')

const shown = (content: Content | undefined): string =>
  Object.values(content ?? {})
    .map(({ schema }) => `<pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`)
    .join('')

const parametersOf = ({ parameters = [] }: Operation): string =>
  parameters.length === 0
    ? ''
    : `<p>Parameters</p><ul>${parameters
        .map(
          ({ name, in: place, required }) =>
            `<li><code>${escaped(name)}</code> (${place}${required ? '' : ', optional'})</li>`,
        )
        .join('')}</ul>`

const operationOf = (method: string, path: string, operation: Operation): string => `
<details id="${operation.operationId}">
<summary><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code> – ${escaped(operation.summary)}</summary>
<p>${operation.security.length === 0 ? 'No sign-in is needed.' : 'A sign-in is needed.'}</p>
${parametersOf(operation)}
${operation.requestBody ? `<p>Body</p>${shown(operation.requestBody.content)}` : ''}
${Object.entries(operation.responses)
  .map(([status, { description, content }]) => {
    const body = status.startsWith('2') ? shown(content) : ''
    return `<p><b>${status}</b> ${escaped(description)}</p>${body}`
  })
  .join('')}
</details>`

/** The API's document as one page of HTML. */
export const docsPage = ({ info, paths, components }: Document): string => {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  )
  const areas = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '')
  const sections = [...areas].map(
    ([area, list]) =>
      `<h2>${escaped(area)}</h2>${list.map(({ method, path, operation }) => operationOf(method, path, operation)).join('')}`,
  )
  const { schemas = {} } = components as { schemas?: Record<string, Schema> }
  const named = Object.entries(schemas).map(
    ([name, schema]) =>
      `<details id="schema-${name}"><summary>${name}</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(info.title)} API</title><style>${docsStyle}</style></head>
<body><h1>${escaped(info.title)} API</h1><p>${escaped(info.description)} For machines: <a href="openapi.json">openapi.json</a>.</p>
${sections.join('')}<h2>Schemas</h2>${named.join('')}</body></html>
`
}
