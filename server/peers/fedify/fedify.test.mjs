// Our program and a Fedify app: people and servers follow each other, events, comments and seats go both ways. A story:
// what one part has made stands for the next.
import { after, before, describe } from 'node:test'
import { comments } from './comments.mjs'
import { ending } from './ending.mjs'
import { events } from './events.mjs'
import { following } from './following.mjs'
import { people } from './people.mjs'
import { reports } from './reports.mjs'
import { seats } from './seats.mjs'
import { signatures } from './signatures.mjs'
import { close, found, open } from './world.mjs'

describe('Fedify', { skip: found.missing }, () => {
  before(open)
  after(close)

  following()
  signatures()
  events()
  comments()
  people()
  seats()
  reports()
  ending()
})
