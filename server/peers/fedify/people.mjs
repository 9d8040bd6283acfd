// Who people are.
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { fedify, ours, reply, said, seen, theirs } from './world.mjs'

export function people() {
  describe('people', () => {
    it(
      'another name of Ana reaches her followers',
      seen.out('Update{Person}', async () => {
        await farandole.rename(ours.ana, 'Ana of the hills')
        await theirs('her new name', ({ people }) => people[ours.ana.url] === 'Ana of the hills')
        return 'taken, the new name is shown'
      }),
    )

    it(
      'another name of Ben is shown here',
      seen.in('Update{Person}', async () => {
        const walk = await farandole.publish(ours.ana, { title: 'Walk' })
        const { id } = await fedify.does('reply', reply('walk', walk.url, '<p>Count me in.</p>'))
        await said(walk, 'the comment', (all) => all.some(({ url }) => url === id))
        await fedify.does('rename', { name: 'Ben of the valley' })
        await said(walk, 'his new name', (all) => all.some(({ actor }) => actor.name === 'Ben of the valley'))
        return 'taken, the new name is shown'
      }),
    )
  })
}
