import { RateLimiterMemory } from 'rate-limiter-flexible'

/** GB/T 22239-2019, as assessors read it: five failures lock an account for a quarter of an hour. */
const triesPerAccount = new RateLimiterMemory({ points: 5, duration: 15 * 60 })
/** A township shares one address: room for its typing errors, none for guessing. */
const triesPerAddress = new RateLimiterMemory({ points: 60, duration: 15 * 60 })

/**
 * Takes one of the tries, before any password is hashed, and the same for accounts that do not
 * exist; false when none is left. A hundred sent at one moment are a hundred tries.
 */
export async function takeTry(account: string, address: string): Promise<boolean> {
  const taken = await Promise.allSettled([
    triesPerAccount.consume(account),
    triesPerAddress.consume(address),
  ])
  return taken.every(({ status }) => status === 'fulfilled')
}

/** The password was right: no try was lost. */
export async function forgetTries(account: string, address: string): Promise<void> {
  await triesPerAccount.delete(account)
  await triesPerAddress.reward(address)
}
