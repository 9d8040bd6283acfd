// One server of ours: the real program with its embedded database, in a namespace, behind its proxy.
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eventually } from './patience.mjs'
import { ADDRESSES, dir as home, runIn, startIn } from './places.mjs'
import { proxy } from './proxy.mjs'
import { visit } from './visit.mjs'

const PASSWORD = 'sept-cerises-bleues'
const hosts = Object.entries(ADDRESSES).map(([name, address]) => [`${name}.test`, address])

/** Starts a server whose certificate, and whose trust, is of an authority. */
export async function server(name, authority) {
  const [host, address, dir] = [`${name}.test`, ADDRESSES[name], join(home, name)]
  await mkdir(dir, { mode: 0o711 })
  const log = join(dir, 'farandole.log')
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    FARANDOLE_URL: `https://${host}`,
    FARANDOLE_BIND: '127.0.0.1:4000',
    FARANDOLE_DATA_DIR: join(dir, 'data'),
    FARANDOLE_TRUSTED_PROXIES: '127.0.0.1',
    FARANDOLE_EXTRA_CA: authority.path,
    FARANDOLE_HOSTS: hosts.map((pair) => pair.join('=')).join(','),
    FARANDOLE_FEDERATION_ALLOW: hosts.map(([host]) => `${host}:443`).join(','),
    FARANDOLE_RATE_LIMITS: 'off',
  }
  const program = process.env.FARANDOLE_BIN
  const run = (...args) => runIn(name, [program, ...args], { env, cwd: dir })
  const serve = () => startIn(name, [program, 'serve'], { env, cwd: dir, log })
  const front = await proxy({ name, host, address, pair: await authority.vouch(host), dir: join(dir, 'proxy') })
  let process_ = serve()

  const call = (path, options) => visit({ host, address, authority }, path, options)

  /** Asks the API. */
  async function ask(token, query, variables = {}) {
    const headers = { 'content-type': 'application/json' }
    if (token) headers.authorization = `Bearer ${token}`
    const { status, text } = await call('/api', { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    if (status !== 200) throw new Error(`${host} answered ${status}: ${text}`)
    const { data, errors } = JSON.parse(text)
    if (errors) throw new Error(`${host} refused: ${JSON.stringify(errors)}`)
    return data
  }

  const ready = () =>
    eventually(async () => `${host} is ready\n${await readFile(log, 'utf8')}`, async () => {
      if (process_.child.exitCode !== null) throw new Error(`${host} ended:\n${await readFile(log, 'utf8')}`)
      return call('/health/ready').then(({ status }) => status === 200, () => false)
    })

  return {
    name,
    host,
    proxy: front,
    run,
    call,
    ready,
    log: () => readFile(log, 'utf8'),
    /** Asks as somebody without an account. */
    ask: (query, variables) => ask(null, query, variables),
    /** Makes an account and signs in; `ask` is what it asks. */
    async person(username, role = 'user') {
      const email = `${username}@example.org`
      await run('users', 'create', email, '--password', PASSWORD, '--username', username, '--role', role)
      const login = `mutation ($email: String!, $password: String!) {
        login(email: $email, password: $password) { accessToken user { defaultActor { id } } } }`
      const { accessToken, user } = (await ask(null, login, { email, password: PASSWORD })).login
      return { actor: user.defaultActor.id, ask: (query, variables) => ask(accessToken, query, variables) }
    },
    /** Ends the program as a power cut would; its database is left to whoever comes next. */
    kill: () => process_.end('SIGKILL'),
    async startAgain() {
      process_ = serve()
      await ready()
    },
    async stop() {
      await process_.end()
      await front.stop()
    },
  }
}
