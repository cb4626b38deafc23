import { createContext } from 'react'

/** The nonce of this answer's scripts while it is rendered; a browser never shows it to scripts. */
export const NonceContext = createContext('')
