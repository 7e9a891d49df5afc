import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { Holder } from './dataFolder.ts'
import { close, listen, loopback } from './ports.ts'

/** A door for whoever may read the data folder: `POST /schedules/NAME` calls that schedule now. */
export const startControl = async (fire: (name: string) => Promise<void>) => {
  const token = randomBytes(32).toString('base64url')
  const expected = Buffer.from(`Bearer ${token}`)
  const server = createServer(async (request, response) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    const [, name] = /^\/schedules\/([\w.-]+)$/.exec(request.url ?? '') ?? []
    request.resume()
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) response.writeHead(403).end()
    else if (request.method !== 'POST' || name === undefined) response.writeHead(404).end()
    else
      await fire(name).then(
        () => response.writeHead(204).end(),
        (error) => response.writeHead(500).end(error.message),
      )
  })
  const port = await listen(server)
  const door: Holder['control'] = { url: `http://${loopback}:${port}`, token }
  return { ...door, stop: () => close(server) }
}
