// The distribution's Chromium, and what every page must keep to: no request to anybody else, no accessibility
// violation, no script error.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Opens the browser; root may not use its sandbox. */
export function open() {
  const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args })
}

/** A visitor: a browser profile of its own that notes what must not happen. */
export async function visitor(browser, origin, options = {}) {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', timezoneId: 'Europe/Paris', ...options })
  const page = await context.newPage()
  const foreign = []
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) foreign.push(request.url())
  })
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  return {
    context,
    page,
    /** What the page must keep to, wherever it stands. */
    async judge(where) {
      assert.deepEqual(foreign, [], `${where}: requests to somebody else`)
      assert.deepEqual(errors, [], `${where}: script errors`)
      if (options.javaScriptEnabled === false) return
      const found = await accessibility(page)
      assert.deepEqual(found, [], `${where}: accessibility`)
    },
  }
}

/** The violations of WCAG 2.2 A and AA on a page, shortly. */
async function accessibility(page) {
  // Evaluated by the browser itself, not as a script of the page, so that the page's own policy stays strict.
  await page.evaluate(axe)
  const result = await page.evaluate(() =>
    globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  )
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
