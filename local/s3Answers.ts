import type { IncomingMessage, ServerResponse } from 'node:http'

/** An error that S3's clients know by its code. */
export class S3Error extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const escapeXml = (text: string): string => text.replace(/[<>&"'\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)

export const sendXml = (response: ServerResponse, status: number, xml: string): void => {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`)
}

/** Answers in S3's own form; what isn't an S3 error is a 400 when the URL can't be read, else a 500. */
export const sendError = (request: IncomingMessage, response: ServerResponse, error: unknown): void => {
  request.resume()
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, code, message } =
    error instanceof S3Error
      ? error
      : error instanceof URIError
        ? new S3Error(400, 'InvalidURI', 'The URI cannot be read')
        : new S3Error(500, 'InternalError', error instanceof Error ? error.message : 'Something is wrong')
  if (request.method === 'HEAD') {
    response.writeHead(status).end()
    return
  }
  sendXml(response, status, `<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`)
}
