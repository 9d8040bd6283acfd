// Two programs that others wrote to judge servers look at ours, over a network with names and certificates.
import assert from 'node:assert/strict'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from '../network/patience.mjs'
import { ADDRESSES, dir, runIn, startIn } from '../network/places.mjs'
import { proxy } from '../network/proxy.mjs'
import { visit } from '../network/visit.mjs'
import { world } from '../network/world.mjs'

const file = (path) => fileURLToPath(new URL(path, import.meta.url))
const PROGRAMS = file('../../../build/judges/bin')

let net

before(async () => {
  net = await world('alpha')
  await net.alpha.person('ana')
  const hosts = Object.entries(ADDRESSES).map(([name, address]) => `${address} ${name}.test\n`)
  await writeFile(join(dir, 'hosts'), `127.0.0.1 localhost\n${hosts.join('')}`)
})
after(() => net?.stop())

/** A program of the judges that knows the names of this network and trusts its authority. Only it sees this file of names. */
function judging(program, ...args) {
  const names = 'mount --bind "$0" /etc/hosts && exec "$@"'
  return ['sh', '-c', names, join(dir, 'hosts'), join(PROGRAMS, program), ...args]
}
const env = () => ({ PATH: process.env.PATH, HOME: dir, SSL_CERT_FILE: net.trusted.path, PYTHONDONTWRITEBYTECODE: '1' })

describe('FediTest', () => {
  it('finds nothing wrong with how names are looked up', async (t) => {
    const cwd = join(dir, 'feditest')
    await mkdir(cwd)
    await cp(file('webfinger'), join(cwd, 'tests'), { recursive: true })
    const nodes = {
      client: { nodedriver: 'ImpInProcessNodeDriver' },
      server: {
        nodedriver: 'FediverseSaasNodeDriver',
        parameters: { hostname: 'alpha.test', app: 'Farandole' },
        accounts: [{ role: 'somebody', account_userid: 'ana' }],
        non_existing_accounts: [{ role: 'nobody', non_existing_account_userid: 'nobody' }],
      },
    }
    for (const [role, node] of Object.entries(nodes)) await writeFile(join(cwd, `${role}.json`), JSON.stringify(node))
    const given = Object.keys(nodes).flatMap((role) => ['--node', `${role}=${role}.json`])
    const command = judging('feditest', 'run', ...given, '--tap', 'result.tap')
    const ended = await runIn('wire', command, { env: env(), cwd }).then(() => 'well', (error) => error.message)
    const result = await readFile(join(cwd, 'result.tap'), 'utf8').catch(() => '')
    const checks = [...result.matchAll(/^(not ok|ok) \d+ - \S*?(s\d\d_\w+)(.*(?:\n(?!ok|not ok).*)*)/gm)]
    for (const [, word, name, more] of checks) {
      await t.test(name.slice(4).replaceAll('_', ' '), () => assert.ok(word === 'ok' && !/# SKIP/i.test(more), more))
    }
    assert.equal(checks.length, 18, `${ended}\n${result}`)
    assert.equal(ended, 'well')
  })
})

describe('the actor verifier of fediverse-pasture', () => {
  let verifier
  let front
  let result

  before(async () => {
    const host = 'beta.test'
    const cwd = join(dir, 'pasture')
    await mkdir(cwd)
    const pair = await net.trusted.vouch(host)
    front = await proxy({ name: 'beta', host, address: ADDRESSES.beta, pair, dir: join(dir, 'beta-proxy') })
    verifier = startIn('beta', judging('python3', file('pasture.py'), host), { env: env(), cwd, log: join(cwd, 'pasture.log') })
    const place = { host, address: ADDRESSES.beta, authority: net.trusted }
    const words = async () => `the verifier is ready:\n${await readFile(join(cwd, 'pasture.log'), 'utf8')}`
    await eventually(words, () => visit(place, '/').then(({ status }) => status === 200, () => false))
    const path = `/?actor_uri=${encodeURIComponent('https://alpha.test/@ana')}`
    const { status, text } = await visit(place, path, { headers: { accept: 'application/json' } })
    assert.equal(status, 200, text)
    const judged = JSON.parse(text)
    console.log(JSON.stringify(judged.result))
    result = judged.result
  })
  after(async () => {
    await verifier?.end()
    await front?.stop()
  })

  it('reads our actors, signed or not', () => {
    for (const name of ['alice', 'bob', 'claire', 'dean', 'emily', 'frank']) assert.equal(result[name].get_actor, true, name)
  })
  it('is led back to them by their names', () => assert.equal(result.webfinger, true))
  it('is refused without a signature (alice)', () => assert.equal(result.alice.post_inbox, false))
  it('is taken with one (bob)', () => assert.equal(result.bob.post_inbox, true))
  it('is taken with one whose key is given to signed questions alone (claire)', () => assert.equal(result.claire.post_inbox, true))
  it('is refused without a signature and without a name (dean)', () => assert.equal(result.dean.post_inbox, false))
})
