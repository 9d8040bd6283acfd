// Both kinds of signatures, in both directions.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { answerTo, copyOf, fedify, ours, seen } from './world.mjs'

export function signatures() {
  describe('signatures', () => {
    const follow = async () => answerTo((await fedify.does('follow', { as: 'ben', whom: ours.ana.url })).id)

    it(
      'theirs after RFC 9421 are taken at the first try',
      seen.in('signature after RFC 9421', async () => {
        await fedify.does('sign', { to: ours.origin, spec: 'rfc9421' })
        assert.equal((await follow()).word, 'Accept')
        assert.deepEqual(await fedify.does('signature', { of: ours.origin }), { spec: 'rfc9421' })
        return 'taken at the first try'
      }),
    )

    it(
      'theirs after the draft of Cavage are taken at the first try',
      seen.in('signature after draft-cavage', async () => {
        const spec = 'draft-cavage-http-signatures-12'
        await fedify.does('sign', { to: ours.origin, spec })
        assert.equal((await follow()).word, 'Accept')
        assert.deepEqual(await fedify.does('signature', { of: ours.origin }), { spec })
        return 'taken at the first try'
      }),
    )

    it(
      'ours after the draft of Cavage are taken',
      seen.out('signature after draft-cavage', async () => {
        const { requests } = await fedify.known()
        assert.ok(requests.length > 0)
        for (const { signed, status, body } of requests) assert.deepEqual([signed, status], ['draft-cavage', 202], body)
        return 'taken at the first try'
      }),
    )

    it(
      'who refuses the draft is sent to after RFC 9421',
      seen.out('signature after RFC 9421', async () => {
        await fedify.does('insist', { on: 'RFC 9421' })
        const { url } = await farandole.publish(ours.ana, { title: 'Kite day' })
        await copyOf(url)
        const { requests } = await fedify.known()
        const tries = requests.filter(({ body }) => body.includes(url)).map(({ signed, status }) => [signed, status])
        assert.deepEqual(tries.slice(0, 2), [['draft-cavage', 401], ['RFC 9421', 202]])
        await fedify.does('insist', { on: null })
        return 'taken at the second try, after 401'
      }),
    )
  })
}
