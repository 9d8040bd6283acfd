// A thousand deliveries, two servers that were away, and a power cut on either side in the middle of it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { eventually } from './patience.mjs'
import { cable } from './places.mjs'
import { failures, follow, found, posts, publish, rename, world } from './world.mjs'

const EVENTS = 250
const CHANGES = 20
/** For each of two servers: each event is created by its organiser and announced by its server, and one is changed. */
const EACH = 2 * EVENTS + CHANGES
/** Seconds for the whole stream: what a killed worker held is taken over within a minute, and a silent server is put off. */
const STREAM = 420

let net
let bosses
let ana

before(async () => {
  net = await world('alpha', 'beta', 'gamma')
  const names = [net.alpha, net.beta, net.gamma]
  const [chief, ...followers] = await Promise.all(names.map((one) => one.person('boss', 'administrator')))
  bosses = { beta: followers[0], gamma: followers[1] }
  ana = await net.alpha.person('ana')
  await follow(bosses.beta, net.beta, chief, net.alpha)
  await follow(bosses.gamma, net.gamma, chief, net.alpha)
})
after(() => net?.stop())

/** How many events of alpha a server has. */
async function has(name) {
  const count = `{ instance(domain: "alpha.test") { eventCount } }`
  return (await bosses[name].ask(count)).instance.eventCount
}

/** What alpha still owes each server, by host. */
async function owed() {
  const text = await net.alpha.run('federation', 'queue')
  return Object.fromEntries(['beta.test', 'gamma.test'].map((host) => {
    const line = text.split('\n').find((line) => line.includes(host))
    return [host, line ? Number(line.match(/\s(\d+)\b/)[1]) : 0]
  }))
}

/** All titles of events that a server lists, by address; each address once, or this fails. */
async function titles(server, term) {
  const all = new Map()
  for (let page = 1; ; page += 1) {
    const { total, elements } = await found(server, term, page, 100)
    for (const { url, title } of elements) {
      assert.ok(!all.has(url), `${server.host} lists ${url} twice`)
      all.set(url, title)
    }
    if (elements.length === 0 || all.size >= total) return all
  }
}

/** Does something for each number, some at a time. */
async function each(count, atOnce, act) {
  let next = 0
  const turn = async () => {
    while (next < count) await act(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, turn))
}

describe('a thousand deliveries', () => {
  const published = new Map()
  const started = {}

  it('wait while the others are away', async () => {
    await Promise.all([cable('beta', 'down'), cable('gamma', 'down')])
    let changed
    await each(EVENTS, 4, async (number) => {
      const event = await publish(ana, `Flood number ${number}`)
      published.set(event.url, event.title)
      changed ??= event
    })
    for (let number = 1; number <= CHANGES; number += 1) {
      const title = `Flood changed ${number} times`
      await rename(ana, changed, title)
      published.set(changed.url, title)
    }
    await eventually(async () => `alpha owes ${EACH} to each: ${JSON.stringify(await owed())}`, async () => {
      return Object.values(await owed()).every((count) => count === EACH)
    })
    for (const host of ['beta.test', 'gamma.test']) {
      await eventually(`alpha knows that ${host} is away`, async () => (await failures(net.alpha, host)) > 0)
    }
    console.log(`alpha owes ${JSON.stringify(await owed())}`)
  })

  it('go on after the sender is killed in the middle', async () => {
    await Promise.all([cable('beta', 'up'), cable('gamma', 'up')])
    started.at = Date.now()
    for (const host of ['beta.test', 'gamma.test']) await net.alpha.run('federation', 'retry', host)
    await eventually('some have arrived', async () => (await has('beta')) >= EVENTS / 5, STREAM)
    await net.alpha.kill()
    const there = await has('beta')
    console.log(`alpha is killed when beta has ${there} of ${EVENTS}, after ${Date.now() - started.at} ms`)
    assert.ok(there < EVENTS, 'killed too late to prove anything')
    await net.alpha.startAgain()
  })

  it('go on after the receiver is killed in the middle', async () => {
    await eventually('more have arrived', async () => (await has('beta')) >= EVENTS / 2, STREAM)
    await net.beta.kill()
    await net.beta.startAgain()
    const there = await has('beta')
    console.log(`beta is killed when it has ${there} of ${EVENTS}, after ${Date.now() - started.at} ms`)
    assert.ok(there < EVENTS, 'killed too late to prove anything')
  })

  it('all arrive, none twice, and the last word is the last', async () => {
    for (const name of ['beta', 'gamma']) {
      await eventually(async () => `${name} has all: ${await has(name)}`, async () => (await has(name)) >= EVENTS, STREAM)
    }
    await eventually(async () => `alpha owes nothing: ${JSON.stringify(await owed())}`, async () => {
      return Object.values(await owed()).every((count) => count === 0)
    }, STREAM)
    console.log(`all are delivered after ${Date.now() - started.at} ms`)
    for (const server of [net.beta, net.gamma]) {
      // What arrives is a row first; the worker then makes an event of it, and the words to find it by.
      await eventually(`${server.host} has read all that came`, async () => {
        const known = await titles(server, 'flood')
        return known.size === published.size && [...published].every(([url, title]) => known.get(url) === title)
      }).catch(async () => assert.deepEqual(await titles(server, 'flood'), published))
      assert.equal(await has(server.name), EVENTS, 'no event is there twice')
      const answers = {}
      for (const { status } of await posts(server)) answers[status] = (answers[status] ?? 0) + 1
      console.log(`what ${server.host} and its proxy answered: ${JSON.stringify(answers)}`)
      assert.ok(answers[202] >= EACH)
    }
  })
})
