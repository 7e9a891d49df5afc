// Plain, old JavaScript: it has to be understood by whatever Node is there, to say which one is needed.
import * as crypto from 'node:crypto'

if (Number(process.versions.node.split('.')[0]) < 24 || typeof crypto.argon2 !== 'function') {
  console.error(
    `Allwedd needs Node 24 or later (with argon2) and this is Node ${process.versions.node}: run "npm ci" and use the npm scripts, which bring their own.`,
  )
  process.exit(1)
}
