import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export const loopback = '127.0.0.1'

/** Listens on this machine alone; port 0 asks for any free one. Fails as `listen` does (EADDRINUSE, EACCES). */
export const listen = (server: Server, port = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, loopback, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })

/** Stops accepting, lets what is under way finish, and cuts off what takes longer than `patienceMs`. */
export const close = (server: Server, patienceMs = 0): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), patienceMs)
    // A connection that is kept alive is idle only once its last answer is through.
    const idle = setInterval(() => server.closeIdleConnections(), 10)
    server.close(() => {
      clearTimeout(cut)
      clearInterval(idle)
      resolve()
    })
  })

/** A port that was free a moment ago, for a child that wants to be told one. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  const port = await listen(server)
  await close(server)
  return port
}
