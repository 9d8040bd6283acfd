// snac with Ben and its relay, a user of that name, which snac makes an Application. Both do what the web pages offer.
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, program, ran } from '../lib/program.mjs'
import { eventually } from '../lib/seen.mjs'

export async function start({ path }) {
  const port = await freePort()
  const authority = `localhost:${port}`
  const origin = `http://${authority}`
  const home = await mkdtemp(join(tmpdir(), 'farandole-snac-'))
  // The folder of its data must not exist yet.
  const data = join(home, 'data')
  await ran(path, ['init', data], { input: `127.0.0.1\n${port}\n${authority}\n\n\n` })
  const file = join(data, 'server.json')
  const settings = JSON.parse(await readFile(file, 'utf8'))
  // Sandboxed, it would reach the ports of the web alone.
  const ours = { protocol: 'http', disable_sandbox: true, disable_email_notifications: true, dbglevel: 1 }
  await writeFile(file, JSON.stringify({ ...settings, ...ours }))
  const keys = {}
  for (const user of ['ben', 'relay']) {
    const password = (await ran(path, ['adduser', data, user])).match(/password is (\S+)/)[1]
    keys[user] = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  }

  const server = program(path, ['httpd', data])
  await eventually('snac listens', () => {
    if (!server.running()) throw new Error(`snac ended:\n${server.said()}`)
    return fetch(origin).then((reply) => reply.ok, () => false)
  })
  const page = async (user) => {
    const reply = await fetch(`${origin}/${user}/admin`, { headers: { authorization: keys[user] } })
    return reply.text()
  }
  const post = async (user, form, words) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(words)) body.set(name, value)
    const request = { method: 'POST', body, headers: { authorization: keys[user] }, redirect: 'manual' }
    const reply = await fetch(`${origin}/${user}/admin/${form}`, request)
    if (reply.status >= 400) throw new Error(`snac answered ${reply.status} to ${form}`)
  }

  return {
    origin,
    authority,
    ben: `${origin}/ben`,
    relay: `${origin}/relay`,
    said: server.said,
    /** A command, as its administrator gives it. */
    command: (name, ...words) => ran(path, [name, data, ...words]),
    write: (words, user = 'ben') => post(user, 'note', words),
    act: (action, id, user = 'ben') =>
      post(user, 'action', { action, id, actor: `${origin}/${user}`, group: '', redir: '' }),
    /** What a user's own page shows of a post, in words; nothing when it is not there. */
    async shown(url, user = 'ben') {
      const name = createHash('md5').update(url).digest('hex')
      const [, entry] = (await page(user)).split(`<a name="${name}_entry">`)
      const content = entry?.match(/snac-content">(.*?)<div class="snac-controls">/s)?.[1]
      return content?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()
    },
    page,
    async stop() {
      await server.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
