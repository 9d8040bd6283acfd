// The whole story: a person registers, publishes an event at a real address; a stranger finds it, takes part without
// an account by confirming a mail, and subscribes to it in a calendar. Through the real program, a real browser and
// a real SMTP server. The stranger has scripts off.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { open, visitor } from './browser.mjs'
import { eventually, start } from './server.mjs'

let browser
let server
let eventUrl

before(async () => {
  ;[server, browser] = await Promise.all([start(), open()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const link = (mail, path) => mail.match(new RegExp(`http://localhost:\\d+${path}[A-Za-z0-9/_-]+`))?.[0]

/** A day two weeks from now, as a date field wants it. */
const day = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10)

describe('from an account to a guest', () => {
  it('a person registers and confirms', async () => {
    const ana = await visitor(browser, server.origin)
    await ana.page.goto('/register/user')
    await ana.judge('registration')
    await ana.page.fill('#email', 'ana@example.org')
    await ana.page.fill('#password', 'sept-cerises-bleues')
    await ana.page.fill('#name', 'Ana')
    await ana.page.fill('#username', 'ana')
    await ana.page.check('#agree')
    await ana.page.click('main form button.button-big')
    await ana.judge('after registration')
    const mail = await server.mailTo('ana@example.org')
    await ana.page.goto(link(mail, '/validate/'))
    await ana.judge('confirmation')
    await ana.page.click('main form button')
    await ana.page.waitForLoadState()

    await ana.page.goto('/events/create')
    if (ana.page.url().includes('/login')) {
      await ana.page.fill('#email', 'ana@example.org')
      await ana.page.fill('#password', 'sept-cerises-bleues')
      await ana.page.click('main form button')
      await ana.page.waitForURL(/events\/create/)
    }
    await ana.judge('publishing form')
    await ana.page.fill('#title', 'Bal folk under the plane trees')
    await ana.page.fill('#date', day)
    await ana.page.fill('#time', '19:30')
    await ana.page.fill('#end_time', '23:00')
    await ana.page.fill('#place', 'Place Bellecour')
    await ana.page.fill('#town', 'Lyon')
    await ana.page.fill('#description', 'Accordion, fiddle and a floor.')
    await ana.page.locator('details:has(#capacity) summary').click()
    await ana.page.fill('#capacity', '30')
    await ana.page.check('#anonymous')
    await ana.page.click('button[value=publish]')
    await ana.page.waitForURL(/\/events\/[0-9a-f-]{36}/)
    eventUrl = new URL(ana.page.url()).pathname
    await ana.judge('own event')
    await ana.context.close()
  })

  it('a stranger finds it with scripts off and takes part', async () => {
    const ben = await visitor(browser, server.origin, { javaScriptEnabled: false })
    await ben.page.goto('/')
    // The words of a new event are written by the worker, a moment after it is published.
    await eventually('the search knows the event', async () => {
      await ben.page.goto('/search?search=bal&place=Lyon&distance=10&when=any')
      return ben.page.locator('main a:has-text("Bal folk under the plane trees")').count()
    })
    await ben.page.click('main a:has-text("Bal folk under the plane trees")')
    await ben.page.waitForURL(`**${eventUrl}*`)
    const text = await ben.page.textContent('main')
    for (const word of ['Bal folk under the plane trees', 'Place Bellecour', '19:30', 'Ana']) {
      assert.ok(text.includes(word), `the page does not say ${word}`)
    }
    await ben.page.click('main a:has-text("Take part"), main button:has-text("Take part")')
    await ben.page.fill('#email', 'ben@example.org')
    await ben.page.click('main form button.button-big')
    const mail = await server.mailTo('ben@example.org', '/participation/email/confirm/')
    await ben.page.goto(link(mail, '/participation/email/confirm/'))
    await ben.page.click('main form button.button-big')
    const second = await server.mailTo('ben@example.org', '/participation/email/cancel/')
    assert.ok(second.includes('Bal folk under the plane trees'))
    await ben.page.goto(link(second, '/participation/email/cancel/'))
    assert.match(await ben.page.textContent('main'), /Bal folk under the plane trees/)
    await ben.judge('a guest without scripts')
    await ben.context.close()
  })

  it('the event goes into a calendar', async () => {
    const reply = await fetch(`${server.origin}${eventUrl}/export/ics`)
    assert.equal(reply.status, 200)
    assert.match(reply.headers.get('content-type'), /^text\/calendar/)
    const file = await reply.text()
    assert.match(file, /SUMMARY:Bal folk under the plane trees/)
    assert.match(file, /BEGIN:VTIMEZONE/)
    const feed = await (await fetch(`${server.origin}/feed/instance/ics`)).text()
    assert.match(feed, /SUMMARY:Bal folk under the plane trees/)
  })

  it('each public page keeps to its promises, narrow and wide, in both languages', async () => {
    const pages = ['/', '/search', '/search?mode=map', eventUrl, '/@ana', '/about', '/terms', '/privacy', '/rules', '/login', '/register/user', '/nothing-here']
    for (const [width, locale] of [[320, 'fr-FR'], [1280, 'en-GB']]) {
      const eve = await visitor(browser, server.origin, { locale, viewport: { width, height: 800 } })
      for (const path of pages) {
        const reply = await eve.page.goto(path)
        assert.equal(reply.status(), path === '/nothing-here' ? 404 : 200, path)
        await eve.judge(`${path} at ${width} px in ${locale}`)
        const wider = await eve.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        assert.equal(wider, 0, `${path} is wider than ${width} px`)
      }
      await eve.context.close()
    }
  })

  it('an event page weighs at most 90 kB in at most ten requests', async () => {
    const eve = await visitor(browser, server.origin)
    const session = await eve.context.newCDPSession(eve.page)
    await session.send('Network.enable')
    let [bytes, requests] = [0, 0]
    session.on('Network.loadingFinished', (event) => {
      bytes += event.encodedDataLength
      requests += 1
    })
    await eve.page.goto(eventUrl, { waitUntil: 'networkidle' })
    console.log(`event page: ${(bytes / 1000).toFixed(1)} kB in ${requests} requests`)
    assert.ok(bytes <= 90_000, `${bytes} bytes`)
    assert.ok(requests <= 10, `${requests} requests`)
    await eve.context.close()
  })
})
