// Plain, old JavaScript: it has to be understood by whatever Node is there, to say which one is needed.
import * as crypto from 'node:crypto'

const major = Number(process.versions.node.split('.')[0])
if (major < 24 || typeof crypto.argon2 !== 'function') {
  console.error(
    `Allwedd needs Node 24 or later (with argon2) and this is Node ${process.versions.node}: run "npm install" and then "npm start", which brings its own.`,
  )
  process.exitCode = 1
} else {
  const { start } = await import('./start.ts')
  await start(process.argv.slice(2))
}
