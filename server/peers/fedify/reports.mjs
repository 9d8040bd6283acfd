import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import * as farandole from '../lib/ours.mjs'
import { eventually } from '../lib/seen.mjs'
import { event, fedify, ours, seen, theirs } from './world.mjs'

export function reports() {
  describe('reports', () => {
    it(
      'a report of theirs reaches our moderators',
      seen.in('Flag', async () => {
        const { url } = await farandole.publish(ours.ana, { title: 'Loud night' })
        await fedify.does('report', { objects: [ours.ana.url, url], content: 'Too loud.', to: ours.ana.url })
        const report = await eventually('the report', async () =>
          (await farandole.reports(ours.admin)).find(({ content }) => content === 'Too loud.'),
        )
        assert.equal(report.reported.url, ours.ana.url)
        assert.equal(report.reporter.url, fedify.relay)
        assert.deepEqual(report.events, [{ url }])
        return 'taken, a report of their server with the event'
      }),
    )

    it(
      'a report about somebody of theirs reaches their server, without who reports',
      seen.out('Flag', async () => {
        const { id } = await fedify.does('publish', event('Fireworks'))
        const copy = await eventually('a copy', () => farandole.listed(ours.ana, 'Fireworks'))
        await farandole.report(ours.ana, copy, 'Not here, please.')
        const flag = await theirs('the report', ({ reports }) => reports[0])
        assert.deepEqual(flag, { by: ours.relay, objects: [fedify.ben, id], content: 'Not here, please.' })
        return 'taken, by our server, with the person and the event'
      }),
    )
  })
}
