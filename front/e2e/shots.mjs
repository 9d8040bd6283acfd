// Screenshots of every page of the demo town, in build/shots: narrow and wide, light and dark, in both languages, full
// and empty, and an index to look at them side by side. SHOTS=home,event takes only those.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { open, visitor } from './browser.mjs'
import { start } from './server.mjs'

const out = fileURLToPath(new URL('../../build/shots/', import.meta.url))
const only = process.env.SHOTS?.split(',')
const sizes = { narrow: { width: 360, height: 740 }, wide: { width: 1280, height: 860 } }
// Each language and each theme is seen at each width, without taking all eight of every page.
const looks = [
  { size: 'narrow', theme: 'light', locale: 'fr-FR' },
  { size: 'narrow', theme: 'dark', locale: 'en-GB' },
  { size: 'wide', theme: 'light', locale: 'en-GB' },
  { size: 'wide', theme: 'dark', locale: 'fr-FR' },
]

const server = await start({ FARANDOLE_MAIL: 'capture:' }, { town: true })
const browser = await open()
const taken = []
try {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const town = await explore()
  const login = await server.login()
  for (const look of looks) {
    await shoot(look, publicPages(town))
    await shoot(look, ownPages(town), login)
  }
  await writeFile(join(out, 'index.html'), index())
  console.log(`${taken.length} screenshots in build/shots; open index.html there.`)
} finally {
  await browser.close()
  await server.stop()
}

/** What there is in the town to look at: addresses that differ each time. */
async function explore() {
  const { context, page } = await visitor(browser, server.origin)
  const first = async (path, link) => {
    await page.goto(path)
    return page.locator(link).first().getAttribute('href', { timeout: 5000 }).catch(() => null)
  }
  const event = (await first('/search?when=any', 'main a[href^="/events/"]'))?.split('?')[0]
  const talk = await talkedOf(page)
  const person = event && (await first(event, 'main a[href^="/@"]'))
  const place = event && (await first(event, 'main a[href^="/place/"], main a[href^="/address/"]'))
  const tag = event && (await first(event, 'main a[href^="/tag/"]'))
  await context.close()
  return { event, talk, person, place, tag }
}

/** One of the next events under which something is said. */
async function talkedOf(page) {
  await page.goto('/search')
  const links = await page.locator('main a[href^="/events/"]').evaluateAll((all) => all.map((it) => it.getAttribute('href')))
  for (const link of new Set(links.map((it) => it.split('?')[0]))) {
    await page.goto(link)
    if (await page.locator('article.comment').count()) return link
  }
}

function publicPages({ event, talk, person, place, tag }) {
  return {
    home: '/',
    search: '/search?when=any',
    'search-words': '/search?search=concert&when=any',
    'search-empty': '/search?search=qwertzuiop',
    'search-map': '/search?mode=map&when=any',
    event,
    'event-talk': talk,
    person,
    place,
    tag,
    about: '/about',
    terms: '/terms',
    privacy: '/privacy',
    rules: '/rules',
    login: '/login',
    register: '/register/user',
    reset: '/password-reset/send',
    participate: event && `${event}/participate`,
    elsewhere: event && `${event}/elsewhere?server=events.example.org`,
    report: event && event.replace('/events/', '/report?event='),
    'not-found': '/nothing-here',
    mailbox: '/dev/mailbox',
  }
}

function ownPages({ event, talk }) {
  return {
    agenda: '/my/events',
    settings: '/settings',
    'identity-new': '/identity/create',
    'event-new': '/events/create',
    'event-own': event,
    'event-talk-own': talk,
    'event-cancel': talk && `${talk}/cancel`,
    'event-duplicate': talk && `${talk}/duplicate`,
    'event-edit': event && `${event}/edit`,
    participants: event && `${event}/participants`,
    'event-delete': event && `${event}/delete`,
    reports: '/moderation/reports',
    'report-one': '/moderation/report/1',
  }
}

async function shoot({ size, theme, locale }, pages, login) {
  const { context, page } = await visitor(browser, server.origin, { locale, viewport: sizes[size], colorScheme: theme })
  if (login) {
    await page.goto('/login')
    await page.fill('#email', login.email)
    await page.fill('#password', login.password)
    await page.click('main form button')
    await page.waitForURL((url) => url.pathname === '/')
  }
  for (const [name, path] of Object.entries(pages)) {
    if (!path || (only && !only.includes(name))) continue
    const reply = await page.goto(path, { waitUntil: 'networkidle' })
    const file = `${name}-${size}-${theme}-${locale.slice(0, 2)}.png`
    await page.screenshot({ path: join(out, file), fullPage: true })
    taken.push({ name, file, status: reply.status() })
  }
  await context.close()
}

function index() {
  const names = [...new Set(taken.map((it) => it.name))]
  const shots = (name) =>
    taken
      .filter((it) => it.name === name)
      .map((it) => `<a href="${it.file}"><img src="${it.file}" alt="${it.file}, answered ${it.status}" loading="lazy"></a>`)
      .join('')
  const sections = names.map((name) => `<h2>${name}</h2><p>${shots(name)}</p>`).join('\n')
  return `<!doctype html><meta charset="utf-8"><title>Screenshots</title>
<style>body{font:16px sans-serif;margin:2rem;background:#888}img{height:28rem;margin:.5rem;vertical-align:top}</style>
${sections}\n`
}
