// A server that was away for long is owed something, and the power of the sender goes just while it tries again.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from './patience.mjs'
import { cable } from './places.mjs'
import { failures, finds, follow, posts, publish, world } from './world.mjs'

/** As often as a job of another kind may fail before it is given up, and once more. */
const OFTEN = 11

let net
let ana

before(async () => {
  net = await world('alpha', 'beta')
  const [chief, boss] = await Promise.all([net.alpha, net.beta].map((one) => one.person('boss', 'administrator')))
  ana = await net.alpha.person('ana')
  await follow(boss, net.beta, chief, net.alpha)
})
after(() => net?.stop())

const retry = () => net.alpha.run('federation', 'retry', 'beta.test')

describe('a server that was away for long', () => {
  it('gets what waits for it, though the power went while it was asked', async () => {
    await cable('beta', 'down')
    await publish(ana, 'Winter market')
    for (let often = 1; often <= OFTEN; often += 1) {
      await eventually(`beta is missed ${often} times`, async () => (await failures(net.alpha, 'beta.test')) >= often)
      await retry()
    }
    // Nobody answers for some seconds, so this try is running now.
    await eventually('beta is asked', async () => /^deliver.* [1-9]\d* at work/m.test(await net.alpha.run('jobs', 'list')), 10)
    await net.alpha.kill()
    await cable('beta', 'up')
    const before = Date.now()
    await net.alpha.startAgain()
    await eventually('the killed try is noticed', async () => /the worker vanished/.test((await net.alpha.log())), 90)
    assert.doesNotMatch(await net.alpha.run('jobs', 'list'), /federation\.deliver/, 'no delivery is given up')
    await retry()
    await finds(net.beta, 'market')
    console.log(`arrived ${Date.now() - before} ms after the power came back`)
    assert.ok((await posts(net.beta)).length > 0)
  })
})
