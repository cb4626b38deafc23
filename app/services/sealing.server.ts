import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** Seals personal fields before they are stored, and opens them for those who may read them. */
export interface Sealer {
  seal: (text: string) => string
  open: (sealed: string) => string
}

/**
 * AES-256-GCM under one 32-byte key. A sealed text is `v1.KEYID.IV.TAG.CIPHER` in base64url: the
 * key's id is in it, so that keys can be changed while old rows stay readable. Opening throws when
 * the text was sealed under another key or was tampered with.
 */
export function sealerOf(key: Buffer): Sealer {
  const keyId = createHash('sha256').update(key).digest('base64url').slice(0, 8)
  return {
    seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return ['v1', keyId, ...[iv, cipher.getAuthTag(), body].map(base64url)].join('.')
    },
    open(sealed) {
      const [version, sealedBy, iv = '', tag = '', body = ''] = sealed.split('.')
      if (version !== 'v1' || sealedBy !== keyId) {
        throw new Error(`sealed under key ${sealedBy ?? '?'}, but the key at hand is ${keyId}`)
      }
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([
        decipher.update(Buffer.from(body, 'base64url')),
        decipher.final(),
      ]).toString('utf8')
    },
  }
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url')
