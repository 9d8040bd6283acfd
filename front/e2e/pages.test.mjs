// The demo town as visitors meet it: every link leads somewhere, every page keeps to its promises in each look, with
// and without scripts, and the keyboard reaches what a pointer reaches.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { open, visitor } from './browser.mjs'
import { start } from './server.mjs'

let browser
let server

before(async () => {
  ;[server, browser] = await Promise.all([start({ FARANDOLE_MAIL: 'capture:' }, { town: true }), open()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

/** Signs in as the demo account. */
async function signIn(page) {
  const login = await server.login()
  await page.goto('/login')
  await page.fill('#email', login.email)
  await page.fill('#password', login.password)
  await page.click('main form button')
  await page.waitForURL((url) => url.pathname === '/')
}

/** The shape of an address: events, people and tags count once each, and so does each set of filters. */
function shape(url) {
  const path = url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':uuid')
    .replace(/^\/@[^/]+/, '/@name')
    .replace(/^\/tag\/.+/, '/tag/:tag')
  return `${path}?${[...url.searchParams.keys()].sort().join('&')}`
}

/** Follows the links of the site, one address of each shape, and returns those that do not answer well. */
async function crawl(context, starts) {
  const queue = starts.map((path) => ({ path, from: 'start' }))
  const seen = new Set()
  const broken = []
  const page = await context.newPage()
  while (queue.length > 0) {
    const { path, from } = queue.shift()
    const url = new URL(path, server.origin)
    if (url.origin !== server.origin || seen.has(shape(url))) continue
    seen.add(shape(url))
    const reply = await context.request.get(url.href)
    if (reply.status() >= 400) broken.push(`${url.pathname}${url.search} answers ${reply.status()}, linked from ${from}`)
    if (!reply.headers()['content-type']?.startsWith('text/html')) continue
    await page.setContent(await reply.text(), { waitUntil: 'commit' })
    const links = await page.$$eval('a[href], link[href]', (all) => all.map((it) => it.getAttribute('href')))
    queue.push(...links.map((link) => ({ path: new URL(link, url).href, from: url.pathname })))
  }
  await page.close()
  return { broken, seen }
}

describe('the demo town', () => {
  it('has no link that leads nowhere, for a stranger', async () => {
    const { context } = await visitor(browser, server.origin, { javaScriptEnabled: false })
    const { broken, seen } = await crawl(context, ['/', '/search?mode=map&when=any'])
    assert.deepEqual(broken, [])
    assert.ok(seen.size > 25, `only ${seen.size} kinds of pages were seen`)
    await context.close()
  })

  it('has no link that leads nowhere, for somebody who is signed in', async () => {
    const { context, page } = await visitor(browser, server.origin)
    await signIn(page)
    const { broken } = await crawl(context, ['/', '/settings', '/my/events', '/events/create'])
    assert.deepEqual(broken, [])
    await context.close()
  })

  it('keeps its promises in the dark and in the light, on a phone and on a desk', async () => {
    const looks = [
      { viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'en-GB' },
      { viewport: { width: 768, height: 1024 }, colorScheme: 'light', locale: 'fr-FR' },
      { viewport: { width: 1440, height: 900 }, colorScheme: 'dark', locale: 'fr-FR' },
    ]
    for (const look of looks) {
      const ana = await visitor(browser, server.origin, look)
      await ana.page.goto('/search?when=any')
      const event = await ana.page.locator('main a[href^="/events/"]').first().getAttribute('href')
      const strangers = ['/', '/search?when=any', '/search?mode=map&when=any', '/search?search=qwertzuiop', event, `${event}/participate`]
      for (const path of strangers) await keeps(ana, path, look)
      await signIn(ana.page)
      for (const path of ['/my/events', '/settings', '/identity/create', '/events/create']) await keeps(ana, path, look)
      await ana.context.close()
    }
  })

  it('shows the events of the town on its map', async () => {
    const { context, page } = await visitor(browser, server.origin, { javaScriptEnabled: false })
    await page.goto('/search?mode=map&when=any')
    const dots = await page.locator('svg.map-plain a').count()
    assert.ok(dots > 0, 'the map is empty')
    await page.locator('main .chips a').first().click()
    assert.ok((await page.locator('main a[href^="/events/"], svg.map-plain a').count()) > 0, 'a place of the map leads to nothing')
    await context.close()
  })

  it('speaks the language that somebody chooses, and remembers it', async () => {
    const { context, page } = await visitor(browser, server.origin, { locale: 'en-GB', javaScriptEnabled: false })
    await page.goto('/')
    assert.equal(await page.getAttribute('html', 'lang'), 'en')
    await page.click('summary:has-text("Language and appearance")')
    await page.click('button[name=language][value=fr]')
    assert.equal(await page.getAttribute('html', 'lang'), 'fr')
    await page.goto('/about')
    assert.equal(await page.getAttribute('html', 'lang'), 'fr')
    await context.close()
  })

  it('lets the keyboard go to the content at once, and shows where it stands', async () => {
    const { context, page } = await visitor(browser, server.origin)
    await page.goto('/')
    await page.keyboard.press('Tab')
    const skip = page.locator('a.skip')
    assert.ok(await skip.evaluate((it) => it === document.activeElement))
    assert.ok(await skip.isVisible())
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'content')
    await context.close()
  })

  it('prints an event on paper without what only a screen needs', async () => {
    const { context, page } = await visitor(browser, server.origin)
    await page.goto('/search?when=any')
    await page.locator('main a[href^="/events/"]').first().click()
    await page.emulateMedia({ media: 'print' })
    assert.ok(await page.locator('main h1').isVisible())
    assert.ok(!(await page.locator('.head-search').isVisible()))
    await context.close()
  })
})

/** A page answers well, is no wider than the screen, and passes judgement. */
async function keeps(who, path, { viewport, colorScheme, locale }) {
  const where = `${path} at ${viewport.width} px, ${colorScheme}, ${locale}`
  const reply = await who.page.goto(path)
  assert.ok(reply.ok(), `${where} answers ${reply.status()}`)
  await who.judge(where)
  const wider = await who.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.equal(wider, 0, `${where}: wider than the screen`)
}
