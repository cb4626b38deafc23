/** Text as it comes, piece by piece; each call starts from the beginning again. */
export type TextSource = () => AsyncIterable<string>

/** Bytes as they come, piece by piece; each call starts from the beginning again. */
export type ByteSource = () => AsyncIterable<Uint8Array>

/**
 * The text of a file in UTF-8 (with or without BOM) or, where it cannot be that, in GB 18030 and
 * its older forms. Answers null for what is neither, or is not text at all. The bytes are read
 * twice and never held.
 */
export async function textOf(bytes: ByteSource): Promise<TextSource | null> {
  for (const encoding of ['utf-8', 'gb18030']) {
    if (await isTextIn(encoding, bytes)) return () => decoded(encoding, bytes)
  }
  return null
}

export const textSource = (text: string): TextSource =>
  async function* () {
    yield text
  }

/** The whole of it, for what has to be read as one. */
export async function wholeText(source: TextSource): Promise<string> {
  let text = ''
  for await (const piece of source()) text += piece
  return text
}

async function isTextIn(encoding: string, bytes: ByteSource): Promise<boolean> {
  try {
    for await (const text of decoded(encoding, bytes)) if (text.includes('\0')) return false
    return true
  } catch (error) {
    // What a fatal decoder throws; anything else is a fault of the disk, not of the encoding.
    if (error instanceof TypeError) return false
    throw error
  }
}

async function* decoded(encoding: string, bytes: ByteSource): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for await (const piece of bytes()) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}
