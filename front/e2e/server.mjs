// The real program on a folder of its own, with its embedded database, and a mail server that keeps what it gets.
// Both listen on loopback alone and are ended by their process ids.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PATIENCE = 120_000

/** A port of loopback that nobody listens on. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** Asks again and again until the answer is one. */
export async function eventually(what, ask) {
  const until = Date.now() + PATIENCE
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > until) throw new Error(`never: ${what}`)
    await new Promise((resume) => setTimeout(resume, 100))
  }
}

function program(path, args, options) {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const lines = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => lines.push(data.toString()))
  const ended = once(child, 'exit')
  return { child, said: () => lines.join(''), ended }
}

/** Starts both, on request in the demo town; `stop` ends them and removes the folder. */
export async function start(settings = {}, { town = false } = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'farandole-e2e-'))
  // PostgreSQL runs as a user of its own where we are root, and has to pass through this folder.
  await chmod(dir, 0o711)
  const [webPort, mailPort] = [await freePort(), await freePort()]
  const sink = program(process.env.SMTP_SINK, ['--port', String(mailPort), '--dir', dir], {})
  const origin = `http://localhost:${webPort}`
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    FARANDOLE_URL: origin,
    FARANDOLE_BIND: `127.0.0.1:${webPort}`,
    FARANDOLE_DATA_DIR: join(dir, 'data'),
    FARANDOLE_MAIL: `smtp://127.0.0.1:${mailPort}`,
    FARANDOLE_REGISTRATION: 'open',
    FARANDOLE_RATE_LIMITS: 'off',
    ...settings,
  }
  const run = (args) => program(process.env.FARANDOLE_BIN, args, { env, cwd: dir })
  let server
  const stop = async () => {
    for (const one of [server, sink]) {
      one?.child.kill('SIGTERM')
      await one?.ended
    }
    await rm(dir, { recursive: true, force: true })
  }
  try {
    if (town) {
      const founding = run(['seed', 'demo'])
      const [code] = await founding.ended
      if (code !== 0) throw new Error(`no demo town:\n${founding.said()}`)
    }
    server = run(['serve'])
    await eventually('the server is ready', async () => {
      if (server.child.exitCode !== null) throw new Error(`the server ended:\n${server.said()}`)
      return fetch(`${origin}/health/ready`).then((reply) => reply.ok, () => false)
    })
  } catch (error) {
    await stop()
    throw error
  }
  const mails = async () => {
    const text = await readFile(join(dir, 'mails.jsonl'), 'utf8').catch(() => '')
    return text.split('\n').filter(Boolean).map((line) => JSON.parse(line))
  }
  return {
    origin,
    run,
    /** The account of the demo town. */
    async login() {
      const asked = run(['seed', 'login'])
      await asked.ended
      const line = (name) => asked.said().match(new RegExp(`${name}\\s+(\\S+)`))[1]
      return { email: line('Sign in'), password: line('Password') }
    },
    /** The newest mail to an address, once it is there; its text with soft line breaks undone. */
    mailTo: (address, containing = '') =>
      eventually(`a mail to ${address}`, async () => {
        const found = (await mails()).filter((mail) => mail.to.includes(address)).map((mail) => readable(mail.data))
        return found.reverse().find((text) => text.includes(containing))
      }),
    stop,
  }
}

/** A mail's source with quoted-printable undone, good enough to find links and words in it. */
function readable(source) {
  const bytes = source.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
