// Plain, old JavaScript: whatever Node is there has to understand it, to be told which one is needed.
import './needsNode24.js'

const { start } = await import('./start.ts')
await start(process.argv.slice(2))
