// How what is between two servers ends.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { eventually } from '../lib/seen.mjs'
import { fedify, ours, seen, theirs } from './world.mjs'

export function ending() {
  describe('ending', () => {
    it(
      'Ben does not follow Ana any more',
      seen.in('Undo{Follow}', async () => {
        await fedify.does('unfollow', { as: 'ben', whom: ours.ana.url })
        await eventually('one follower less', async () => (await farandole.followers(ours.ana.url)) === 0)
        return 'taken, one follower less'
      }),
    )

    it(
      'our server does not follow theirs any more',
      seen.out('Undo{Follow}', async () => {
        await farandole.unfollowServer(ours.admin, fedify.authority)
        await theirs('one follower less', ({ followers }) => !followers.relay.includes(ours.relay))
        await eventually('its events leave the lists', async () => !(await farandole.listed(ours.ana, 'Barn dance')))
        return 'taken, one follower less; its events leave our lists'
      }),
    )

    it(
      'a server that is blocked is told so',
      seen.in('anything, while blocked', async () => {
        await farandole.block(ours.admin, fedify.authority)
        await assert.rejects(fedify.does('follow', { as: 'ben', whom: ours.ana.url }), /\b403\b/)
        return 'refused: 403'
      }),
    )
  })
}
