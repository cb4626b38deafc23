import type { Page } from 'playwright-core'

/**
 * Listens to everything a page complains about and answers what it heard so far: console errors
 * (Chromium reports violations of the content security policy there), uncaught exceptions, answers
 * of 500 and above, and requests to any other place than `origin`: a site works without the internet.
 */
export function watchPage(page: Page, origin: string): () => readonly string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    complaints.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`answer ${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (/^(https?|wss?):$/.test(protocol) && asked !== origin) {
      complaints.push(`request to another place: ${request.url()}`)
    }
  })
  return () => complaints
}
