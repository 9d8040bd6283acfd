// A server whose certificate is not to be believed gets nothing, and nothing is said where others could listen.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { authority } from './authority.mjs'
import { capture } from './capture.mjs'
import { eventually } from './patience.mjs'
import { ADDRESSES, dir } from './places.mjs'
import { finds, follow, posts, publish, world } from './world.mjs'

let net
let tap
let ana
let good

before(async () => {
  net = await world('alpha', 'beta')
  tap = await capture()
  const [chief, boss] = await Promise.all([net.alpha, net.beta].map((one) => one.person('boss', 'administrator')))
  ana = await net.alpha.person('ana')
  await follow(boss, net.beta, chief, net.alpha)
  good = await net.trusted.vouch('beta.test')
})
after(async () => {
  await tap?.stop()
  await net?.stop()
})

/** What alpha says of beta. */
const said = () => net.alpha.run('federation', 'host', 'beta.test')

/** Has beta's proxy show a certificate, and waits until those who connect see it. */
async function show(pair, trusted) {
  await net.beta.proxy.show(pair)
  await eventually('the certificate is shown', () => net.beta.call('/').then(() => trusted, () => !trusted))
}

/** Publishes while beta shows a certificate that is not to be believed, until alpha has tried and says that it could not. */
async function refused(pair, title) {
  await show(pair, false)
  const sent = await posts(net.beta)
  const complaints = (await net.beta.proxy.complaints()).length
  await publish(ana, title)
  await net.alpha.run('federation', 'retry', 'beta.test')
  await eventually('alpha hangs up on the certificate', async () => {
    const fresh = (await net.beta.proxy.complaints()).slice(complaints)
    return fresh.split('\n').some((line) => /SSL_do_handshake\(\) failed .*alert/.test(line) && line.includes(`client: ${ADDRESSES.alpha},`))
  })
  await eventually(async () => `alpha owes it still:\n${await said()}`, async () => {
    return /[1-9]\d* failures in a row/.test(await said()) && /waiting\s+[1-9]/.test(await said())
  })
  assert.deepEqual(await posts(net.beta), sent, 'nothing was sent')
}

describe('a server in the place of a peer', () => {
  it('gets nothing with a certificate of an authority that is not trusted', async () => {
    const foreign = await authority(join(dir, 'foreign'), 'Authority of somebody else')
    await refused(await foreign.vouch('beta.test'), 'Lantern walk')
  })

  it('gets nothing with a certificate for another name', async () => {
    await refused(await net.trusted.vouch('gamma.test'), 'Barn dance')
  })

  it('is told everything once it is itself again', async () => {
    await show(good, true)
    await net.alpha.run('federation', 'retry', 'beta.test')
    for (const title of ['Lantern walk', 'Barn dance']) await finds(net.beta, title)
  })

  it('nothing that was said could be read on the wire, and no other port was tried', async () => {
    const wire = await tap.stop()
    assert.ok(wire.bytes.includes('beta.test'), 'TLS itself says the name, so there was something to read')
    for (const word of ['Lantern walk', 'Barn dance', 'POST /', 'GET /', 'activitystreams', 'Signature']) {
      assert.ok(!wire.bytes.includes(word), `${word} stands on the wire`)
    }
    assert.equal(await wire.packets('tcp and not port 443'), '')
  })
})
