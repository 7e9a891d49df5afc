import type { Ask, Reply } from './asking.ts'

/** Who uploads where. */
export type Uploader = { readonly token: string; readonly schoolId: string }

/** Asks for a link, and puts the file to it: the upload's id. */
export const uploadRoster = async (ask: Ask, { token, schoolId }: Uploader, file: string): Promise<string> => {
  const body = { fileName: 'roster.csv', bytes: Buffer.byteLength(file) }
  const upload = await ask('createRosterUpload', { token, params: { schoolId }, body })
  const stored = await fetch(String(upload.body['uploadUrl']), { method: 'PUT', body: file })
  if (!stored.ok) throw new Error(`The roster was not taken: ${stored.status}`)
  return String(upload.body['id'])
}

/** Uploads a roster and asks for a sync with it. */
export const startSync = async (
  ask: Ask,
  uploader: Uploader,
  file: string,
  mode: 'plan' | 'apply' = 'plan',
): Promise<Reply> =>
  ask('startRosterSync', {
    token: uploader.token,
    params: { schoolId: uploader.schoolId },
    body: { uploadId: await uploadRoster(ask, uploader, file), mode },
  })
