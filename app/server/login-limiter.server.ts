import { RateLimiterMemory } from 'rate-limiter-flexible'

/** GB/T 22239-2019, as assessors read it: five failures lock an account for a quarter of an hour. */
const failuresPerAccount = new RateLimiterMemory({ points: 5, duration: 15 * 60 })
/** A township shares one address: room for its typing errors, none for guessing. */
const failuresPerAddress = new RateLimiterMemory({ points: 60, duration: 15 * 60 })

/** Asked before any password is hashed, and the same for accounts that do not exist. */
export async function mayTry(account: string, address: string): Promise<boolean> {
  const [ofAccount, ofAddress] = await Promise.all([
    failuresPerAccount.get(account),
    failuresPerAddress.get(address),
  ])
  return (ofAccount?.remainingPoints ?? 1) > 0 && (ofAddress?.remainingPoints ?? 1) > 0
}

export async function recordFailure(account: string, address: string): Promise<void> {
  await failuresPerAccount.penalty(account)
  await failuresPerAddress.penalty(address)
}

export const forgetFailures = (account: string) => failuresPerAccount.delete(account)
