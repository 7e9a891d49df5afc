import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { KeyFile } from './keyFile.ts'
import { close, listen, loopback } from './ports.ts'
import { type Credentials, refuse } from './sigv4.ts'

type Call = Readonly<Record<string, unknown>>

class KeyError extends Error {
  readonly type: string

  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

const contextOf = ({ EncryptionContext: context }: Call): string =>
  JSON.stringify(Object.entries((context ?? {}) as object).sort(([a], [b]) => (a < b ? -1 : 1)))

const [ivLength, tagLength] = [12, 16]

/** The three calls, over one master key from which each key of KMS is derived. */
const calls = ({ masterKey, parameters }: KeyFile, keyArns: readonly string[]) => {
  const keyArn = (id: unknown): string => {
    const arn = keyArns.find((each) => each === id || each.endsWith(`:key/${id}`))
    if (arn === undefined) throw new KeyError('NotFoundException', 'There is no such key')
    return arn
  }
  const cipherKey = (arn: string) => Buffer.from(hkdfSync('sha256', masterKey, '', arn, 32))

  const seal = (arn: string, plain: Buffer, context: string): Buffer => {
    const iv = randomBytes(ivLength)
    const cipher = createCipheriv('aes-256-gcm', cipherKey(arn), iv, { authTagLength: tagLength })
    cipher.setAAD(Buffer.from(context))
    const body = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([Buffer.from(`${arn}\n`), iv, cipher.getAuthTag(), body])
  }

  const open = (blob: Buffer, context: string): { readonly arn: string; readonly plain: Buffer } => {
    const end = blob.indexOf('\n')
    const arn = keyArns.find((each) => each === blob.toString('utf8', 0, Math.max(end, 0)))
    const iv = blob.subarray(end + 1, end + 1 + ivLength)
    const tag = blob.subarray(end + 1 + ivLength, end + 1 + ivLength + tagLength)
    try {
      if (arn === undefined) throw new Error('Not made by these keys')
      const decipher = createDecipheriv('aes-256-gcm', cipherKey(arn), iv, { authTagLength: tagLength })
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(tag)
      const body = blob.subarray(end + 1 + ivLength + tagLength)
      return { arn, plain: Buffer.concat([decipher.update(body), decipher.final()]) }
    } catch {
      throw new KeyError('InvalidCiphertextException', 'Not encrypted by this key in this encryption context')
    }
  }

  return {
    'TrentService.GenerateDataKey': (call: Call) => {
      const arn = keyArn(call['KeyId'])
      const plain = randomBytes(call['KeySpec'] === 'AES_128' ? 16 : Number(call['NumberOfBytes'] ?? 32))
      const blob = seal(arn, plain, contextOf(call))
      return { KeyId: arn, Plaintext: plain.toString('base64'), CiphertextBlob: blob.toString('base64') }
    },
    'TrentService.Decrypt': (call: Call) => {
      const { arn, plain } = open(Buffer.from(String(call['CiphertextBlob']), 'base64'), contextOf(call))
      if (call['KeyId'] !== undefined && keyArn(call['KeyId']) !== arn)
        throw new KeyError('IncorrectKeyException', 'Encrypted by another key')
      return { KeyId: arn, Plaintext: plain.toString('base64'), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' }
    },
    'AmazonSSM.GetParameters': ({ Names, WithDecryption }: Call) => {
      const names = Names as readonly string[]
      // Without WithDecryption Parameter Store answers with the ciphertext, which is of no use to anyone.
      const value = (name: string) => (WithDecryption ? parameters.get(name) : 'encrypted')
      return {
        Parameters: names
          .filter((name) => parameters.has(name))
          .map((Name) => ({ Name, Type: 'SecureString', Value: value(Name), Version: 1 })),
        InvalidParameters: names.filter((name) => !parameters.has(name)),
      }
    },
  }
}

/**
 * Answers KMS GenerateDataKey, KMS Decrypt (encryption context checked) and SSM GetParameters over the file of secrets, to
 * callers that sign with `credentials`.
 */
export const startKeys = async (
  file: KeyFile,
  keyArns: readonly string[],
  credentials: Credentials,
): Promise<{ readonly endpoint: string; readonly stop: () => Promise<void> }> => {
  const known: Readonly<Record<string, (call: Call) => object>> = calls(file, keyArns)

  const answer = async (request: IncomingMessage): Promise<object> => {
    const target = String(request.headers['x-amz-target'])
    const body = await buffer(request)
    const bodyHash = createHash('sha256').update(body).digest('hex')
    const declared = request.headers['x-amz-content-sha256']
    const service = target.startsWith('AmazonSSM.') ? 'ssm' : 'kms'
    const refusal = refuse(request, credentials, { service, bodyHash })
    if (refusal) throw new KeyError('AccessDeniedException', refusal.message)
    if (declared !== undefined && declared !== bodyHash)
      throw new KeyError('AccessDeniedException', 'The body is not the one that was signed')
    const call = Object.hasOwn(known, target) ? known[target] : undefined
    if (!call) throw new KeyError('UnknownOperationException', 'This is not done here')
    return call(JSON.parse(body.toString('utf8')))
  }

  const send = (response: ServerResponse, status: number, body: object) => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
    response.end(JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    answer(request).then(
      (body) => send(response, 200, body),
      (error) => {
        const type = error instanceof KeyError ? error.type : 'ValidationException'
        send(response, 400, { __type: type, message: error.message })
      },
    )
  })
  const port = await listen(server)
  return { endpoint: `http://${loopback}:${port}`, stop: () => close(server, 1000) }
}
